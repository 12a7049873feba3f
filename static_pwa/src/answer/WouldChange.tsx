/** The nearest change of one value that leads elsewhere: how far this answer is from another. */
import type { WouldChange as Row } from "../answers";
import { CLINICAL, useWords } from "../words";

const OPEN = 3;

export function WouldChange({ rows }: { rows: readonly Row[] }) {
  const w = useWords();
  if (rows.length === 0) return null;
  const line = ({ input, outcome, says, title }: Row) => (
    <li key={`${input} ${outcome}`}>
      <span>
        <b>{says}</b>
        <br />
        {title}
      </span>
    </li>
  );
  return (
    <section class="sheet stack tight">
      <h2>{w.wouldChange}</h2>
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
