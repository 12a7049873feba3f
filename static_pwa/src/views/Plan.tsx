/** What to check when: dated rows from a first dose, as a list and as a calendar file. */
import { useState } from "preact/hooks";
import { SourceLinks } from "../answer/SourceLinks";
import { StampLine } from "../answer/Stamp";
import type { PlanAnswer } from "../answers";
import type { GuidedProps } from "../App";
import { calendarFile } from "../calendar";
import { theCase } from "../case";
import { StartDay } from "../course/StartDay";
import { Choice } from "../entry/Choice";
import { isCounted, planOf } from "../evaluate";
import type { CodeInput, GuidelineDocument } from "../guideline";
import { Certain } from "../parts/Certain";
import { LeadIn } from "../parts/LeadIn";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";

export function Plan({ from }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const chosen = it.chosen["cni_drug"];
  const drug = chosen && chosen !== "unknown" ? chosen : null;
  const drugs = from.inputs["cni_drug"] as CodeInput;
  const plan = isCounted(from, it.start) && drug !== null ? planOf(from, it.start, drug) : null;
  return (
    <main id="main" class="two">
      <div class="stack">
        <LeadIn title={w.screens.plan} />
        <section class="sheet stack">
          <StartDay from={from} hint={w.firstDoseHint} />
          <Choice input={drugs} needed={drug === null} />
          {plan && <Take from={from} plan={plan} start={it.start} drug={drug!} />}
        </section>
      </div>
      <section class="sheet stack tight" aria-live="polite">
        {plan ? (
          <>
            <h2>{w.planRows(plan.rows.length)}</h2>
            <p class="hint" lang={CLINICAL}>{plan.says}</p>
            <p>
              <Certain how={plan.certainty} from={from} />
            </p>
            <ol class="route">
              {plan.rows.map((row) => (
                <li key={row.date} class="next">
                  <p>
                    <b>{w.day(row.date)}</b> <span class="hint" lang={CLINICAL}>{row.title}</span>
                  </p>
                  <p lang={CLINICAL}>{row.labels.join(" · ")}</p>
                </li>
              ))}
            </ol>
            <SourceLinks from={from} sources={[...new Set(plan.rows.flatMap(({ sources }) => sources))]} />
            <StampLine from={from} />
          </>
        ) : (
          <p class="hint">{w.planNeeds}</p>
        )}
      </section>
    </main>
  );
}

const PATIENCE_MS = 4000;

/** The server's file where it can be reached, so that both ways give the same; else made here from the same rows. */
async function calendar(from: GuidelineDocument, plan: PlanAnswer, start: string, drug: string): Promise<string> {
  try {
    const answer = await fetch(new URL("v1/monitoring-plan", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/calendar" },
      body: JSON.stringify({ start, cni_drug: drug }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: "no-store",
      credentials: "omit",
    });
    const sameEdition = answer.headers.get("Guideline-Version") === from.version; // else the file could hold other dates than the list
    if (answer.ok && sameEdition && answer.headers.get("Content-Type")?.startsWith("text/calendar")) return await answer.text();
  } catch {
    // No network, or none that answers in time: the same rows are at hand.
  }
  return calendarFile(from, plan);
}

function Take({ from, plan, start, drug }: { from: GuidelineDocument; plan: PlanAnswer; start: string; drug: string }) {
  const w = useWords();
  const [saved, say] = useState(false);
  const save = async () => {
    const text = await calendar(from, plan, start, drug);
    const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "cni-monitoring.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    say(true);
  };
  return (
    <p class="row noprint">
      <button type="button" class="btn main" onClick={() => void save()}>
        {w.calendarFile}
      </button>
      <button type="button" class="btn" onClick={() => print()}>
        {w.print}
      </button>
      <span class="hint" role="status">
        {saved ? w.calendarSaved : w.calendarHint}
      </span>
    </p>
  );
}
