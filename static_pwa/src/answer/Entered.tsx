/** What was entered, as it counts: for the eye that checks before it trusts. */
import { theCase } from "../case";
import type { Answers } from "../evaluate";
import { enteredLines } from "../plain";
import type { GuidelineDocument } from "../guideline";
import { Folded } from "../parts/Folded";
import { mixed } from "../parts/mixed";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { CopyButton } from "./CopyButton";

export function Entered({ from, answers, text }: { from: GuidelineDocument; answers: Answers; text: () => string }) {
  const w = useWords();
  const it = useStore(theCase);
  return (
    <section class="sheet stack tight entered" aria-labelledby="entered">
      <Folded id="entered" title={w.entered}>
      <dl class="lines">
        {enteredLines(from, it, answers, w).map(({ label, value, note }) => (
          <div key={label}>
            <dt lang={CLINICAL}>{label}</dt>
            <dd>
              <span>{mixed(value)}</span>
              {note && (
                <>
                  <br />
                  <small>{note}</small>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      </Folded>
      <p>
        <button type="button" class="btn full" onClick={() => go("entry", it.form)}>
          {w.changeAnAnswer}
        </button>
      </p>
      <div class="desk">
        <h3>{w.takeAlong}</h3>
        <p class="row">
          <button type="button" class="btn" onClick={() => go("check")}>
            {w.secondCheck}
          </button>
          <CopyButton text={text} />
          <button type="button" class="btn" onClick={() => go("share")}>
            {w.share}
          </button>
        </p>
      </div>
      <p class="row">
        {(["plan", "checklist", "course"] as const).map((name) => (
          <button type="button" class="link" key={name} onClick={() => go(name)}>
            {w.screens[name]}
          </button>
        ))}
      </p>
    </section>
  );
}
