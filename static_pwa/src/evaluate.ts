/** From what was typed to what the engine says: the only file of the screens that knows the engine. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { ChecklistAnswer, Clocks, CourseAnswer, DosesAnswer, PathwayAnswer, PlanAnswer } from "./answers";
import { theCase, type Case, type Typed, type Who } from "./case";
import { Case as EngineCase, checklist, course, doses, Guideline, monitoring, pathway, quantities, type QuantitySpec, type Tree } from "./engine";
import { withUnit, type FormInput, type GuidelineDocument, type QuantityInput } from "./guideline";
import { read, shown, type Amount, type Reading } from "./numbers";
import { useStore } from "./store";
import { allWords, type Words } from "./words";

export type Judged =
  | { kind: "blank" }
  | { kind: "ok"; amount: Amount; plain: boolean }
  | { kind: "ways"; ways: readonly Amount[] }
  | { kind: "unread"; because: Extract<Reading, { kind: "unread" }>["because"] }
  | { kind: "refused" | "asked"; amount: Amount; says: string; instead: readonly Amount[]; /** In words of the interface, not of the guideline. */ own: boolean };

let compiled: { from: GuidelineDocument; engine: Guideline } | null = null;
export function engineFor(from: GuidelineDocument): Guideline {
  if (compiled?.from !== from) compiled = { from, engine: new Guideline(from.raw as ConstructorParameters<typeof Guideline>[0]) };
  return compiled.engine;
}

const specOf = (from: GuidelineDocument, id: string): QuantitySpec => engineFor(from).inputs[id] as QuantitySpec;

/** What a doubt about a trough depends on, beside the trough itself. */
const BESIDE = ["cni_drug", "cni_formulation"] as const;

function beside(it: Case): Record<string, string> {
  return Object.fromEntries(BESIDE.flatMap((id) => (it.chosen[id] && it.chosen[id] !== "unknown" ? [[id, it.chosen[id]]] : [])));
}

const judgements = new Map<string, Judged>();

export function judge(from: GuidelineDocument, it: Case, input: QuantityInput, typed: Typed | undefined): Judged {
  if (!typed) return { kind: "blank" };
  const others = beside(it);
  const meant = input.id === "age" ? it.meant : null;
  const key = JSON.stringify([from.digest, input.id, typed.text, typed.unit, typed.kept, typed.exact, others, meant, meant && allWords().code]);
  const known = judgements.get(key);
  if (known) return known;
  if (judgements.size > 500) judgements.clear();
  const found = judgeAnew(from, input, typed, others, meant);
  judgements.set(key, found);
  return found;
}

/** What counts of it: what is certain, or was doubted and kept. */
export function taken(from: GuidelineDocument, it: Case, input: QuantityInput, typed: Typed | undefined): Amount | null {
  const judged = judge(from, it, input, typed);
  return judged.kind === "ok" || (judged.kind === "asked" && typed?.kept) ? judged.amount : null;
}

/** The same for a view, which is drawn anew when what the doubt depends on has changed. */
export function useJudged(from: GuidelineDocument, input: QuantityInput, typed: Typed | undefined): Judged {
  useStore(theCase, (it) => [it.meant, ...BESIDE.map((id) => it.chosen[id])].join());
  return judge(from, theCase.get(), input, typed);
}

function judgeAnew(from: GuidelineDocument, input: QuantityInput, typed: Typed, others: Record<string, string>, meant: Case["meant"]): Judged {
  // What was settled by a button, or came as a number, stands as a program writes it: a point, no thousands.
  const reading: Reading = typed.kept || typed.exact ? { kind: "number", value: Number(typed.text), unit: typed.unit, plain: true } : read(typed.text, typed.unit, input.units);
  if (reading.kind !== "number") return reading.kind === "ways" ? { kind: "ways", ways: inside(from, input, reading.ways) } : reading;
  const amount = { value: reading.value, unit: reading.unit };
  const refusal = refusalOf(from, input, amount);
  const doubtful = (one: Amount) => doubtOf(from, input, one, others) ?? doubtOfWho(from, one, meant);
  const doubt = refusal ?? doubtful(amount);
  if (doubt === null) return { kind: "ok", amount, plain: reading.plain };
  const { units } = specOf(from, input.id);
  const instead = input.units
    // A ratio and a day's amount are two measures, not two units of one.
    .filter(({ code }) => code !== amount.unit && units[code]?.basis === units[amount.unit]?.basis)
    .map(({ code }) => ({ value: amount.value, unit: code }))
    .filter((other) => refusalOf(from, input, other) === null && doubtful(other) === null);
  return { kind: refusal === null ? "asked" : "refused", amount, says: doubt, instead, own: refusal === null && doubtOf(from, input, amount, others) === null };
}

