/** What to mind beside an outcome, from what is known; nothing is asked for here. */
import type { Case } from "./case";
import type { Alert } from "./guideline";
import { plausibleUnits, put, Quantity, unusual, withUnit } from "./quantities";
import type { AlertGrade, Effect, QuantitySpec, RaisedAlert } from "./types";
import { said } from "./words";

const WORST_FIRST: readonly AlertGrade[] = ["act", "watch", "info"];

/** Every alert that holds, worst first; within a grade in the guideline's order. */
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
    const [reported, low, high] = [value.reported, ...usual].map((number) => withUnit(guideline, number, value.unit)) as [string, string, string];
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

function medicines(it: Case): RaisedAlert[] {
  const found: RaisedAlert[] = [];
  for (const code of it.value("medicines") as readonly string[]) {
    const { effects = [], cautions = [] } = it.guideline.document.medicines[code]!;
    const raise = (name: "interaction" | "medicine_caution", concerns: readonly Effect[]) => {
      if (!it.guideline.eachWhen.get(name)!(it)) return;
      for (const effect of concerns) if (concern(it, effect)) found.push(medicineAlert(it, name, code, effect));
    };
    raise("interaction", effects);
    raise("medicine_caution", cautions);
  }
  return found;
}

/** Whether an effect of one CNI alone can matter: it does until the other drug is known. */
function concern(it: Case, effect: Effect): boolean {
  return effect.drug === undefined || (it.told("cni_drug") ?? effect.drug) === effect.drug;
}

function medicineAlert(it: Case, name: "interaction" | "medicine_caution", code: string, effect: Effect): RaisedAlert {
  const words = it.guideline.document.each_alert[name];
  const medicine = it.guideline.document.medicines[code]!.label;
  return {
    id: name,
    grade: effect.grade,
    title: put(words.title, { medicine }),
    says: put(words.says, { medicine, says: effect.says }),
    subject: code,
    sources: [effect.source],
    certainty: effect.certainty,
  };
}
