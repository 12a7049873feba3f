/** Which statement rests on which source, and how directly it was read. */
import type { ComponentChildren } from "preact";
import type { Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Certain } from "../parts/Certain";
import { Folded } from "../parts/Folded";
import { CLINICAL, useWords } from "../words";
import { SourceLinks } from "./SourceLinks";

interface Row<Says = string> {
  says: Says;
  sources: readonly string[];
  certainty: string;
}

export function Sources({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  const { outcome, alerts } = answers.pathway;
  const own: Row[] = [
    { says: outcome.title, sources: outcome.sources, certainty: outcome.certainty },
    ...answers.doses.doses.map((dose) => ({ says: dose.label, sources: dose.sources, certainty: dose.certainty })),
  ];
  const minded = once(alerts.map(({ title, sources, certainty }) => ({ says: title, sources, certainty })));
  return (
    <section class="sheet stack tight">
      <Folded id="sources" title={w.sources}>
      <Rows from={from} rows={once(own)} />
      {minded.length > 0 && (
        <details>
          <summary>{w.sourcesOfAlerts(minded.length)}</summary>
          <Rows from={from} rows={minded} />
        </details>
      )}
      <p class="hint">{w.fullerSquare}</p>
      </Folded>
    </section>
  );
}

const once = (rows: readonly Row[]): Row[] => rows.filter(({ says }, at) => rows.findIndex((row) => row.says === says) === at);

/** Statements, each with what it rests on. */
export const Rows = ({ from, rows }: { from: GuidelineDocument; rows: readonly Row<ComponentChildren>[] }) => (
  <ul class="lines wrap" lang={CLINICAL}>
    {rows.map(({ says, sources, certainty }, at) => (
      <li key={at}>
        <span>
          {says}
          <br />
          <SourceLinks from={from} sources={sources} />
        </span>
        <Certain how={certainty} from={from} />
      </li>
    ))}
  </ul>
);
