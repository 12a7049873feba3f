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
import { isOverdue, type CodeInput, type GuidelineDocument } from "../guideline";
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
          {plan && <Take from={from} plan={plan} />}
        </section>
      </div>
      <section class="sheet stack tight">
        <div aria-live="polite">{plan ? <h2>{w.planRows(plan.rows.length)}</h2> : <p class="hint">{w.planNeeds}</p>}</div>
        {plan && (
          <>
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
        )}
      </section>
    </main>
  );
}

function Take({ from, plan }: { from: GuidelineDocument; plan: PlanAnswer }) {
  const w = useWords();
  const [saved, say] = useState(false);
  const save = () => {
    const text = calendarFile(from, plan, isOverdue(from, new Date()) ? w.reviewPassed(w.day(from.review_by)) : "");
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
      <button type="button" class="btn main" onClick={save}>
        {w.calendarFile}
      </button>
      <button type="button" class="btn" onClick={() => print()}>
        {w.print}
      </button>
      <span class="hint" role="status">
        {saved && w.calendarSaved} {w.calendarHint}
      </span>
    </p>
  );
}
