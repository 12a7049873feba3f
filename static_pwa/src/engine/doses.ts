/** Start doses in real capsules, the companion steroid, one titration step; or why each is withheld.
 *
 * A dose is given only where the pathway's outcome for the same inputs calls for it.
 */
import type { Case } from "./case";
import { NEEDS_INPUT, type Decision } from "./decision";
import type { Guideline } from "./guideline";
import { computed, written } from "./numbers";
import { evaluate } from "./pathway";
import { put, withUnit } from "./quantities";
import type {
  AdultCompanion,
  ChildCompanion,
  CodeSpec,
  DoseOption,
  DosesAnswer,
  Inputs,
  QuantitySpec,
  RangeDose,
  Start,
  StartRule,
  StepDose,
  TargetTrough,
  TitrationRule,
} from "./types";
import { fill, said } from "./words";

/** A dose that must not be shown, with the reason and what is missing. */
class Withheld extends Error {
  readonly because: string;
  readonly missing: readonly string[];

  constructor(because: string, missing: readonly string[] = []) {
    super(because);
    this.because = because;
    this.missing = missing;
  }
}

/** Every dose by id, given or withheld. Where the drug is known, the other drug is in neither list. */
export function answer(guideline: Guideline, inputs: Inputs): DosesAnswer {
  const [it, decision] = evaluate(guideline, inputs);
  const plan = guideline.document.doses;
  const drug = it.knows("cni_drug") ? it.value("cni_drug") : null;
  const starts = plan.start.filter((start) => drug === null || drug === start.drug);
  const given: ({ id: string } & (RangeDose | StepDose))[] = [];
  const withheld: { id: string; because: string; missing: readonly string[] }[] = [];
  const makers: [string, () => RangeDose | StepDose][] = starts.map((start) => [start.id, () => startDose(it, decision, start)]);
  makers.push([plan.companion.id, () => companion(it, decision)]);
  makers.push([plan.titration.id, () => titration(it, decision)]);
  for (const [id, make] of makers) {
    try {
      given.push({ id, ...make() });
    } catch (reason) {
      if (!(reason instanceof Withheld)) throw reason;
      withheld.push({ id, because: reason.because, missing: reason.missing });
    }
  }
  return {
    guideline: guideline.stamp,
    outcome: { id: decision.outcome, title: guideline.document.outcomes[decision.outcome]!.title },
    missing: decision.missing,
    doses: given,
    withheld,
    target_troughs: starts.flatMap((start) => targets(it, start)),
  };
}

function startDose(it: Case, decision: Decision, start: Start): RangeDose {
  calledFor(it, decision);
  const words = wordsOf(it);
  if (!it.knows("weight")) throw new Withheld(words.withheld_weight!, ["weight"]);
  if (start.formulation_needed) rightFormulation(it, start);
  const population = it.value("adult") ? "adult" : "child";
  const rule = start[population];
  const weight = withUnit(it.guideline, it.value("weight") as number, canonicalUnit(it, "weight"));
  const names = population === "adult" ? [rule.low!, rule.high!] : [rule.figure!];
  const low = byWeight(it, names[0]!);
  const high = byWeight(it, names.at(-1)!);
  const labels = names.length > 1 ? [words.work_low!, words.work_high!] : [words.work_figure!];
  const working = names.map((name, index) => rateLine(it, labels[index]!, name, weight, [low, high][index]!));
  const smallest = withUnit(it.guideline, start.strengths.at(-1)!, roundingUnit(it));
  const kind = population === "adult" ? "work_options_range" : "work_options_figure";
  working.push(put(words[kind]!, "{smallest}", smallest));
  const options = optionsOf(it, start.strengths, low, high);
  if (!options.length) working.push(words.no_option!);
  return {
    label: start.label,
    drug: start.drug,
    population,
    range: { low, high, unit: "mg/d" },
    options,
    working,
    warnings: startWarnings(it, start, rule, high),
    says: start.says,
    sources: rule.sources,
    certainty: rule.certainty,
  };
}

