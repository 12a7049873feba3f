/** A course over time: each reading judged by the same rules as a single visit, and which one decides the trial. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ClocksSheet } from "../answer/Clocks";
import { StampLine } from "../answer/Stamp";
import type { CourseAnswer } from "../answers";
import type { GuidedProps } from "../App";
import { change, choose, theCase, type, type TypedReading } from "../case";
import { Chart, Key } from "../course/Chart";
import { isAfterToday } from "../course/dates";
import { AddReading, measured, Paste, withReadings } from "../course/Readings";
import { StartDay } from "../course/StartDay";
import { One } from "../entry/One";
import { amountOf, amountsOf, clocksAt, courseOf, inputsOf, isCounted, judge, monthsBetween, questionOf } from "../evaluate";
import { withUnit, type GuidelineDocument, type QuantityInput } from "../guideline";
import { notice, type Notice } from "../notice";
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
  const [edited, edit] = useState<string | undefined>();
  const toForm = (date?: string) => {
    edit(date);
    // After the form has been drawn anew.
    setTimeout(() => document.getElementById("reading-date")?.focus());
  };
  // What was removed is this case's, and goes with this screen: it must not come back into another's.
  const offered = useRef<Notice | null>(null);
  const offer = (undo: Notice) => notice.set((offered.current = undo));
  useEffect(() => () => void (notice.get() === offered.current && notice.set(null)), []);
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
                  <span class="hint">{w.responseOnly}</span>
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
                  {Object.entries({ ...w.responses, creatinine: w.measuredAs.creatinine }).map(([response, says]) => (
                    <Key key={response} response={response}>{says}</Key>
                  ))}
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
          {it.readings.length > 0 && <Table from={from} answer={answer} readings={it.readings} used={readings} edit={toForm} offer={offer} />}
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
            <h3>{edited ? `${w.change}: ${w.readingOf(w.day(edited))}` : w.addReading}</h3>
            <AddReading key={edited} from={from} date={edited} onDone={() => edit(undefined)} />
            <Paste from={from} />
          </div>
        </section>
        <StampLine from={from} />
      </main>
      <Bar title={title} says={w.readingCount(it.readings.length)}>
        <button type="button" class="btn main" onClick={() => toForm()}>
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
  edit: (date: string) => void;
  offer: (undo: Notice) => void;
}

const signed = (number: number): string => `${number >= 0 ? "+" : ""}${shown(number)}`;

function Table({ from, answer, readings, used, edit, offer }: TableProps) {
  const w = useWords();
  const it = useStore(theCase);
  const inputs = measured(from);
  const remove = (gone: TypedReading) => {
    change({ readings: readings.filter((one) => one !== gone) });
    const undo = () => {
      change({ readings: withReadings([gone], theCase.get().readings) });
      notice.set(null);
    };
    offer({ kind: "said", says: w.removed(w.readingOf(w.day(gone.date))), ways: [{ label: w.undo, act: undo }] });
  };
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
              const { creatinine_rise: rise, cni_exposure: exposure } = said ?? {};
              /** What is said of a value, and whether it is one that may do harm. */
              const notes: Readonly<Record<string, readonly [string, boolean]>> = {
                ...(typeof rise === "number" && { creatinine: [w.rise(signed(Math.round(rise * 1000) / 10)), rise > from.limits["creatinine_rise_act"]!.value!] }),
                ...(exposure && { cni_trough: [w.exposures[exposure] ?? exposure, exposure === "above_target"] }),
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
                    const [note, harms] = notes[id] ?? [];
                    return (
                      <td key={id} data-l={label} lang={CLINICAL} class="nb">
                        {amount ? withUnit(from, shown(amount.value), amount.unit) : (typed?.text ?? "–")}
                        {note && (
                          <>
                            <br />
                            {harms ? <b class="unused" lang={w.code}>{note}</b> : <small lang={w.code}>{note}</small>}
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
                    <button type="button" class="link" onClick={() => remove(reading)}>
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
    </section>
  );
}
