/** The answers of the engine, as the screens read them: the same JSON that the API sends. */
export type { Amount, ChecklistAnswer, Clocks, DerivedNumber, GradedItem, OfferedOption, PathStep, PathwayAnswer, PathwayOutcome, RaisedAlert, WouldChange, WhyNot as WhyNotRow } from "./engine";

interface Stamp {
  id: string;
  version: string;
  review_by: string;
  signed_off: boolean;
}
export interface Amounts {
  low: number;
  high: number;
  unit: string;
}
export interface DoseOption {
  total: number;
  morning: number;
  evening: number;
  capsules: readonly string[];
  /** How far a child's total stays below the figure. */
  shortfall?: number;
}
export interface Dose {
  id: string;
  label: string;
  says?: string;
  drug?: string;
  range?: Amounts;
  options?: readonly DoseOption[];
  working: readonly string[];
  warnings: readonly string[];
  sources: readonly string[];
  certainty: string;
  direction?: "up" | "down";
  step_per_dose?: Amounts;
}
export interface Withheld {
  id: string;
  because: string;
  missing: readonly string[];
}
export interface DosesAnswer {
  guideline: Stamp;
  doses: readonly Dose[];
  withheld: readonly Withheld[];
}

export interface CourseReading {
  date: string;
  response: string | null;
  creatinine_rise: number | null;
  cni_exposure: string | null;
}
export interface CourseAnswer {
  guideline: Stamp;
  readings: readonly CourseReading[];
  first_partial: string | null;
  first_complete: string | null;
  relapses: readonly string[];
  assessment: { date: string; response: string | null } | null;
  notes: readonly string[];
}

export interface PlanRow {
  date: string;
  week: number;
  title: string;
  checks: readonly string[];
  labels: readonly string[];
  sources: readonly string[];
}
export interface PlanAnswer {
  guideline: Stamp;
  title: string;
  says: string;
  certainty: string;
  start: string;
  cni_drug: string;
  rows: readonly PlanRow[];
}
