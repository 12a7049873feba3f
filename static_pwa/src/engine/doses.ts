/** Start doses in real capsules, the companion steroid, one titration step; or why each is withheld.
 *
 * A dose is given only where the pathway's outcome for the same inputs calls for it.
 */
import { pairs, pairWords } from "./alerts";
import type { Case } from "./case";
import { NEEDS_INPUT, type Decision } from "./decision";
import { exposure } from "./derived";
import type { Guideline } from "./guideline";
import { targetTroughs } from "./monitoring";
import { asByHand, computed, written } from "./numbers";
import { evaluate } from "./pathway";
import { canonicalUnit, put, withUnit, type Filling } from "./quantities";
import type { AdultCompanion, ChildCompanion, CodeSpec, DoseOption, DosesAnswer, Inputs, RangeDose, Span, Start, StepDose, TitrationRule } from "./types";
import { fill, said } from "./words";

/** A dose that must not be shown, with the reason in the plan's words and what is missing. */
class Withheld extends Error {
  readonly missing: readonly string[];

  constructor(it: Case, because: string, missing: readonly string[] = [], values: Filling = {}) {
    super(worded(it, because, values));
    this.missing = missing;
  }
}

/** Every dose by id, given or withheld. Where the drug is known, the other drug is in neither list. */
export function answer(guideline: Guideline, inputs: Inputs): DosesAnswer {
  const [it, decision] = evaluate(guideline, inputs);
  const plan = guideline.document.doses;
  const starts = plan.start.filter(({ drug }) => (it.told("cni_drug") ?? drug) === drug);
  const makers: [string, () => RangeDose | StepDose][] = starts.map((start) => [start.id, () => startDose(it, decision, start)]);
  makers.push([plan.companion.id, () => companion(it, decision)]);
  makers.push([plan.titration.id, () => titration(it, decision)]);
  const given: ({ id: string } & (RangeDose | StepDose))[] = [];
  const withheld: { id: string; because: string; missing: readonly string[] }[] = [];
  for (const [id, make] of makers) {
    try {
      given.push({ id, ...make() });
    } catch (reason) {
      if (!(reason instanceof Withheld)) throw reason;
      withheld.push({ id, because: reason.message, missing: reason.missing });
    }
  }
  return {
    guideline: guideline.stamp,
    outcome: { id: decision.outcome, title: guideline.document.outcomes[decision.outcome]!.title },
    missing: decision.missing,
    doses: given,
    withheld,
    target_troughs: it.knows("adult") ? starts.flatMap(({ drug }) => targetTroughs(guideline, drug, [populationOf(it)])) : [],
  };
}

function startDose(it: Case, decision: Decision, start: Start): RangeDose {
  calledFor(it, decision);
  if (!it.knows("weight")) throw new Withheld(it, "withheld_weight", ["weight"]);
  if (start.formulation_needed) rightFormulation(it, start);
  const population = populationOf(it);
  const { low, high, figure, warn, sources, certainty } = start[population];
  const { range, working } = bySize(it, figure ? [figure] : [low!, high!], "weight", "mg/d");
  const kind = figure ? "work_options_figure" : "work_options_range";
  working.push(worded(it, kind, { smallest: rounding(it, start.strengths.at(-1)!) }));
  const options = optionsOf(it, start.strengths, range);
  if (!options.length) working.push(worded(it, "no_option"));
  return {
    label: start.label,
    drug: start.drug,
    population,
    range,
    options,
    working,
    warnings: startWarnings(it, start, warn, range.high),
    says: start.says,
    sources,
    certainty,
  };
}

function populationOf(it: Case): "adult" | "child" {
  return it.value("adult") ? "adult" : "child";
}

/** Throws Withheld unless the outcome starts a CNI, and the gate is open where the tables did not ask it. */
function calledFor(it: Case, decision: Decision): void {
  if (decision.outcome === NEEDS_INPUT) throw stillMissing(it, decision.missing);
  if (!it.guideline.document.starting.includes(decision.outcome)) throw otherOutcome(it, decision);
  if (it.value("on_cni")) gateOpen(it);
}

function otherOutcome(it: Case, { outcome }: Decision): Withheld {
  return new Withheld(it, "withheld_outcome", [], { title: it.guideline.document.outcomes[outcome]!.title });
}

/** A restart while still tapering passes the gate too: no dose is one field away from harm. */
function gateOpen(it: Case): void {
  for (const row of it.guideline.tables.get("gate")!) {
    const missing = it.asks(row.needs);
    if (missing) throw stillMissing(it, missing);
    if (row.when!(it)) throw new Withheld(it, "withheld_gate", [], { because: said(it, row.because) });
  }
  if (it.value("harm_first")) throw new Withheld(it, "withheld_harm");
}

function stillMissing(it: Case, missing: readonly string[]): Withheld {
  const labels = missing.map((name) => it.guideline.inputs[name]!.label).join(", ");
  return new Withheld(it, "withheld_missing", missing, { labels });
}