const refusalOf = (from: GuidelineDocument, input: QuantityInput, amount: Amount): string | null =>
  quantities.refusals(engineFor(from), { [input.id]: amount })[0]?.detail ?? null;

function doubtOf(from: GuidelineDocument, input: QuantityInput, amount: Amount, others: Record<string, string>): string | null {
  const said = pathway.answer(engineFor(from), { ...others, [input.id]: amount }, false);
  return said.alerts.find(({ id, subject }) => id === "implausible_value" && (subject === input.id))?.says ?? null;
}

/** Adult or child, by an age. */
export const whoOf = (from: GuidelineDocument, { value, unit }: Amount): Who =>
  quantities.toCanonical(specOf(from, "age"), value, unit) >= from.limits["adult_from"]!.value! ? "adult" : "child";

/** An age that is not of whom the reader has said that the patient is: a lost digit would change every limit and dose. */
function doubtOfWho(from: GuidelineDocument, age: Amount, meant: Case["meant"]): string | null {
  return meant === null || whoOf(from, age) === meant ? null : allWords().notWhoWasMeant[meant](withUnit(from, shown(age.value), age.unit));
}

/** Of two ways to read a number, those that the accepted range allows; both where it allows neither, so that the reader sees them. */
function inside(from: GuidelineDocument, input: QuantityInput, ways: readonly Amount[]): readonly Amount[] {
  const possible = ways.filter((way) => refusalOf(from, input, way) === null);
  return possible.length > 0 ? possible : ways;
}

/** What an input's field accepts, in the unit that is chosen. */
export function accepted(from: GuidelineDocument, input: QuantityInput, unit: string, w: Words): string {
  const spec = specOf(from, input.id);
  const [low, high] = quantities.saidRange(spec, unit);
  const top = withUnit(from, shown(high), unit);
  return spec.range.above && low === 0 ? w.acceptedAbove(top) : w.accepted(shown(low), top);
}

/** " (88 µmol/L)": the same amount in the unit that was chosen first. */
export function named(from: GuidelineDocument, input: QuantityInput, amount: Amount, inUnit: string): string {
  return ` (${withUnit(from, shown(converted(specOf(from, input.id), amount, inUnit), 3), inUnit)})`;
}

/** What is asked about a value that cannot be taken as it stands. */
export function questionOf(judged: Judged, typed: Typed, w: Words): string {
  if (judged.kind === "ways") return judged.ways.length > 1 ? w.twoWays(typed.text) : w.isItMeant(typed.text);
  if (judged.kind === "unread") return w.unread[judged.because](typed.text);
  return "says" in judged ? (judged.own ? judged.says : w.clinical(judged.says)) : "";
}

export interface Doubt {
  id: string;
  says: string;
}

/** The `inputs` of a request: what is certain, and nothing else. */
export function inputsOf(from: GuidelineDocument, it: Case): { inputs: Record<string, unknown>; doubts: Doubt[] } {
  const inputs: Record<string, unknown> = {};
  const doubts: Doubt[] = [];
  for (const input of Object.values(from.inputs)) {
    if (it.proposed.includes(input.id) && it.fromLink.includes(input.id)) continue;
    if (input.kind === "quantity") {
      const typed = it.typed[input.id];
      const amount = taken(from, it, input, typed);
      if (amount) inputs[input.id] = amount;
      else if (typed && typed.text.trim() !== "") doubts.push({ id: input.id, says: questionOf(judge(from, it, input, typed), typed, allWords()) });
    } else if (input.kind === "code") {
      const code = it.chosen[input.id];
      if (code !== undefined && code !== "unknown") inputs[input.id] = code;
    } else {
      const codes = it.listed[input.id];
      if (codes !== undefined) inputs[input.id] = [...codes];
    }
  }
  return { inputs, doubts };
}