/** Throws Withheld unless the outcome starts a CNI, and the gate is open where the tables did not ask it. */
function calledFor(it: Case, decision: Decision): void {
  const { document } = it.guideline;
  if (decision.outcome === NEEDS_INPUT) throw new Withheld(missingWords(it, decision.missing), decision.missing);
  if (!document.starting.includes(decision.outcome)) throw new Withheld(outcomeWords(it, decision));
  if (it.value("on_cni")) gateOpen(it);
}

function outcomeWords(it: Case, decision: Decision): string {
  return put(wordsOf(it).withheld_outcome!, "{title}", it.guideline.document.outcomes[decision.outcome]!.title);
}

/** A restart while still tapering passes the gate too: no dose is one field away from harm. */
function gateOpen(it: Case): void {
  for (const row of it.guideline.tables.get("gate")!) {
    const missing = it.asks(row.needs);
    if (missing) throw new Withheld(missingWords(it, missing), missing);
    if (row.when!(it)) throw new Withheld(put(wordsOf(it).withheld_gate!, "{because}", said(it, row.because)));
  }
}

function missingWords(it: Case, missing: readonly string[]): string {
  const labels = missing.map((name) => it.guideline.inputs[name]!.label).join(", ");
  return put(wordsOf(it).withheld_missing!, "{labels}", labels);
}

function rightFormulation(it: Case, { formulations }: Start | TitrationRule): void {
  const words = wordsOf(it);
  if (!it.knows("cni_formulation")) throw new Withheld(words.withheld_formulation!, ["cni_formulation"]);
  if (formulations.includes(it.value("cni_formulation") as string)) return;
  const kind = it.value("once_daily") ? "withheld_once_daily" : "withheld_other_drug";
  throw new Withheld(put(words[kind]!, "{formulation}", codeLabel(it, "cni_formulation")));
}

/** The word for the code that an input has. */
function codeLabel(it: Case, name: string): string {
  return (it.guideline.inputs[name] as CodeSpec).codes[it.value(name) as string]!;
}

function byWeight(it: Case, limit: string): number {
  return computed(valueOf(it, limit) * (it.value("weight") as number));
}

function valueOf(it: Case, limit: string): number {
  return it.guideline.limits[limit]!.value!;
}

/** A limit in words, in its own unit. */
function limitOf(it: Case, limit: string, unit = it.guideline.limits[limit]!.unit): string {
  return withUnit(it.guideline, valueOf(it, limit), unit);
}

function rateLine(it: Case, label: string, limit: string, weight: string, total: number, unit = "mg/d"): string {
  const line = put(put(wordsOf(it).work_rate!, "{label}", label), "{rate}", limitOf(it, limit));
  return put(put(line, "{weight}", weight), "{total}", withUnit(it.guideline, total, unit));
}

/** Totals in multiples of the smallest strength: all inside a range, or the nearest at or below one figure. */
function optionsOf(it: Case, strengths: readonly number[], low: number, high: number): DoseOption[] {
  const smallest = strengths.at(-1)!;
  const most = Math.floor(computed(high / smallest));
  const least = low === high ? most : Math.ceil(computed(low / smallest));
  const options: DoseOption[] = [];
  for (let count = Math.max(least, valueOf(it, "doses_a_day")); count <= most; count++) {
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
    const part = put(wordsOf(it).tablet!, "{strength}", withUnit(it.guideline, strength, roundingUnit(it)));
    parts.push(put(part, "{count}", String(Math.floor(count / size))));
    count %= size;
  }
  return parts.join(", ");
}

function startWarnings(it: Case, start: Start, rule: StartRule, high: number): string[] {
  const words = wordsOf(it);
  const warnings: string[] = [];
  if (rule.warn !== null && high > valueOf(it, rule.warn)) {
    warnings.push(put(words.warn_cap!, "{warn}", limitOf(it, rule.warn, roundingUnit(it))));
  }
  const under = start.three_doses_under;
  if (under !== undefined && (it.value("age") as number) < valueOf(it, under)) {
    warnings.push(put(words.warn_three!, "{age}", limitOf(it, under)));
  }
  if (it.knows("egfr") && (it.value("egfr") as number) < valueOf(it, "egfr_reduced")) warnings.push(fill(it, words.warn_egfr!));
  if (it.knows("pregnancy") && it.value("pregnancy") !== "none") warnings.push(words.warn_pregnancy!);
  warnings.push(...interactions(it, start.drug));
  if (it.knows("cni_formulation") && !start.formulations.includes(it.value("cni_formulation") as string)) {
    warnings.push(put(words.warn_other_formulation!, "{formulation}", codeLabel(it, "cni_formulation")));
  }
  return [...warnings, words.warn_weight!, words.warn_brand!];
}