function rightFormulation(it: Case, { formulations }: Start | TitrationRule): void {
  if (!it.knows("cni_formulation")) throw new Withheld(it, "withheld_formulation", ["cni_formulation"]);
  if (formulations.includes(it.value("cni_formulation") as string)) return;
  const kind = it.value("once_daily") ? "withheld_once_daily" : "withheld_other_drug";
  throw new Withheld(it, kind, [], { formulation: codeLabel(it, "cni_formulation") });
}

/** The word for the code that an input has. */
function codeLabel(it: Case, name: string): string {
  return (it.guideline.inputs[name] as CodeSpec).codes[it.value(name) as string]!;
}

/** A dose for the size of the body: from one limit to the other, or at one, none over the cap; and how it was worked out. */
function bySize(it: Case, limits: readonly string[], size: "weight" | "bsa", unit: string, cap?: string): { range: Span; working: string[]; capped: string[] } {
  const labels = limits.length > 1 ? ["work_low", "work_high"] : ["work_figure"];
  const weight = withUnit(it.guideline, it.value(size) as number, canonicalUnit(it.guideline, size));
  const working: string[] = [];
  const over: string[] = [];
  const totals = limits.map((limit, index) => {
    const total = computed(limitValue(it, limit) * (it.value(size) as number));
    const [label, rate] = [worded(it, labels[index]!), limitWords(it, limit)];
    working.push(worded(it, "work_rate", { label, rate, weight, total: withUnit(it.guideline, total, unit) }));
    const line = cap === undefined ? null : overCap(it, total, cap, unit);
    if (!line) return total;
    working.push(line);
    over.push(line);
    return limitValue(it, cap!);
  });
  return { range: { low: totals[0]!, high: totals.at(-1)!, unit }, working, capped: over.slice(-1) };
}

function overCap(it: Case, total: number, cap: string, unit: string): string | null {
  return total > limitValue(it, cap) ? worded(it, "work_capped", { total: withUnit(it.guideline, total, unit), cap: limitWords(it, cap) }) : null;
}

function limitValue(it: Case, limit: string): number {
  return it.guideline.limits[limit]!.value!;
}

/** A limit in words, in its own unit. */
function limitWords(it: Case, limit: string): string {
  return withUnit(it.guideline, limitValue(it, limit), it.guideline.limits[limit]!.unit);
}

/** Totals in multiples of the smallest strength: all inside a range, or the nearest at or below one figure. */
function optionsOf(it: Case, strengths: readonly number[], { low, high }: Span): DoseOption[] {
  const smallest = strengths.at(-1)!;
  const most = Math.floor(computed(high / smallest));
  const least = low === high ? most : Math.ceil(computed(low / smallest));
  const options: DoseOption[] = [];
  for (let count = Math.max(least, limitValue(it, "doses_a_day")); count <= most; count++) {
    const option = split(it, strengths, count);
    options.push(low === high ? { ...option, shortfall: computed(high - option.total) } : option);
  }
  return options;
}

/** A total of `count` smallest capsules as evenly as it goes, the larger dose in the morning. */
function split(it: Case, strengths: readonly number[], count: number): DoseOption {
  const smallest = strengths.at(-1)!;
  const evening = Math.floor(count / 2);
  const morning = count - evening;
  return {
    total: count * smallest,
    morning: morning * smallest,
    evening: evening * smallest,
    capsules: [capsules(it, strengths, morning), capsules(it, strengths, evening)],
  };
}

/** The fewest capsules that make up a dose of `count` smallest ones, largest first. */
function capsules(it: Case, strengths: readonly number[], count: number): string {
  const parts: string[] = [];
  for (const strength of strengths) {
    const size = strength / strengths.at(-1)!;
    if (count < size) continue;
    parts.push(worded(it, "tablet", { strength: rounding(it, strength), count: Math.floor(count / size) }));
    count %= size;
  }
  return parts.join(", ");
}

function startWarnings(it: Case, start: Start, warn: string | null, high: number): string[] {
  const warnings: string[] = [];
  if (warn !== null && high > limitValue(it, warn)) warnings.push(worded(it, "warn_cap", { warn: rounding(it, limitValue(it, warn)) }));
  const under = start.three_doses_under;
  if (under !== undefined && (it.value("age") as number) < limitValue(it, under)) {
    warnings.push(worded(it, "warn_three", { age: limitWords(it, under) }));
  }
  if (it.knows("egfr") && (it.value("egfr") as number) < limitValue(it, "egfr_reduced")) warnings.push(fill(it, worded(it, "warn_egfr")));
  if (it.knows("pregnancy") && it.value("pregnancy") !== "none") warnings.push(worded(it, "warn_pregnancy"));
  warnings.push(...pairs(it, start.drug).map((pair) => pairWords(it, pair, "says")));
  if (it.knows("cni_formulation") && !start.formulations.includes(it.value("cni_formulation") as string)) {
    warnings.push(worded(it, "warn_other_formulation", { formulation: codeLabel(it, "cni_formulation") }));
  }
  return [...warnings, worded(it, "warn_weight"), worded(it, "warn_brand")];
}

type Companion = Pick<RangeDose, "range" | "working" | "says"> & { capped: string[] };

