/** What to mind beside an outcome, from what is known; nothing is asked for here. */
import type { Case } from "./case";
import type { Alert } from "./guideline";
import { inWords } from "./numbers";
import { plausibleUnits, put, Quantity, unusual, withUnit } from "./quantities";
import type { AlertGrade, Effect, QuantitySpec, RaisedAlert } from "./types";
import { said } from "./words";

const WORST_FIRST: readonly AlertGrade[] = ["act", "watch", "info"];

/** Every alert that holds, worst first; within a grade the guideline's order, then values, then medicines as given. */
export function alerts(it: Case): RaisedAlert[] {
  const raised = it.guideline.alerts.filter((alert) => alert.when(it)).map((alert) => spoken(it, alert));
  raised.push(...implausible(it), ...medicines(it));
  return WORST_FIRST.flatMap((grade) => raised.filter((alert) => alert.grade === grade));
}

/** What an outcome's words open with where an alert says to reduce or reconsider the dose. */
export function openings(it: Case): string[] {
  return it.guideline.alerts
    .filter((alert) => alert.opens.length && alert.when(it))
    .map((alert) => said(it, alert.opens))
    .filter((sentence) => sentence);
}

function spoken(it: Case, { entry, says }: Alert): RaisedAlert {
  const { id, grade, title, subject, sources, certainty } = entry;
  const about = subject === undefined ? {} : { subject };
  return { id, grade, title, says: said(it, says), ...about, sources, certainty };
}

function implausible(it: Case): RaisedAlert[] {
  const { guideline, known } = it;
  const words = guideline.document.each_alert.implausible_value;
  const found: RaisedAlert[] = [];
  for (const [name, value] of known) {
    if (!(value instanceof Quantity)) continue;
    const usual = unusual(guideline, name, value, known);
    if (!usual) continue;
    const spec = guideline.inputs[name] as QuantitySpec;
    const [reported, low, high] = [value.reported, ...usual.map(inWords)].map((number) => withUnit(guideline, number, value.unit)) as [string, string, string];
    let says = put(words.says, { value: `${spec.label} ${reported}`, low, high });
    const other = plausibleUnits(guideline, spec, value.reported, value.unit, known);
    if (other) says += " " + put(words.other_unit, { unit: other });
    found.push({
      id: "implausible_value",
      grade: words.grade,
      title: put(words.title, { label: spec.label }),
      says,
      subject: name,
      sources: words.sources,
      certainty: words.certainty,
    });
  }
  return found;
}

/** A medicine that is taken, what it does beside a CNI, and the alert that this raises. */
interface Pair {
  readonly alert: "interaction" | "medicine_caution";
  readonly code: string;
  readonly effect: Effect;
}

/** What each medicine does beside this CNI; beside either where it is not known which. */
export function pairs(it: Case, drug: string | null): Pair[] {
  return (it.value("medicines") as readonly string[]).flatMap((code) => {
    const { effects = [], cautions = [] } = it.guideline.document.medicines[code]!;
    const all: Pair[] = [
      ...effects.map((effect) => ({ alert: "interaction" as const, code, effect })),
      ...cautions.map((effect) => ({ alert: "medicine_caution" as const, code, effect })),
    ];
    return all.filter(({ effect }) => drug === null || (effect.drug ?? drug) === drug);
  });
}

/** The title of a pair's alert, or what it says. */
export function pairWords(it: Case, { alert, code, effect }: Pair, member: "title" | "says"): string {
  const { each_alert, medicines } = it.guideline.document;
  return put(each_alert[alert][member], { medicine: medicines[code]!.label, [member]: effect[member] });
}

function medicines(it: Case): RaisedAlert[] {
  return pairs(it, it.told("cni_drug") as string | null)
    .filter(({ alert }) => it.guideline.eachWhen.get(alert)!(it))
    .map((pair) => ({
      id: pair.alert,
      grade: pair.effect.grade,
      title: pairWords(it, pair, "title"),
      says: pairWords(it, pair, "says"),
      subject: pair.code,
      sources: [pair.effect.source],
      certainty: pair.effect.certainty,
    }));
}
