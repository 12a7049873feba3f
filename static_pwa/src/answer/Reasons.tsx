/** The route that led to the step: last decision first, each with what decided it. */
import { isWaiting, openStops, settleList, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { go } from "../screens";
import { CLINICAL, useWords } from "../words";
import { stopOf } from "./sentences";

/** So many reasons stand open; the stops passed before them fold away. */
const OPEN = 3;

export function Reasons({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  const stops = [...answers.pathway.path].reverse();
  const open = openStops(from, answers);
  const stop = ({ step, rule, because }: (typeof stops)[number]) => (
    <li key={step} lang={CLINICAL} class={open.has(step) ? "open" : undefined}>
      <Reason rule={rule} because={because} />
    </li>
  );
  return (
    <div>
      <ol class="route" aria-label={w.whyLastFirst}>
        {isWaiting(answers) &&
          settleList(answers).map((id) => (
            <li class="next" key={id}>
              <b lang={CLINICAL}>{from.inputs[id]?.label ?? id}.</b> {w.notKnownYet}
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
      <button type="button" class="link noprint" onClick={() => go("flow")}>
        {w.showRoute}
      </button>
    </div>
  );
}

function Reason({ rule, because }: { rule: string; because: string }) {
  const [asked, found] = stopOf(rule, because);
  return (
    <>
      <b>{asked}</b> {found}
    </>
  );
}
