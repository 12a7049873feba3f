/** The whole pathway as stops on a line, with this patient's way lit. The same rows that the engine walks. */
import { stopOf } from "../answer/sentences";
import { SourceLinks } from "../answer/SourceLinks";
import { StampLine } from "../answer/Stamp";
import type { GuidedProps } from "../App";
import { isEmpty, theCase } from "../case";
import { isWaiting, openStops, useAnswers } from "../evaluate";
import type { GuidelineDocument, Stop } from "../guideline";
import { mixed } from "../parts/mixed";
import { Bar } from "../parts/Bar";
import { Back } from "../parts/LeadIn";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";

export function Flow({ from }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const answers = useAnswers(from);
  const someone = !isEmpty(it);
  const { path, outcome, missing } = answers.pathway;
  const passed = new Map(path.map((step) => [step.step, step]));
  const waiting = isWaiting(answers);
  const last = path.at(-1)?.step;
  const open = openStops(from, answers);
  return (
    <>
      <main id="main">
        <div class="stack tight lead-in">
          <div class="row apart">
            <h1>{someone ? w.pathwayOfPatient : w.screens.flow}</h1>
            <Back desk />
          </div>
          <p>{w.flowLegend}</p>
        </div>
        <div class="split3">
          {from.flow.map(({ id, title, stops }, at) => {
            const here = stops.some((stop) => passed.has(stop.id));
            const next = waiting && someone ? stops.findIndex((stop) => answers.stopsAt === stop.id) : -1;
            return (
              <section class="sheet stack tight" key={id} aria-labelledby={`f-${id}`}>
                <h2 id={`f-${id}`} lang={CLINICAL}>
                  {at + 1}. {title}
                </h2>
                {someone && !here && next < 0 && <p class="hint">{w.notThisPatient}</p>}
                <ol class="route">
                  {stops.map((stop, place) => (
                    <One key={stop.id} from={from} stop={stop} because={passed.get(stop.id)?.because} state={!someone ? "plain" : open.has(stop.id) ? "open" : passed.has(stop.id) ? "on" : place === next ? "next" : "off"} missing={place === next ? missing : []} />
                  ))}
                  {someone && !waiting && stops.some((stop) => stop.id === last) && (
                    <li class="end">
                      <b lang={CLINICAL}>{outcome.title}</b>
                    </li>
                  )}
                </ol>
              </section>
            );
          })}
        </div>
        <StampLine from={from} />
      </main>
      {someone && (
        <Bar lang={waiting ? undefined : CLINICAL} title={waiting ? w.settleNext : outcome.title} says={w.stopsPassed(path.length)}>
          <button type="button" class="btn main" onClick={() => go("answer")}>
            {w.backToAnswer}
          </button>
        </Bar>
      )}
    </>
  );
}

type State = "plain" | "on" | "open" | "next" | "off";

function One({ from, stop, because, state, missing }: { from: GuidelineDocument; stop: Stop; because: string | undefined; state: State; missing: readonly string[] }) {
  const w = useWords();
  const [asked, found] = because ? stopOf(stop.question, because) : [stop.question];
  const leads = stop.leads.map((id) => from.outcomes[id]?.title ?? from.flow.find((line) => line.id === id)?.title ?? id);
  return (
    <li class={state === "plain" ? undefined : state}>
      <details class="stopper">
        <summary class="at">
          <span>
            <span lang={CLINICAL}><b>{asked}</b> {found}</span>
            {state === "next" && missing.length > 0 && <span class="hint">{mixed(w.needsThis(missing.map((id) => from.inputs[id]?.label ?? id)))}</span>}
            <span class="sr"> {w.stopState[state]}</span>
            {leads.length > 0 && <span class="exit" lang={CLINICAL}>{leads.join("; ")}</span>}
          </span>
        </summary>
        {stop.asks.length > 0 && <p class="hint">{mixed(w.asksFor(stop.asks.map((id) => from.inputs[id]?.label ?? from.derived[id]?.label ?? id.replaceAll("_", " "))))}</p>}
        <SourceLinks from={from} sources={stop.sources} />
      </details>
    </li>
  );
}
