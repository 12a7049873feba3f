/** The step in one line, why in one sentence, and the route that led there: last decision first. */
import { isHold, isWaiting, openStops, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Glyph } from "../parts/Glyph";
import { go } from "../screens";
import { useWords } from "../words";
import { CopyButton } from "./CopyButton";
import { Settled } from "./Settled";
import { sentences } from "./sentences";

/** So many reasons stand open; the stops passed before them fold away. */
const OPEN = 5;

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  beside: boolean;
  text?: (() => string) | undefined;
}

export function Step({ from, answers, beside, text }: Props) {
  const w = useWords();
  const { outcome, path, missing } = answers.pathway;
  const waiting = isWaiting(answers);
  const hold = isHold(answers);
  const settle = [...answers.doubts.map(({ id }) => id), ...missing].filter((id, at, all) => all.indexOf(id) === at);
  const title = waiting && settle.length > 0 ? w.toSettle(settle.map((id) => from.inputs[id]?.label ?? id)) : outcome.title;
  const Title = beside ? "h2" : "h1";
  const all = sentences(outcome.says);
  // The patient's own numbers lead: they stand in the row that decided.
  const decisive = path.find(({ step }) => step === answers.stopsAt)?.because;
  const lead = waiting ? (answers.doubts.length > 0 ? w.noOutcomeYet : all[0]) : decisive && !all.includes(decisive) ? decisive : all[0];
  const rest = waiting ? [] : all.filter((one) => one !== lead && lead?.includes(one) !== true);
  const stops = [...path].reverse();
  const open = openStops(from, answers);
  const stop = ({ step, rule, because }: (typeof path)[number]) => (
    <li key={step} class={open.has(step) ? "open" : undefined}>
      <Reason rule={rule} because={because} />
    </li>
  );
  const route = (
    <div>
      <ol class="route" aria-label={w.whyLastFirst}>
        {waiting &&
          settle.map((id) => (
            <li class="next" key={id}>
              <b>{from.inputs[id]?.label ?? id}.</b> {w.notKnownYet}
            </li>
          ))}
        {stops.slice(0, OPEN).map(stop)}
      </ol>
      {stops.length > OPEN && (
        <details>
          <summary>{w.earlierStops(stops.length - OPEN)}</summary>
          <ol class="route">{stops.slice(OPEN).map(stop)}</ol>
        </details>
      )}
    </div>
  );
  const strength = [w.urgency[outcome.urgency], waiting ? "" : outcome.strength].filter(Boolean).join(". ");
  if (hold) {
    // The one solid block of colour: the order, its reason, and nothing else.
    return (
      <>
        <section class="step halt">
          <div class="head stack tight">
            <p class="row">
              <Glyph name="stop" />
              <b>{w.grade.stop}</b>
            </p>
            <Title class="h1">{title}</Title>
            {lead && <p class="lead">{lead}</p>}
            {rest[0] && <p>{rest[0]}</p>}
            {text && (
              <p class="desk">
                <CopyButton text={text} label={w.copyForCall} />
              </p>
            )}
            <Settled text={title} />
          </div>
        </section>
        <section class="sheet stack tight">
          <h2>{w.why}</h2>
          {rest.slice(1).map((one) => (
            <p key={one}>{one}</p>
          ))}
          <p class="hint">{strength}.</p>
          {route}
        </section>
      </>
    );
  }
  return (
    <section class={waiting ? "step both wait" : "step both"}>
      <div class="head stack tight">
        <Title class="h1">{title}</Title>
        {lead && <p class="lead">{lead}</p>}
        {rest[0] && <p>{rest[0]}</p>}
        {rest.length > 1 && (
          <details>
            <summary>{w.moreOnStep}</summary>
            {rest.slice(1).map((one) => (
              <p key={one}>{one}</p>
            ))}
          </details>
        )}
        <p class="hint">{strength}.</p>
        <p class="row noprint">
          {answers.doses.doses.length > 0 && !waiting && !beside && (
            <button type="button" class="btn main" onClick={() => document.getElementById("doses")?.scrollIntoView()}>
              {w.seeDoses}
            </button>
          )}
          <button type="button" class="link" onClick={() => go("flow")}>
            {w.showRoute}
          </button>
        </p>
        <Settled text={title} />
      </div>
      {route}
    </section>
  );
}

/** Where the reason says the rule again, it is said once. */
function Reason({ rule, because }: { rule: string; because: string }) {
  const again = `${rule}:`;
  return because.startsWith(again) ? (
    <>
      <b>{again}</b>
      {because.slice(again.length)}
    </>
  ) : (
    <>
      <b>{rule}</b> {because}
    </>
  );
}