function companion(it: Case, decision: Decision): RangeDose {
  calledFor(it, decision);
  if (!it.knows("steroid_tolerance")) throw new Withheld(it, "withheld_steroid_unknown", ["steroid_tolerance"]);
  if (it.value("steroid_tolerance") !== "tolerated") {
    const tolerance = codeLabel(it, "steroid_tolerance");
    throw new Withheld(it, "withheld_steroid", [], { tolerance: tolerance.slice(0, 1).toLowerCase() + tolerance.slice(1) });
  }
  if (!it.knows("weight")) throw new Withheld(it, "withheld_weight", ["weight"]);
  const { label, adult, child } = it.guideline.document.doses.companion;
  const population = populationOf(it);
  const { sources, certainty } = population === "adult" ? adult : child;
  const { range, working, says, capped } = population === "adult" ? companionAdult(it, adult) : companionChild(it, child);
  return { range, options: [], working, warnings: [], says: [...capped, says].join(" "), sources, certainty, label, population };
}

function companionAdult(it: Case, { dose, cap, says }: AdultCompanion): Companion {
  return { ...bySize(it, [dose], "weight", "mg/d", cap), says };
}

function companionChild(it: Case, { low, high, cap, says, low_dose: alternate }: ChildCompanion): Companion {
  if (!it.knows("bsa")) throw new Withheld(it, "withheld_height", ["height"]);
  const { range, working, capped } = bySize(it, [low, high], "bsa", "mg/(48.h)", cap);
  // A text for the eye alone: no balance weighs a millionth.
  const total = asByHand(limitValue(it, alternate) * (it.value("weight") as number), 2);
  const low_dose = `${limitWords(it, alternate)} (${rounding(it, total)})`;
  return { range, working: [fill(it, worded(it, "work_surface")), ...working], capped, says: put(says, { low_dose }) };
}

function titration(it: Case, decision: Decision): StepDose {
  const plan = it.guideline.document.doses.titration;
  if (decision.outcome === NEEDS_INPUT) throw stillMissing(it, decision.missing);
  if (it.told("cni_status") !== "taking") throw new Withheld(it, "withheld_not_taking");
  if (![...plan.up, ...plan.down].includes(decision.outcome)) throw otherOutcome(it, decision);
  if (!it.value("adult")) throw new Withheld(it, "withheld_child");
  const missing = ["cni_drug", "cni_formulation", "cni_dose"].filter((name) => !it.knows(name));
  if (!it.knows("trough")) missing.push("cni_trough");
  if (missing.length) throw new Withheld(it, "withheld_values", missing);
  const rule = plan.drugs[it.value("cni_drug") as string]!;
  rightFormulation(it, rule);
  const direction = directionOf(it, decision);
  const steps = stepsOf(it, rule);
  return {
    label: plan.label,
    direction,
    step_per_dose: { low: steps[0]!, high: steps.at(-1)!, unit: it.guideline.document.doses.rounding_unit },
    working: [stepLine(it, steps)],
    warnings: [worded(it, "warn_brand")],
    says: put(plan.says, { recheck_from: written(limitValue(it, "recheck_from")), recheck_to: limitWords(it, "recheck_to") }),
    sources: plan.sources,
    certainty: plan.certainty,
  };
}

function directionOf(it: Case, { outcome }: Decision): "up" | "down" {
  const { up, down } = it.guideline.document.doses.titration;
  const side = it.value("trough_side");
  if (it.knows("cni_exposure") && it.value("cni_exposure") !== exposure(it)) throw new Withheld(it, "withheld_contradiction");
  if (side === "below" && up.includes(outcome)) return "up";
  if (side === "above" && down.includes(outcome)) return "down";
  throw new Withheld(it, "withheld_on_target");
}

/** The usual steps that both doses can take within the allowed share of the day's dose. */
function stepsOf(it: Case, rule: TitrationRule): number[] {
  const most = computed(limitValue(it, "step_share") * (it.value("cni_dose") as number));
  const steps = [rule.low, rule.high].map((limit) => limitValue(it, limit)).filter((step) => limitValue(it, "doses_a_day") * step <= most);
  if (!steps.length) throw new Withheld(it, "withheld_small_dose", [], { share: share(it) });
  return steps;
}

/** The allowed share of the day's dose, as a percentage. */
function share(it: Case): string {
  return fill(it, "{limit.step_share}");
}

function stepLine(it: Case, steps: readonly number[]): string {
  return worded(it, "work_step", {
    steps: written(limitValue(it, "doses_a_day")),
    smallest_step: rounding(it, steps[0]!),
    largest_step: rounding(it, steps.at(-1)!),
    share: share(it),
    dose: fill(it, "{cni_dose}"),
  });
}

/** A sentence of the plan, filled. */
function worded(it: Case, name: string, values: Filling = {}): string {
  return put(it.guideline.document.doses.words[name]!, values);
}

/** An amount in the unit of capsules. */
function rounding(it: Case, amount: number): string {
  return withUnit(it.guideline, amount, it.guideline.document.doses.rounding_unit);
}
