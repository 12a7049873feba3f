/** For each other step that lay on the way: why not that one. */
import type { PathwayAnswer } from "../answers";
import type { GuidelineDocument } from "../guideline";
import { useWords } from "../words";

const OPEN = 6;

export function WhyNot({ from, rows }: { from: GuidelineDocument; rows: PathwayAnswer["why_not"] }) {
  const w = useWords();
  if (rows.length === 0) return null;
  const line = ({ outcome, title, because }: PathwayAnswer["why_not"][number]) => (
    <li key={`${outcome} ${because}`}>
      <span>
        <b>{title ?? from.outcomes[outcome]?.title ?? outcome}.</b> {because}
      </span>
    </li>
  );
  return (
    <section class="sheet stack tight wide">
      <h2>{w.whyNot}</h2>
      <ul class="lines">{rows.slice(0, OPEN).map(line)}</ul>
      {rows.length > OPEN && (
        <details>
          <summary>{w.more(rows.length - OPEN)}</summary>
          <ul class="lines">{rows.slice(OPEN).map(line)}</ul>
        </details>
      )}
    </section>
  );
}
