/** What is still open, each a way to its field. A blank is never read as normal. */
import { theCase } from "../case";
import { toField } from "../entry/toField";
import { settleList, type Answers } from "../evaluate";
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
  return (
    <Sheet title={w.needed}>
      <ul>
        {settleList(answers).map((id) => {
          const doubt = answers.doubts.find((one) => one.id === id);
          const grade = doubt ? "act" : "none";
          return (
            <li class={`alert ${grade}`} key={id}>
              <Glyph name={grade} />
              <div class="row apart">
                <div>
                  <h3 lang={CLINICAL}>{label(id)}</h3>
                  {doubt && <p>{mixed(doubt.says)}</p>}
                </div>
                <button type="button" class="btn" onClick={() => reach(id)}>
                  {doubt ? w.settleIt : w.enter}
                  <span class="sr" lang={CLINICAL}>: {label(id)}</span>
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      <p class="hint">{w.blankIsBlank}</p>
    </Sheet>
  );
}