function interactions(it: Case, drug: string): string[] {
  const { medicines } = it.guideline.document;
  return (it.value("medicines") as readonly string[]).flatMap((code) => {
    const { label, effects = [] } = medicines[code]!;
    const concerning = effects.filter((effect) => (effect.drug ?? drug) === drug);
    return concerning.map((effect) => put(put(wordsOf(it).warn_interaction!, "{medicine}", label), "{says}", effect.says));
  });
}

function companion(it: Case, decision: Decision): RangeDose {
  calledFor(it, decision);
  const words = wordsOf(it);
  const { label, adult, child } = it.guideline.document.doses.companion;
  if (!it.knows("steroid_tolerance")) throw new Withheld(words.withheld_steroid_unknown!, ["steroid_tolerance"]);
  if (it.value("steroid_tolerance") !== "tolerated") {
    const tolerance = codeLabel(it, "steroid_tolerance");
    throw new Withheld(put(words.withheld_steroid!, "{tolerance}", tolerance.slice(0, 1).toLowerCase() + tolerance.slice(1)));
  }
  if (!it.knows("weight")) throw new Withheld(words.withheld_weight!, ["weight"]);
  if (it.value("adult")) return { ...companionAdult(it, adult), label, population: "adult" };
  if (!it.knows("bsa")) throw new Withheld(words.withheld_height!, ["height"]);
  return { ...companionChild(it, child), label, population: "child" };
}

type Companion = Omit<RangeDose, "label" | "population">;

function companionAdult(it: Case, rule: AdultCompanion): Companion {
  const uncapped = byWeight(it, rule.dose);
  const weight = withUnit(it.guideline, it.value("weight") as number, canonicalUnit(it, "weight"));
  const working = [rateLine(it, wordsOf(it).work_figure!, rule.dose, weight, uncapped)];
  const dose = capped(it, uncapped, rule.cap, working);
  return {
    range: { low: dose, high: dose, unit: "mg/d" },
    options: [],
    working,
    warnings: [],
    says: rule.says,
    sources: rule.sources,
    certainty: rule.certainty,
  };
}

function companionChild(it: Case, rule: ChildCompanion): Companion {
  const { guideline } = it;
  const words = wordsOf(it);
  const unit = "mg/(48.h)";
  const surface = withUnit(guideline, it.value("bsa") as number, "m2");
  const working = [fill(it, words.work_surface!)];
  const end = (name: string, label: string): number => {
    const uncapped = computed(valueOf(it, name) * (it.value("bsa") as number));
    working.push(rateLine(it, label, name, surface, uncapped, unit));
    return capped(it, uncapped, rule.cap, working);
  };
  const low = end(rule.low, words.work_low!);
  const high = end(rule.high, words.work_high!);
  const total = withUnit(guideline, byWeight(it, rule.low_dose), roundingUnit(it));
  return {
    range: { low, high, unit },
    options: [],
    working,
    warnings: [],
    says: put(rule.says, "{low_dose}", `${limitOf(it, rule.low_dose)} (${total})`),
    sources: rule.sources,
    certainty: rule.certainty,
  };
}

function capped(it: Case, total: number, cap: string, working: string[]): number {
  const { value, unit } = it.guideline.limits[cap]!;
  if (total <= value!) return total;
  const line = put(wordsOf(it).work_capped!, "{total}", withUnit(it.guideline, total, unit));
  working.push(put(line, "{cap}", limitOf(it, cap)));
  return value!;
}

