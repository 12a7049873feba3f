/** The first rows stand open, the rest one tap away. */
import type { ComponentChildren } from "preact";
import { CLINICAL, useWords } from "../words";

const OPEN = 3;

export interface Row {
  key: string;
  says: ComponentChildren;
}

export function FirstRows({ rows, open = OPEN }: { rows: readonly Row[]; open?: number }) {
  const w = useWords();
  const list = (some: readonly Row[]) => (
    <ul class="lines" lang={CLINICAL}>
      {some.map(({ key, says }) => (
        <li key={key}>
          <span>{says}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {list(rows.slice(0, open))}
      {rows.length > open && (
        <details>
          <summary>{w.more(rows.length - open)}</summary>
          {list(rows.slice(open))}
        </details>
      )}
    </>
  );
}
