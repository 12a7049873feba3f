/** What may come after a CNI: never one flat list; each row says how strong its evidence is and what to fear. */
import type { Option } from "../answers";
import type { GuidelineDocument } from "../guideline";
import { Grade } from "../parts/Grade";
import { useWords } from "../words";
import { SourceLinks } from "./SourceLinks";

export function Options({ from, options }: { from: GuidelineDocument; options: readonly Option[] }) {
  const w = useWords();
  if (options.length === 0) return null;
  return (
    <section class="sheet stack tight">
      <h2>{w.options}</h2>
      <p class="hint">{w.noDoseForOptions}</p>
      <ol class="lines">
        {options.map(({ id, title, says, evidence, flags, not_for_this_patient, sources }) => (
          <li key={id}>
            <div class="stack tight">
              <p class="row">
                <b>{title}</b>
                {not_for_this_patient && <Grade grade="act">{w.notForThisPatient}</Grade>}
              </p>
              <p>{says}</p>
              {evidence && (
                <p class="hint">
                  {w.evidence}: {evidence}
                </p>
              )}
              {flags.length > 0 && (
                <p class="row">
                  {flags.map((flag) => (
                    <Grade grade="watch" key={flag}>
                      {flag}
                    </Grade>
                  ))}
                </p>
              )}
              <SourceLinks from={from} sources={sources} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
