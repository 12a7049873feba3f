/** The answer of the pathway: the outcome with its words, the way there, what to mind, what would change it. */
import { alerts, openings } from "./alerts";
import { Case } from "./case";
import { wouldChange, type Change } from "./changes";
import { decide, type Decision, type Step } from "./decision";
import { shown } from "./derived";
import type { Guideline } from "./guideline";
import { drugChoice, optionIds, options } from "./options";
import { put, Quantity, read, withUnit, type Given } from "./quantities";
import type { Clocks, CodeSpec, Inputs, ListSpec, PathStep, PathwayAnswer, PathwayOutcome, Urgency, WhyNot, WouldChange } from "./types";
import { said, sentences } from "./words";

const URGENCY: readonly Urgency[] = ["routine", "soon", "urgent"];

/** The answer of `POST /v1/pathway` for inputs without refusals. `changes`: also what would change it. */
export function answer(guideline: Guideline, inputs: Inputs, changes = true): PathwayAnswer {
  const [it, decision] = evaluate(guideline, inputs);
  const nearest = changes ? wouldChange(it, decision) : [];
  return {
    guideline: guideline.stamp,
    outcome: outcome(it, decision),
    missing: decision.missing,
    path: decision.way.filter(hasReason).map((each) => step(it, each)),
    why_not: whyNot(it, decision),
    derived: shown(it),
    alerts: alerts(it),
    options: options(it),
    drug_choice: drugChoice(it),
    clocks: guideline.document.outcomes[decision.outcome]!.clocks ? clocks(guideline, it.told("cni_months") as number | null) : null,
    would_change: nearest.map((each) => change(it, each)),
  };
}

/** The decision, and the case it was made on with the outcome noted for alerts and options. */
export function evaluate(guideline: Guideline, inputs: Inputs): [Case, Decision] {
  const it = new Case(guideline, read(guideline, inputs));
  const decision = decide(it);
  const { outcome, row } = decision;
  it.decided = { outcome, row, starts: guideline.document.starting.includes(outcome) };
  it.decided = { ...it.decided, options: optionIds(it) };
  return [it, decision];
}

function outcome(it: Case, decision: Decision): PathwayOutcome {
  const entry = it.guideline.document.outcomes[decision.outcome]!;
  const opening = openings(it);
  let urgency = URGENCY.indexOf(entry.urgency);
  if (opening.length) urgency = Math.max(urgency, URGENCY.indexOf("soon"));
  if (delayed(it, decision)) urgency = Math.min(urgency + 1, URGENCY.length - 1);
  return {
    id: decision.outcome,
    title: entry.title,
    says: [...opening, said(it, it.guideline.outcomes.get(decision.outcome)!)].join(" "),
    do_now: [...opening.map(first), ...doNow(it, decision)],
    urgency: URGENCY[urgency]!,
    strength: sentences(it, it.guideline.strengths.get(decision.outcome)!).join(". "),
    certainty: entry.certainty,
    sources: entry.sources,
  };
}

/** What the words open with is also the first thing to do. */
const first = (opening: string) => ({ title: opening.replace(/\.$/, ""), says: "" });

const doNow = (it: Case, decision: Decision) =>
  it.guideline.doNow.get(decision.outcome)!.map(([title, text]) => ({ title, says: said(it, text) })).filter(({ says }) => says);

/** Whether enough was tried already that waiting longer is the named pitfall. */
function delayed(it: Case, decision: Decision): boolean {
  const many = it.guideline.limits.tried_many!.value!;
  return it.guideline.document.options_for.includes(decision.outcome) && (it.value("tried") as readonly string[]).length >= many;
}

function reason({ row, held }: Step) {
  return held ? row.because : row.otherwise;
}

function hasReason(each: Step): boolean {
  return reason(each).length > 0;
}

function step(it: Case, each: Step): PathStep {
  const { row } = each;
  return { step: row.id, rule: row.question, because: said(it, reason(each)), sources: row.sources };
}

function whyNot(it: Case, decision: Decision): WhyNot[] {
  const seen = new Set([decision.outcome]);
  const reasons: WhyNot[] = [];
  for (const { row, held } of [...decision.way].reverse()) {
    if (held || row.outcome === undefined || seen.has(row.outcome)) continue;
    const because = said(it, row.otherwise);
    if (!because) continue;
    seen.add(row.outcome);
    reasons.push({ outcome: row.outcome, title: it.guideline.document.outcomes[row.outcome]!.title, because });
  }
  return reasons;
}

/** The two clocks of a course, and where on them a month stands. */
export function clocks({ limits: { trial_from, trial_to, course_at_least } }: Guideline, now: number | null): Clocks {
  return {
    trial: { from: trial_from!.value!, to: trial_to!.value!, unit: trial_to!.unit },
    course: { at_least: course_at_least!.value!, unit: course_at_least!.unit },
    now,
  };
}

function change(it: Case, { name, value, outcome }: Change): WouldChange {
  const { document, inputs } = it.guideline;
  return {
    input: name,
    to: value instanceof Quantity ? { value: value.reported, unit: value.unit } : value,
    outcome,
    title: document.outcomes[outcome]!.title,
    says: put(document.interface.change, { label: inputs[name]!.label, to: spoken(it, name, value), now: spoken(it, name, it.known.get(name)) }),
  };
}

function spoken(it: Case, name: string, value: Given | undefined): string {
  const words = it.guideline.document.interface;
  if (value === undefined) return words.not_known;
  if (value instanceof Quantity) return withUnit(it.guideline, value.reported, value.unit);
  const { codes } = it.guideline.inputs[name] as CodeSpec | ListSpec;
  return typeof value === "string" ? codes[value]! : value.map((code) => codes[code]!).join(", ") || words.none;
}
