/** What was entered, as it counts: for the eye that checks before it trusts. */
import { useEffect, useRef } from "preact/hooks";
import { theCase } from "../case";
import type { Answers } from "../evaluate";
import { enteredLines } from "../plain";
import type { GuidelineDocument } from "../guideline";
import { go } from "../screens";
import { useStore } from "../store";
import { useWords } from "../words";
import { CopyButton } from "./CopyButton";

/** Beside the answer there is room; on a phone it would be a screen of its own. */
const wide = () => matchMedia("(min-width:64em)").matches;

export function Entered({ from, answers, text }: { from: GuidelineDocument; answers: Answers; text: () => string }) {
  const w = useWords();
  const it = useStore(theCase);
  const fold = useRef<HTMLDetailsElement>(null);
  // On paper nothing is folded away that the answer rests on.
  useEffect(() => {
    const unfold = () => void (fold.current && (fold.current.open = true));
    addEventListener("beforeprint", unfold);
    return () => removeEventListener("beforeprint", unfold);
  }, []);
  return (
    <section class="sheet stack tight entered" aria-labelledby="entered">
      <details open={wide()} ref={fold}>
        <summary>
          <h2 id="entered">{w.entered}</h2>
        </summary>
      <dl class="lines">
        {enteredLines(from, it, answers, w).map(({ label, value, note }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
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
      </details>
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
        <button type="button" class="link" onClick={() => go("plan")}>
          {w.screens.plan}
        </button>
        <button type="button" class="link" onClick={() => go("checklist")}>
          {w.screens.checklist}
        </button>
        <button type="button" class="link" onClick={() => go("course")}>
          {w.screens.course}
        </button>
      </p>
    </section>
  );
}
