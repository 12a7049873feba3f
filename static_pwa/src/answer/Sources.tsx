/** Which statement rests on which source, and how directly it was read. */
import type { Answers } from "../evaluate";
import type { Certainty, GuidelineDocument } from "../guideline";
import { Certain } from "../parts/Certain";
import { useWords } from "../words";
import { SourceLinks } from "./SourceLinks";

interface Row {
  says: string;
  sources: readonly string[];
  certainty?: Certainty | undefined;
}

export function Sources({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  const { outcome, alerts } = answers.pathway;
  const rows: Row[] = [
    { says: outcome.title, sources: outcome.sources, certainty: outcome.certainty },
    ...answers.doses.doses.map((dose) => ({ says: dose.title ?? w.doseNames[dose.id] ?? dose.id, sources: dose.sources, certainty: dose.certainty })),
    ...alerts.map(({ title, sources, certainty }) => ({ says: title, sources, certainty })),
  ];
  const once = rows.filter(({ says }, at) => rows.findIndex((row) => row.says === says) === at);
  return (
    <section class="sheet stack tight">
      <h2>{w.sources}</h2>
      <ul class="lines wrap">
        {once.map(({ says, sources, certainty }) => (
          <li key={says}>
            <span>
              {says}
              <br />
              <SourceLinks from={from} sources={sources} />
            </span>
            {certainty && <Certain how={certainty} from={from} />}
          </li>
        ))}
      </ul>
      <p class="hint">{w.fullerSquare}</p>
    </section>
  );
}
