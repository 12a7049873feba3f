/** For the second pair of eyes: what was prescribed against what the tool worked out, at arm's length and on one A5 sheet. */
import { useState } from "preact/hooks";
import { StampLine } from "../answer/Stamp";
import { toldOf } from "../answer/sentences";
import { labelOf } from "../answer/TroughBand";
import type { Dose, DoseOption } from "../answers";
import type { GuidedProps } from "../App";
import { theCase } from "../case";
import { amountOf, isHold, isWaiting, useAnswers, wholeAnswers, type Answers } from "../evaluate";
import { withUnit, type GuidelineDocument } from "../guideline";
import { shown } from "../numbers";
import { AlertLine } from "../parts/Alert";
import { Grade } from "../parts/Grade";
import { Back } from "../parts/LeadIn";
import { mixed } from "../parts/mixed";
import { enteredLines, span } from "../plain";
import type { Second } from "../second";
import { holdsDoses } from "../seen";
import { useStore } from "../store";
import { CLINICAL, useWords, type Words } from "../words";

/** The prescription says something that was not worked out here. */
const ANOTHER = "another";

interface Row {
  label: string;
  value: string;
  note?: string;
}

export function SecondCheck({ from }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const answers = useAnswers(from);
  const { who } = it;
  const open = it.fromLink.length > 0;
  const unread = holdsDoses(from);
  const none = isWaiting(answers) || isHold(answers) || open || unread;
  const doses = none ? [] : answers.doses.doses;
  // Which dose was prescribed is for the prescriber to say: nothing is preselected.
  const [picked, pick] = useState<string | null>(null);
  const another = picked === ANOTHER;
  const choices = doses.flatMap((dose) => (dose.options ?? []).map((option) => ({ key: `${dose.id} ${option.total}`, dose, option })));
  const chosen = choices.find(({ key }) => key === picked) ?? (choices.length === 1 && !another ? choices[0] : undefined);
  const rows = rowsOf(from, answers, doses, chosen, w);
  const acts = answers.pathway.alerts.filter(({ grade }) => grade === "act");
  const warnings = [...new Set(doses.flatMap((dose) => dose.warnings))].filter((one) => !acts.some(({ says }) => says === one));
  return (
    <main id="main" class="narrow">
      <article class="sheet stack">
        <div class="row apart noprint">
          <Back to="answer" />
          <button type="button" class="btn main" onClick={() => print()}>
            {w.printA5}
          </button>
        </div>
        <h1>{w.secondCheckOf(who && w.who[who])}</h1>
        <p class="label paper">{w.patientLabel}</p>
        <p class="lead">
          <b lang={CLINICAL}>{answers.pathway.outcome.title}</b>
        </p>
        {isHold(answers) && <p lang={CLINICAL}>{toldOf(from, answers).slice(0, 2).join(" ")}</p>}
        {choices.length > 0 && (
          <div class="field noprint">
            <label class="q" for="prescribed">
              {w.prescribed}
            </label>
            <select id="prescribed" value={chosen?.key ?? picked ?? ""} onChange={(event) => pick(event.currentTarget.value || null)}>
              <option value="">{w.chooseOne}</option>
              {choices.map(({ key, dose, option }) => (
                <option key={key} value={key} lang={CLINICAL}>
                  {shown(option.total)} mg: {dose.label}
                </option>
              ))}
              <option value={ANOTHER}>{w.anotherDose}</option>
            </select>
          </div>
        )}
        {none ? (
          <ul>
            <AlertLine grade="none" title={unread ? w.readFirst : open ? w.confirmBeforeDose(it.fromLink.length) : isHold(answers) ? w.noDoseOnHold : w.noDoseYet} bare />
          </ul>
        ) : another ? (
          <ul>
            <AlertLine grade="act" title={w.anotherDoseSays} bare />
          </ul>
        ) : rows.length > 0 ? (
          <>
            <p>{w.readAloud}</p>
            <ul class="lines split">
              {rows.map(({ label, value, note }) => (
                // Another value is another row: a tick for one figure never passes to the next.
                <li key={`${label} ${value} ${note}`}>
                  <span class="said">
                    {mixed(label)}
                    <br />
                    <span class="far">{mixed(value)}</span>
                    {note && (
                      <>
                        <br />
                        <span class="lead">{mixed(note)}</span>
                      </>
                    )}
                  </span>
                  <label class="tick">
                    <input type="checkbox" />
                    <span class="sr">{mixed(w.checked(label))}</span>
                  </label>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <ul>
            {answers.doses.withheld.map(({ id, because }) => (
              <AlertLine key={id} grade="none" title={w.withheld(w.doseNames[id] ?? id)} bare>
                <p lang={CLINICAL}>{because}</p>
              </AlertLine>
            ))}
          </ul>
        )}
        <Server from={from} answers={answers} />
        <section class="stack tight">
          <h2>{w.working}</h2>
          {doses.flatMap(({ working }) => working).map((line) => (
            <p key={line} lang={CLINICAL}>{line}</p>
          ))}
          <p>
            {mixed(enteredLines(from, it, answers, w).map(({ label, value }) => `${w.settleOne(label, value)}. `).join(""))}
          </p>
          {acts.map(({ id, title, says }) => (
            <p key={id + says}>
              <b>{w.grade.act}:</b> <span lang={CLINICAL}>{w.afterColon(title)}. {says}</span>
            </p>
          ))}
          {warnings.length > 0 && <p lang={CLINICAL}>{warnings.join(" ")}</p>}
        </section>
        <div class="sign paper">
          <p>{w.prescriber}</p>
          <p>{w.secondChecker}</p>
          <p>{w.dateTime}</p>
        </div>
        <StampLine from={from} />
      </article>
    </main>
  );
}

/** One of its capsule counts is the prescription; the other doses are said as they are. */
const isStart = ({ options = [] }: Dose): boolean => options.length > 0;

function rowsOf(from: GuidelineDocument, answers: Answers, doses: readonly Dose[], chosen: { dose: Dose; option: DoseOption } | undefined, w: Words): Row[] {
  if (doses.length === 0) return [];
  const weight = amountOf(answers.inputs, "weight");
  const formulation = answers.inputs["cni_formulation"];
  const times = (capsules: string | undefined) => (capsules ?? "").replace(/([\d.]+ mg) x (\d+)/g, "$2 × $1").replaceAll(", ", " + ");
  const rows: Row[] = [];
  if (weight) rows.push({ label: w.clinical(from.inputs["weight"]!.label), value: withUnit(from, shown(weight.value), weight.unit) });
  if (chosen) {
    const { dose, option } = chosen;
    const form = typeof formulation === "string" ? labelOf(from, "cni_formulation", formulation) : dose.label;
    rows.unshift({ label: w.drug, value: w.clinical(labelOf(from, "cni_drug", dose.drug!)), note: w.clinical(form) });
    rows.push(
      { label: w.aDay, value: `${shown(option.total)} mg`, note: `${w.allowedRange} ${span(from, dose.range!, w)}` },
      { label: w.morning, value: `${shown(option.morning)} mg`, note: times(option.capsules[0]) },
      { label: w.evening, value: `${shown(option.evening)} mg`, note: times(option.capsules[1]) },
    );
  }
  for (const dose of doses) {
    const amounts = dose.step_per_dose ?? dose.range;
    if (amounts && !(chosen && isStart(dose))) rows.push({ label: w.clinical(dose.label), value: span(from, amounts, w), ...(dose.drug && !isStart(dose) && { note: w.clinical(dose.working.at(-1)!) }) });
  }
  return rows;
}

/** What was found, for whoever reads it in whatever language by then. */
type Verdict = (w: Words) => { state: Second["state"]; title: string; says: string };

function Server({ from, answers }: { from: GuidelineDocument; answers: Answers }) {
  const w = useWords();
  const [asked, set] = useState<{ key: string; verdict?: Verdict }>({ key: "" });
  // What was said of other values is not said of these.
  const key = JSON.stringify(answers.inputs);
  const asking = asked.key === key && !asked.verdict;
  const told = asked.key === key && asked.verdict?.(w);
  const ask = async () => {
    set({ key });
    set({ key, verdict: await compared(from, answers) });
  };
  return (
    <section class="stack tight">
      <p class="row noprint">
        <button type="button" class="btn" aria-disabled={asking} onClick={() => asking || void ask()}>
          {w.serverCheck}
        </button>
        <span class="hint">{w.serverCheckHint}</span>
      </p>
      <div class="row" role="status">
        {asking && <span>{w.asking}</span>}
        {told && (
          <>
            <Grade grade={told.state === "agrees" ? "ok" : told.state === "differs" ? "act" : "none"}>{told.title}</Grade>
            <span>{mixed(told.says)}</span>
          </>
        )}
      </div>
    </section>
  );
}

/** What asks a server, and what is said of it, is needed only where one can be reached: it is not kept on the device. */
async function compared(from: GuidelineDocument, answers: Answers): Promise<Verdict> {
  const ours = { version: from.version, step: answers.pathway.outcome.title };
  try {
    // A line that stands still may hold the check itself back: it is waited for as long as its answer is.
    const { inWords, secondCheck } = await Promise.race([import("../second"), new Promise<never>((_, fail) => setTimeout(fail, 10_000))]);
    const found = await secondCheck(wholeAnswers(from, answers.inputs));
    return (w) => ({ state: found.state, ...inWords(found, ours, w) });
  } catch {
    const at = new Date();
    return (w) => ({ state: "offline", title: w.noServer, says: w.noServerSays(w.time(at)) });
  }
}
