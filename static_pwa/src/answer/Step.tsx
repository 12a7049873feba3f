/** The step in one line, and why in one sentence: this patient's own numbers. */
import { decisiveOf, isHold, isWaiting, settleList, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Glyph } from "../parts/Glyph";
import { mixed } from "../parts/mixed";
import { Sheet } from "../parts/Sheet";
import { go } from "../screens";
import { CLINICAL, useWords, type Words } from "../words";
import { CopyButton } from "./CopyButton";
import { Reasons } from "./Reasons";
import { sentences } from "./sentences";
import { Settled } from "./Settled";

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  /** Beside the form, whose title is the page's heading. */
  beside: boolean;
  text?: (() => string) | undefined;
}

/** What leads, and what may follow: the row that decided holds the patient's own numbers. */
function said(from: GuidelineDocument, answers: Answers, w: Words): { lead: string | undefined; rest: readonly string[] } {
  const all = sentences(answers.pathway.outcome.says);
  if (isWaiting(answers)) return { lead: answers.doubts.length > 0 ? w.noOutcomeYet : all[0], rest: [] };
  const lead = decisiveOf(from, answers)?.because ?? all[0];
  return { lead, rest: all.filter((one) => lead?.includes(one) !== true) };
}

/** How urgent, on what ground, and whether anyone has signed for it: where the step is read, not at the foot of the page. */
function strengthOf(from: GuidelineDocument, answers: Answers, w: Words): string {
  const { urgency, strength } = answers.pathway.outcome;
  const known = `${[w.urgency[urgency], strength && w.clinical(strength)].filter(Boolean).join(". ")}.`;
  return from.signed_off ? known : `${known} ${w.notSignedOff}`;
}

function toDoses(): void {
  const heading = document.getElementById("doses-h");
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView();
}

export function Step(props: Props) {
  return isHold(props.answers) ? <Halt {...props} /> : <Going {...props} />;
}

function Going({ from, answers, beside }: Props) {
  const w = useWords();
  const waiting = isWaiting(answers);
  const settle = settleList(answers);
  const title = waiting && settle.length > 0 ? w.toSettle(settle.map((id) => from.inputs[id]?.label ?? id)) : w.clinical(answers.pathway.outcome.title);
  const Title = beside ? "h2" : "h1";
  const { lead, rest } = said(from, answers, w);
  return (
    <section class={waiting ? "step both wait" : "step both"}>
      <div class="head stack tight">
        <Title class="h1">
          {mixed(title)}
        </Title>
        {lead && (
          <p class="lead" lang={answers.doubts.length > 0 ? undefined : CLINICAL}>
            {lead}
          </p>
        )}
        {rest[0] && <p lang={CLINICAL}>{rest[0]}</p>}
        {rest.length > 1 && (
          <details>
            <summary>{w.moreOnStep}</summary>
            {rest.slice(1).map((one) => (
              <p key={one} lang={CLINICAL}>{one}</p>
            ))}
          </details>
        )}
        {!waiting && <p class="hint">{mixed(strengthOf(from, answers, w))}</p>}
        <p class="row noprint">
          {answers.doses.doses.length > 0 && !waiting && !beside && (
            <button type="button" class="btn main" onClick={toDoses}>
              {w.seeDoses}
            </button>
          )}
          <button type="button" class="link" onClick={() => go("flow")}>
            {w.showRoute}
          </button>
        </p>
        <Settled text={title} />
      </div>
      <Reasons from={from} answers={answers} />
    </section>
  );
}

/** The one solid block of colour: the order, its reason, the call. */
function Halt({ from, answers, beside, text }: Props) {
  const w = useWords();
  const Title = beside ? "h2" : "h1";
  const { lead, rest } = said(from, answers, w);
  const { title } = answers.pathway.outcome;
  return (
    <section class="step halt">
      <div class="head stack tight">
        <p class="row">
          <Glyph name="stop" />
          <b>{w.grade.stop}</b>
        </p>
        <Title class="h1" lang={CLINICAL}>
          {title}
        </Title>
        {lead && (
          <p class="lead" lang={CLINICAL}>
            {lead}
          </p>
        )}
        {rest[0] && <p lang={CLINICAL}>{rest[0]}</p>}
        {text && (
          <p class="desk">
            <CopyButton text={text} label={w.copyForCall} />
          </p>
        )}
        <Settled text={w.clinical(title)} />
      </div>
    </section>
  );
}

/** On a hold the reasons come after what to do. */
export function WhyHold({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  return (
    <Sheet title={w.why}>
      {said(from, answers, w)
        .rest.slice(1)
        .map((one) => (
          <p key={one} lang={CLINICAL}>{one}</p>
        ))}
      <p class="hint">{mixed(strengthOf(from, answers, w))}</p>
      <Reasons from={from} answers={answers} />
    </Sheet>
  );
}
