/** What may come after a CNI: never one flat list; each row says how strong its evidence is and what to fear. */
import type { OfferedOption } from "../answers";
import type { GuidelineDocument } from "../guideline";
import { Grade } from "../parts/Grade";
import { Sheet } from "../parts/Sheet";
import { CLINICAL, useWords } from "../words";
import { Rows } from "./Sources";

export function Options({ from, options }: { from: GuidelineDocument; options: readonly OfferedOption[] }) {
  const w = useWords();
  if (options.length === 0) return null;
  // What several in a row have in common is said once, before the first of them.
  const shared = options.find(({ says }, at) => options[at + 1]?.says === says)?.says;
  return (
    <Sheet title={w.options}>
      <p class="hint">{w.noDoseForOptions}</p>
      <ol class="lines">
        {options.flatMap(({ id, title, says, evidence, flags, not_for_this_patient }, at) => [
          says === shared && options[at - 1]?.says !== says && (
            <li key={says} lang={CLINICAL}>
              {says}
            </li>
          ),
          <li key={id}>
            <div class="stack tight">
              <p class="row">
                <b lang={CLINICAL}>{title}</b>
                {not_for_this_patient && <Grade grade="act">{w.notForThisPatient}</Grade>}
              </p>
              {says !== shared && <p lang={CLINICAL}>{says}</p>}
              {evidence && (
                <p class="hint">
                  {w.evidence}: <span lang={CLINICAL}>{evidence}</span>
                </p>
              )}
              {flags.length > 0 && (
                <p class="row" lang={CLINICAL}>
                  {flags.map((flag) => (
                    <Grade grade="watch" key={flag}>
                      {flag}
                    </Grade>
                  ))}
                </p>
              )}
            </div>
          </li>,
        ])}
      </ol>
      <details>
        <summary>{w.sources}</summary>
        <Rows from={from} rows={options.map(({ title, sources, certainty }) => ({ says: title, sources, certainty }))} />
      </details>
    </Sheet>
  );
}
