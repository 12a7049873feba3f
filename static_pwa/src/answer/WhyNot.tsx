/** For each other step that lay on the way: why not that one. */
import type { WhyNotRow } from "../answers";
import { CLINICAL, useWords } from "../words";

const OPEN = 3;

export function WhyNot({ rows }: { rows: readonly WhyNotRow[] }) {
  const w = useWords();
  if (rows.length === 0) return null;
  const line = ({ outcome, title, because }: WhyNotRow) => (
    <li key={`${outcome} ${because}`}>
      <span>
        <b>{title}.</b> {because}
      </span>
    </li>
  );
  return (
    <section class="sheet stack tight wide">
      <h2>{w.whyNot}</h2>
      <ul class="lines" lang={CLINICAL}>{rows.slice(0, OPEN).map(line)}</ul>
      {rows.length > OPEN && (
        <details>
          <summary>{w.more(rows.length - OPEN)}</summary>
          <ul class="lines" lang={CLINICAL}>{rows.slice(OPEN).map(line)}</ul>
        </details>
      )}
    </section>
  );
}
