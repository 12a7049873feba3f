/** What is still open, each a way to its field. A blank is never read as normal. */
import { theCase } from "../case";
import { toField } from "../entry/toField";
import type { Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Glyph } from "../parts/Glyph";
import { mixed } from "../parts/mixed";
import { Sheet } from "../parts/Sheet";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";

export function Needs({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  const it = useStore(theCase);
  const label = (id: string) => from.inputs[id]?.label ?? id;
  const reach = (id: string) => {
    if (toField(id)) return;
    go("entry", it.form);
    // After the form has drawn.
    setTimeout(() => toField(id), 200);
  };
  const doubts = new Set(answers.doubts.map(({ id }) => id));
  return (
    <Sheet title={w.needed}>
      <ul>
        {answers.doubts.map(({ id, says }) => (
          <li class="alert act" key={id}>
            <Glyph name="act" />
            <div>
              <h3 lang={CLINICAL}>{label(id)}</h3>
              <p>{mixed(says)}</p>
              <button type="button" class="link" onClick={() => reach(id)}>
                {w.settleIt}
                <span class="sr" lang={CLINICAL}>: {label(id)}</span>
              </button>
            </div>
          </li>
        ))}
        {answers.pathway.missing
          .filter((id) => !doubts.has(id))
          .map((id) => (
            <li class="alert none" key={id}>
              <Glyph name="none" />
              <div class="row apart">
                <h3 lang={CLINICAL}>{label(id)}</h3>
                <button type="button" class="btn" onClick={() => reach(id)}>
                  {w.enter}
                  <span class="sr" lang={CLINICAL}> {label(id)}</span>
                </button>
              </div>
            </li>
          ))}
      </ul>
      <p class="hint">{w.blankIsBlank}</p>
    </Sheet>
  );
}
