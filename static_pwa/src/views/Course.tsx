/** A course over time: each reading judged by the same rules as a single visit, and which one decides the trial. */
import { useState } from "preact/hooks";
import { ClocksSheet } from "../answer/Clocks";
import { StampLine } from "../answer/Stamp";
import type { CourseAnswer } from "../answers";
import type { GuidedProps } from "../App";
import { change, choose, theCase, type, type TypedReading } from "../case";
import { Chart, Key } from "../course/Chart";
import { isAfterToday } from "../course/dates";
import { AddReading, measured, Paste } from "../course/Readings";
import { StartDay } from "../course/StartDay";
import { One } from "../entry/One";
import { amountOf, amountsOf, clocksAt, courseOf, inputsOf, isCounted, judge, monthsBetween, questionOf } from "../evaluate";
import { withUnit, type GuidelineDocument, type QuantityInput } from "../guideline";
import { shown } from "../numbers";
import { mixed } from "../parts/mixed";
import { Bar } from "../parts/Bar";
import { Back } from "../parts/LeadIn";
import { Sheet } from "../parts/Sheet";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords, type Words } from "../words";

/** What a course needs beside its readings. */
const BESIDE = ["age", "cni_drug", "proteinuria_baseline", "creatinine_baseline"] as const;

export function Course({ from }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const { inputs } = inputsOf(from, it);
  const readings = it.readings.map((reading) => ({ date: reading.date, ...amountsOf(from, it, reading.values) }));
  const last = it.readings.at(-1);
  const month = last && isCounted(from, it.start) ? monthsBetween(from, it.start, last.date) : null;
  const known = Object.fromEntries([...BESIDE, "sex", "height", "weight"].map((id) => [id, inputs[id]]));
  const answer = month === null ? null : courseOf(from, { ...known, cni_start: it.start }, readings);
  // Before the first dose nothing of the course has happened yet: there is no month to judge.
  const title = answer && month! >= 0 ? w.courseNow(named(answer.readings.at(-1)?.response, w), floored(month!)) : w.screens.course;

  return (
    <>
      <main id="main" class="two">
        <div class="stack">
          <section class={answer ? "step" : "step wait"}>
            <div class="head stack tight">
              <h1>{title}</h1>
              <p class="lead">{answer ? milestoneLine(answer, w) : w.courseNeeds}</p>
              {answer && month! >= 0 && (
                <p class="row noprint">
                  <button type="button" class="btn main" onClick={() => useLatest(from, last!, month!, answer)}>
                    {w.judgeLatest}
                  </button>
                </p>
              )}
            </div>
          </section>
          {answer && (
            <div class="stack cols">
              <figure class="sheet stack tight">
                <figcaption class="h2">{w.courseSince}</figcaption>
                <Chart
                  from={from}
                  who={it.who ?? "adult"}
                  start={it.start}
                  answer={answer}
                  baseline={amountOf(inputs, "creatinine_baseline")}
                  points={readings.map((reading) => ({ date: reading.date, proteinuria: amountOf(reading, "proteinuria"), creatinine: amountOf(reading, "creatinine") }))}
                />
                <p class="row">
                  <Key response="none">{w.none}</Key>
                  <Key response="partial">{w.partial}</Key>
                  <Key response="complete">{w.complete}</Key>
                  <Key response={null}>{w.indeterminate}</Key>
                  <Key response="creatinine">{w.creatinine}</Key>
                </p>
              </figure>
              <div class="stack">
                <Sheet title={w.milestones}>
                  <Milestones from={from} answer={answer} start={it.start} />
                  {answer.notes.map((note) => (
                    <p class="hint" key={note} lang={CLINICAL}>
                      {note}
                    </p>
                  ))}
                </Sheet>
                <ClocksSheet clocks={clocksAt(from, tenths(month!))} />
              </div>
            </div>
          )}
          {it.readings.length > 0 && <Table from={from} answer={answer} readings={it.readings} used={readings} />}
        </div>
        <section class="sheet stack entered" aria-labelledby="course-entry">
          <div class="row apart">
            <h2 id="course-entry">{w.readings}</h2>
            <Back />
          </div>
          <StartDay from={from} />
          {BESIDE.map((input) => (
            <One key={input} from={from} one={{ input }} needed={false} />
          ))}
          <div class="stack noprint">
            <h3>{w.addReading}</h3>
            <AddReading from={from} />
            <Paste from={from} />
          </div>
        </section>
        <StampLine from={from} />
      </main>
      <Bar title={title} says={w.readingCount(it.readings.length)}>
        <button type="button" class="btn main" onClick={() => document.getElementById("reading-date")?.focus()}>
          {w.addReading}
        </button>
      </Bar>
    </>
  );
}

/** The latest reading becomes today's values. Those of another day go, and so does a best response that the course has
 * outdone: asked anew, neither can pass for what holds today. */