/** Whether a form puts a question. Until the age is known, the choice of adult or child stands in for it: here only. */
export function visible(from: GuidelineDocument, inputs: Record<string, unknown>, one: FormInput, who: Case["who"]): boolean {
  if (one.when === null || one.when === undefined) return true;
  const engine = engineFor(from);
  const it = new EngineCase(engine, quantities.read(engine, inputs));
  if (who !== null && !it.knows("adult")) {
    it.untold.delete("adult");
    it.values.set("adult", who === "adult");
  }
  return Boolean(engine.expression(one.when as Tree)(it));
}

/** The outcome that stops everything else: the drug is doing harm. */
const HOLD = "stop_cni_toxicity";
const NEEDS = "needs_input";

export const isHold = ({ pathway: { outcome } }: Pick<Answers, "pathway">): boolean => outcome.id === HOLD;

/** What stands in the way, doubtful values first. */
export const settleList = (answers: Pick<Answers, "pathway" | "doubts">): string[] => [...new Set([...answers.doubts.map(({ id }) => id), ...answers.pathway.missing])];

/** No step yet: something is missing, or a value is in doubt. A hold waits for nothing. */
export const isWaiting = (answers: Pick<Answers, "pathway" | "doubts">): boolean => !isHold(answers) && (answers.pathway.outcome.id === NEEDS || answers.doubts.length > 0);

export interface Answers {
  inputs: Record<string, unknown>;
  doubts: readonly Doubt[];
  pathway: PathwayAnswer;
  doses: DosesAnswer;
  checklist: ChecklistAnswer;
  /** The row of the tables at which the decision ended: where it led, or what it waits for. */
  stopsAt: string;
}

export function amountOf(inputs: Readonly<Record<string, unknown>>, id: string): Amount | null {
  const given = inputs[id];
  return typeof given === "object" && given !== null && "value" in given ? (given as Amount) : null;
}

function answersFor(from: GuidelineDocument, inputs: Record<string, unknown>, wouldChange: boolean): Omit<Answers, "inputs" | "doubts"> {
  const engine = engineFor(from);
  return {
    pathway: pathway.answer(engine, inputs, wouldChange),
    doses: doses.answer(engine, inputs) as unknown as DosesAnswer,
    checklist: checklist.answer(engine, inputs),
    stopsAt: pathway.evaluate(engine, inputs)[1].row,
  };
}

/** Everything the engine says about these inputs, whatever the screen has had time to draw. */
export const wholeAnswers = (from: GuidelineDocument, inputs: Record<string, unknown>) => ({ inputs, ...answersFor(from, inputs, true) });

/** The stop that led to the outcome: a barrier of the gate before the row that sent there. */
export function decisiveOf(from: GuidelineDocument, { pathway: { path, outcome } }: Pick<Answers, "pathway">): PathwayAnswer["path"][number] | undefined {
  const leads = new Set(from.flow.flatMap(({ stops }) => stops.filter((stop) => stop.leads.includes(outcome.id)).map(({ id }) => id)));
  return path.findLast(({ step }) => leads.has(step));
}

export interface Harm {
  grade: "act" | "watch";
  title: string;
  says: string;
  /** What was found, worst grade only. */
  items: readonly string[];
}

/** What the checklist of CNI toxicity asks for short of a hold; null where it asks for nothing. */
export function harmOf({ inputs, pathway: { options }, checklist: { applies, items, title, says } }: Pick<Answers, "inputs" | "pathway" | "checklist">): Harm | null {
  const grade = (["act", "watch"] as const).find((one) => items.some((item) => item.grade === one));
  // A graft's levels and doses are its centre's: nothing here changes them.
  if (!applies || !grade || inputs["kidney"] === "transplant") return null;
  const found = items.filter((item) => item.grade === grade).map(({ because }) => because);
  // Where options follow, the drug is not gone on with: what was found is told, and no dose is there to reduce.
  return options.length > 0 ? { grade, title: found[0]!.replace(/\.$/, ""), says: "", items: found.slice(1) } : { grade, title, says, items: found };
}

