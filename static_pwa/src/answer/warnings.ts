/** The warnings of the doses, each said once in one answer. */
import type { Dose } from "../answers";
import { alertsOf, type Answers } from "../evaluate";

export interface Warnings {
  /** What concerns each drug on offer. */
  shared: readonly string[];
  own: (dose: Dose) => readonly string[];
  /** What the alerts that warn of this dose in full are about. */
  alerted: (dose: Dose) => readonly string[];
}

export function warningsOf(answers: Answers): Warnings {
  const { doses } = answers.doses;
  const alerts = alertsOf(answers);
  const [first, ...others] = doses.filter(({ drug }) => drug);
  const said = (warning: string) => alerts.some(({ says }) => says === warning);
  const shared = first && others.length > 0 ? first.warnings.filter((one) => !said(one) && others.every(({ warnings }) => warnings.includes(one))) : [];
  return {
    shared,
    own: ({ warnings }) => warnings.filter((one) => !said(one) && !shared.includes(one)),
    alerted: ({ warnings }) => [...new Set(alerts.filter(({ says }) => warnings.includes(says)).map(({ title }) => title.split(":")[0]!))],
  };
}
