/** What speaks for one drug or the other in this patient. The tool does not choose. */
import type { PathwayAnswer } from "../answers";
import type { GuidelineDocument } from "../guideline";
import { Sheet } from "../parts/Sheet";
import { CLINICAL, useWords } from "../words";
import { SourceLinks } from "./SourceLinks";

export function DrugChoice({ from, rows }: { from: GuidelineDocument; rows: PathwayAnswer["drug_choice"] }) {
  const w = useWords();
  if (rows.length === 0) return null;
  return (
    <Sheet title={w.whichDrug}>
      <p class="hint">{w.notChosenHere}</p>
      <ul class="lines" lang={CLINICAL}>
        {rows.map(({ drug, factor, says, sources }) => (
          <li key={`${drug} ${factor}`}>
            <span>
              {says}
              <br />
              <SourceLinks from={from} sources={sources} />
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