function titration(it: Case, decision: Decision): StepDose {
  const words = wordsOf(it);
  const plan = it.guideline.document.doses.titration;
  if (decision.outcome === NEEDS_INPUT) throw new Withheld(missingWords(it, decision.missing), decision.missing);
  if (!it.knows("cni_status") || it.value("cni_status") !== "taking") throw new Withheld(words.withheld_not_taking!);
  if (![...plan.up, ...plan.down].includes(decision.outcome)) throw new Withheld(outcomeWords(it, decision));
  if (!it.value("adult")) throw new Withheld(words.withheld_child!);
  const missing = ["cni_drug", "cni_formulation", "cni_dose"].filter((name) => !it.knows(name));
  if (!it.knows("trough")) missing.push("cni_trough");
  if (missing.length) throw new Withheld(words.withheld_values!, missing);
  const rule = plan.drugs[it.value("cni_drug") as string]!;
  rightFormulation(it, rule);
  const direction = directionOf(it, decision, it.value("trough_side") as string);
  const steps = stepsOf(it, rule);
  return {
    label: plan.label,
    direction,
    step_per_dose: { low: steps[0]!, high: steps.at(-1)!, unit: roundingUnit(it) },
    working: [stepLine(it, steps)],
    warnings: [words.warn_brand!],
    says: recheck(it, plan.says),
    sources: plan.sources,
    certainty: plan.certainty,
  };
}

const EXPOSURE_OF: Readonly<Record<string, string>> = { below: "below_target", on: "at_target", above: "above_target" };

function directionOf(it: Case, decision: Decision, side: string): "up" | "down" {
  const words = wordsOf(it);
  const plan = it.guideline.document.doses.titration;
  if (it.knows("cni_exposure") && it.value("cni_exposure") !== EXPOSURE_OF[side]) throw new Withheld(words.withheld_contradiction!);
  if (side === "below" && plan.up.includes(decision.outcome)) return "up";
  if (side === "above" && plan.down.includes(decision.outcome)) return "down";
  throw new Withheld(words.withheld_on_target!);
}

/** The usual steps that both doses can take within the allowed share of the day's dose. */
function stepsOf(it: Case, rule: TitrationRule): number[] {
  const most = computed(valueOf(it, "step_share") * (it.value("cni_dose") as number));
  const both = valueOf(it, "doses_a_day");
  const steps = [valueOf(it, rule.low), valueOf(it, rule.high)].filter((value) => both * value <= most);
  if (!steps.length) throw new Withheld(put(wordsOf(it).withheld_small_dose!, "{share}", share(it)));
  return steps;
}

/** The allowed share of the day's dose, as a percentage. */
function share(it: Case): string {
  return fill(it, "{limit.step_share}");
}

function stepLine(it: Case, steps: readonly number[]): string {
  const unit = roundingUnit(it);
  let line = put(wordsOf(it).work_step!, "{steps}", written(valueOf(it, "doses_a_day")));
  line = put(line, "{smallest_step}", withUnit(it.guideline, steps[0]!, unit));
  line = put(line, "{largest_step}", withUnit(it.guideline, steps.at(-1)!, unit));
  return put(put(line, "{share}", share(it)), "{dose}", fill(it, "{cni_dose}"));
}

function recheck(it: Case, says: string): string {
  return put(put(says, "{recheck_from}", written(valueOf(it, "recheck_from"))), "{recheck_to}", limitOf(it, "recheck_to"));
}

/** The target trough of a drug for this patient's population, in each printed unit. */
function targets(it: Case, start: Start): TargetTrough[] {
  if (!it.knows("adult")) return [];
  const population = it.value("adult") ? "adult" : "child";
  const { trough, sources, certainty } = start[population];
  const [low, high] = trough.map((name) => it.guideline.limits[name]!.printed!) as [Record<string, number>, Record<string, number>];
  return Object.keys(low).map((unit) => ({
    drug: start.drug,
    population,
    low: low[unit]!,
    high: high[unit]!,
    unit,
    sources,
    certainty,
  }));
}

function wordsOf(it: Case): Readonly<Record<string, string>> {
  return it.guideline.document.doses.words;
}

function roundingUnit(it: Case): string {
  return it.guideline.document.doses.rounding_unit;
}

function canonicalUnit(it: Case, name: string): string {
  return Object.keys((it.guideline.inputs[name] as QuantitySpec).units)[0]!;
}
