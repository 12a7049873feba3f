/** The step in one line, and why in one sentence: this patient's own numbers. */
import { isHold, isWaiting, settleList, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Glyph } from "../parts/Glyph";
import { mixed } from "../parts/mixed";
import { Sheet } from "../parts/Sheet";
import { room } from "../room";
import { useStore } from "../store";
import { CLINICAL, useWords, type Words } from "../words";
import { CopyButton } from "./CopyButton";
import { Reasons } from "./Reasons";
import { sentences, toldOf } from "./sentences";
import { Settled } from "./Settled";
import { toPart } from "./toPart";

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  /** Beside the form, whose title is the page's heading. */
  beside: boolean;
  text?: (() => string) | undefined;
  /** Values from outside: no dose is shown before they are confirmed. */
  unconfirmed: number;
}

/** How urgent, on what ground, and whether anyone has signed for it: where the step is read, not at the foot of the page. */
function strengthOf(from: GuidelineDocument, answers: Answers, w: Words): string {
  const { urgency, strength } = answers.pathway.outcome;
  const known = `${[w.urgency[urgency], strength && w.clinical(strength)].filter(Boolean).join(". ")}.`;
  return from.signed_off ? known : `${known} ${w.notSignedOff}`;
}

const Said = ({ these }: { these: readonly string[] }) => (
  <>
    {these.map((one) => (
      <p key={one} lang={CLINICAL}>
        {one}
      </p>
    ))}
  </>
);

/** A hold is the one solid block of colour: the order, its reason, the call. */
export function Step({ from, answers, beside, text, unconfirmed }: Props) {
  const w = useWords();
  const wide = useStore(room);
  const hold = isHold(answers);
  const waiting = isWaiting(answers);
  const doubtful = waiting && answers.doubts.length > 0;
  const settle = settleList(answers);
  const { outcome } = answers.pathway;
  const title = waiting && settle.length > 0 ? w.toSettle(settle.map((id) => from.inputs[id]?.label ?? id)) : w.clinical(outcome.title);
  const Title = beside ? "h2" : "h1";
  const [lead, then, ...more] = waiting ? [doubtful ? w.noOutcomeYet : (sentences(outcome.says)[0] ?? "")] : toldOf(from, answers);
  return (
    <section class={`step${hold ? " halt" : wide ? " both" : ""}${waiting ? " wait" : ""}`}>
      <div class="head stack tight">
        {hold && (
          <p class="row">
            <Glyph name="stop" />
            <b>{w.grade.stop}</b>
          </p>
        )}
        <Title class="h1">{mixed(title)}</Title>
        {lead && (
          <p class="lead" lang={doubtful ? undefined : CLINICAL}>
            {lead}
          </p>
        )}
        {then && <Said these={[then]} />}
        {!hold && more.length > 0 && (
          <details>
            <summary>{w.moreOnStep}</summary>
            <Said these={more} />
          </details>
        )}
        {!hold && !waiting && <p class="hint">{mixed(strengthOf(from, answers, w))}</p>}
        {hold
          ? text && (
              <p class="desk">
                <CopyButton text={text} label={w.copyForCall} />
              </p>
            )
          : !wide &&
            !waiting &&
            answers.doses.doses.length > 0 &&
            !unconfirmed && (
              <p>
                <button type="button" class="btn main" onClick={() => toPart("doses-h")}>
                  {w.seeDoses}
                </button>
              </p>
            )}
        <Settled text={title} />
      </div>
      {wide && !hold && <Reasons from={from} answers={answers} />}
    </section>
  );
}

/** The whole route, after what it leads to: on a phone, and on a hold. */
export function Why({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  return (
    <Sheet title={w.why}>
      {isHold(answers) && (
        <>
          <Said these={toldOf(from, answers).slice(2)} />
          <p class="hint">{mixed(strengthOf(from, answers, w))}</p>
        </>
      )}
      <Reasons from={from} answers={answers} />
    </Sheet>
  );
}