function useLatest(from: GuidelineDocument, reading: TypedReading, month: number, { first_partial, first_complete }: CourseAnswer): void {
  for (const { id } of measured(from)) type(id, reading.values[id] ?? null);
  const [unit] = (from.inputs["cni_months"] as QuantityInput).units;
  type("cni_months", { text: floored(month), unit: unit!.code });
  const best = theCase.get().chosen["best_response_on_cni"];
  if (first_complete ? best !== "complete" : first_partial && best === "none") choose("best_response_on_cni", null);
  go("answer");
}

/** Never rounded up: a month is not over before it is. */
const tenths = (month: number): number => Math.floor(month * 10 + 1e-6) / 10;
const floored = (month: number): string => shown(tenths(month));

const named = (response: string | null | undefined, w: Words): string => (response ? (w.responses[response] ?? response) : w.notTold);

function milestoneLine(answer: CourseAnswer, w: Words): string {
  if (answer.first_complete) return w.firstComplete(w.day(answer.first_complete));
  if (answer.first_partial) return w.firstPartial(w.day(answer.first_partial));
  return w.noMilestone;
}

function Milestones({ from, answer, start }: { from: GuidelineDocument; answer: CourseAnswer; start: string }) {
  const w = useWords();
  const { first_partial, first_complete, relapses, assessment } = answer;
  const stop = (date: string | null | undefined, says: (day: string) => string) =>
    date ? [{ date, says: says(`${w.day(date)}, ${w.inMonth(floored(monthsBetween(from, start, date)))}`) }] : [];
  const stops = [
    ...stop(first_partial, w.firstPartial),
    ...stop(first_complete, w.firstComplete),
    ...relapses.flatMap((date) => stop(date, w.relapse)),
    ...stop(assessment?.date, (day) => w.decides(day, named(assessment?.response, w))),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <ol class="route">
      {stops.map(({ says }) => (
        <li key={says}>{says}</li>
      ))}
      {!assessment && <li class="next">{w.notDecided}</li>}
    </ol>
  );
}

interface TableProps {
  from: GuidelineDocument;
  answer: CourseAnswer | null;
  readings: readonly TypedReading[];
  /** Those of their values that count. */
  used: readonly Readonly<Record<string, unknown>>[];
}

const signed = (number: number): string => `${number >= 0 ? "+" : ""}${shown(number)}`;

function Table({ from, answer, readings, used }: TableProps) {
  const w = useWords();
  const it = useStore(theCase);
  const [edited, edit] = useState<string | null>(null);
  const inputs = measured(from);
  return (
    <section class="sheet stack tight">
      <div class="scroll" tabIndex={0} role="region" aria-label={w.everyReading}>
        <table class="lined">
          <caption>{w.everyReading}</caption>
          <thead>
            <tr>
              <th scope="col">{w.date}</th>
              <th scope="col">{w.response}</th>
              {inputs.map(({ id, label }) => (
                <th scope="col" key={id} lang={CLINICAL}>
                  {label}
                </th>
              ))}
              <th scope="col">
                <span class="sr">{w.change}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {readings.map((reading, at) => {
              const said = answer?.readings.find(({ date }) => date === reading.date);
              const notes: Readonly<Record<string, string | undefined>> = {
                creatinine: typeof said?.creatinine_rise === "number" ? w.rise(signed(Math.round(said.creatinine_rise * 1000) / 10)) : undefined,
                cni_trough: said?.cni_exposure ? (w.exposures[said.cni_exposure] ?? said.cni_exposure) : undefined,
              };
              return (
                <tr key={reading.date}>
                  <th scope="row">
                    <span class="nb">{w.day(reading.date)}</span>
                    {isAfterToday(reading.date, new Date()) && <p class="hint">{w.afterToday}</p>}
                  </th>
                  <td data-l={w.response}>{said?.response ? (w.responses[said.response] ?? said.response) : "–"}</td>
                  {inputs.map((input) => {
                    const { id, label } = input;
                    const typed = reading.values[id];
                    const amount = amountOf(used[at]!, id);
                    return (
                      <td key={id} data-l={label} lang={CLINICAL} class="nb">
                        {amount ? withUnit(from, shown(amount.value), amount.unit) : (typed?.text ?? "–")}
                        {notes[id] && (
                          <>
                            <br />
                            <small lang={w.code}>{notes[id]}</small>
                          </>
                        )}
                        {typed && !amount && (
                          <>
                            <br />
                            <b class="unused" lang={w.code}>
                              {w.notUsed} {mixed(questionOf(judge(from, it, input, typed), typed, w))}
                            </b>
                          </>
                        )}
                      </td>
                    );
                  })}
                  <td class="ends">
                    <button type="button" class="link" onClick={() => edit(reading.date)}>
                      {w.change}
                      <span class="sr">: {w.readingOf(w.day(reading.date))}</span>
                    </button>
                    <button type="button" class="link" onClick={() => change({ readings: readings.filter(({ date }) => date !== reading.date) })}>
                      {w.removeReading}
                      <span class="sr">: {w.readingOf(w.day(reading.date))}</span>
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {edited && <AddReading key={edited} from={from} date={edited} onDone={() => edit(null)} />}
    </section>
  );
}
