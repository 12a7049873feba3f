/** The step in one line, why in one sentence, and the route that led there: last decision first. */
import { isHold, isWaiting, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Glyph } from "../parts/Glyph";
import { go } from "../screens";
import { useWords } from "../words";
import { Settled } from "./Settled";
import { sentences } from "./sentences";

/** So many reasons stand open; the stops passed before them fold away. */
const OPEN = 5;

export function Step({ from, answers, beside }: { from: GuidelineDocument; answers: Answers; beside: boolean }) {
  const w = useWords();
  const { outcome, path, missing } = answers.pathway;
  const waiting = isWaiting(answers);
  const hold = isHold(answers);
  const settle = [...answers.doubts.map(({ id }) => id), ...missing].filter((id, at, all) => all.indexOf(id) === at);
  const title = waiting && settle.length > 0 ? w.toSettle(settle.map((id) => from.inputs[id]?.label ?? id)) : outcome.title;
  const Title = beside ? "h2" : "h1";
  const says = waiting && answers.doubts.length > 0 ? [w.noOutcomeYet] : sentences(outcome.says);
  const stops = [...path].reverse();
  return (
    <section class={`step both${waiting ? " wait" : ""}${hold ? " halt" : ""}`}>
      <div class="head stack tight">
        {hold && (
          <p class="row">
            <Glyph name="stop" />
            <b>{w.grade.stop}</b>
          </p>
        )}
        <Title class="h1">{title}</Title>
        {says.map((one, at) => (
          <p key={at} class={at === 0 ? "lead" : undefined}>
            {one}
          </p>
        ))}
        <p class={hold ? undefined : "hint"}>{[w.urgency[outcome.urgency], outcome.strength].filter(Boolean).join(". ")}.</p>
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
      <div>
        <ol class="route" aria-label={w.whyLastFirst}>
          {waiting && settle.map((id) => (
            <li class="next" key={id}>
              <b>{from.inputs[id]?.label ?? id}.</b> {w.notKnownYet}
            </li>
          ))}
          {stops.slice(0, OPEN).map(({ step, rule, because }) => (
            <li key={step}>
              <b>{rule}</b> {because}
            </li>
          ))}
        </ol>
        {stops.length > OPEN && (
          <details>
            <summary>{w.earlierStops(stops.length - OPEN)}</summary>
            <ol class="route">
              {stops.slice(OPEN).map(({ step, rule, because }) => (
                <li key={step}>
                  <b>{rule}</b> {because}
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
    </section>
  );
}