/** The alerts, without what is already the title of something to do now: said once. */
export function alertsOf({ pathway: { alerts, outcome } }: Pick<Answers, "pathway">): PathwayAnswer["alerts"] {
  const orders = outcome.do_now.map(({ title }) => title.toLowerCase());
  return alerts.filter(({ title }) => !orders.includes(title.toLowerCase()));
}

/** Stops that were passed because a value is not known: open, not settled. */
export function openStops(from: GuidelineDocument, answers: Pick<Answers, "inputs" | "pathway">): ReadonlySet<string> {
  const rows = Object.values(from.raw["tables"] as Record<string, { rows: { id: string; when: Tree }[] }>).flatMap((table) => table.rows);
  const unknown = (tree: Tree): boolean =>
    Array.isArray(tree) && (tree[0] === "has" ? tree[2] in from.inputs && !(tree[2] in answers.inputs) : tree.slice(1).some(unknown));
  const open = new Set(rows.filter(({ when }) => unknown(when)).map(({ id }) => id));
  return new Set(answers.pathway.path.filter(({ step }) => open.has(step)).map(({ step }) => step));
}

const PAUSE_MS = 250;

/** The answers at each key. "What would change this" tries many variants, so it waits for a pause in the typing. */
export function useAnswers(from: GuidelineDocument): Answers {
  const it = useStore(theCase);
  const { inputs, doubts } = useMemo(() => inputsOf(from, it), [from, it]);
  const key = JSON.stringify(inputs);
  const quick = useMemo(() => answersFor(from, inputs, false), [from, key]);
  const [full, setFull] = useState<{ key: string; pathway: PathwayAnswer } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setFull({ key, pathway: answersFor(from, inputs, true).pathway }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [from, key]);
  return { inputs, doubts, ...quick, pathway: full?.key === key ? full.pathway : quick.pathway };
}

export const courseOf = (from: GuidelineDocument, inputs: Record<string, unknown>, readings: readonly Record<string, unknown>[]): CourseAnswer =>
  course.answer(engineFor(from), inputs, readings);

/** Whether this is a day that the engine counts: a year that is still being typed is none. */
export const isCounted = ({ raw: { dates } }: GuidelineDocument, day: string): boolean => day >= dates.low && day <= dates.high;

export const planOf = (from: GuidelineDocument, start: string, drug: string): PlanAnswer => monitoring.plan(engineFor(from), start, drug);

/** The certain amounts among typed values, for a dated reading. */
export function amountsOf(from: GuidelineDocument, it: Case, values: Readonly<Record<string, Typed>>): Record<string, Amount> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, typed]) => {
      const input = from.inputs[id];
      if (input?.kind !== "quantity") return [];
      const amount = taken(from, it, input, typed);
      return amount ? [[id, amount]] : [];
    }),
  );
}

/** An amount in another unit of its input; null between a ratio and a day's amount, which are two measures. */
export function convertedTo(from: GuidelineDocument, id: string, amount: Amount, unit: string): number | null {
  const spec = specOf(from, id);
  if (spec.units[amount.unit]?.basis !== spec.units[unit]?.basis) return null;
  return converted(spec, amount, unit);
}

const converted = (spec: QuantitySpec, { value, unit }: Amount, to: string): number =>
  quantities.fromCanonical(spec, quantities.toCanonical(spec, value, unit), to);

const DAY_MS = 86_400_000;

/** Months between two days, by the guideline's own length of a month. */
export function monthsBetween(from: GuidelineDocument, start: string, end: string): number {
  const weeks = (Date.parse(end) - Date.parse(start)) / DAY_MS / 7;
  return quantities.toCanonical(specOf(from, "cni_months"), weeks, "wk");
}

/** The two clocks of a course, with the place of a month on them. */
export const clocksAt = (from: GuidelineDocument, now: number | null): Clocks => pathway.clocks(engineFor(from), now);
