/** The answers of the engine, as the screens read them. The same JSON that the API sends. */
import type { Certainty } from "./guideline";

export interface Amount {
  value: number;
  unit: string;
}
export interface Stamp {
  id: string;
  version: string;
  review_by: string;
  signed_off?: boolean;
}
export interface DoNow {
  title: string;
  says?: string | null;
}
export interface AnswerOutcome {
  id: string;
  title: string;
  says: string;
  do_now?: readonly DoNow[];
  urgency: "routine" | "soon" | "urgent";
  strength?: string | null;
  certainty?: Certainty;
  sources: readonly string[];
  /** Where sources disagree, each in its own words. */
  differ?: readonly string[];
}
export interface PathStep {
  step: string;
  rule: string;
  because: string;
  sources: readonly string[];
}
export interface Alert {
  id: string;
  grade: "act" | "watch" | "info";
  title: string;
  says: string;
  subject?: string | null;
  sources: readonly string[];
  certainty?: Certainty;
}
export interface Option {
  id: string;
  title: string;
  says: string;
  evidence?: string | null;
  flags: readonly string[];
  not_for_this_patient?: boolean;
  sources: readonly string[];
}
export interface Clocks {
  trial: { from: number; to: number; unit: string };
  course: { at_least: number; unit: string };
  now: number | null;
}
export interface Derived {
  value: number;
  unit: string;
  working?: readonly string[];
}
export interface PathwayAnswer {
  guideline: Stamp;
  outcome: AnswerOutcome;
  missing: readonly string[];
  path: readonly PathStep[];
  why_not: readonly { outcome: string; title?: string; because: string }[];
  derived: Readonly<Record<string, unknown>>;
  alerts: readonly Alert[];
  options: readonly Option[];
  drug_choice?: readonly { drug: string; factor: string; says: string; sources: readonly string[] }[];
  clocks?: Clocks | null;
  would_change: readonly { input: string; to?: unknown; outcome: string; title?: string; says?: string }[];
}

export interface DoseOption {
  total: number;
  morning: number;
  evening: number;
  capsules: readonly string[];
}
export interface Dose {
  id: string;
  title?: string;
  says?: string | readonly string[] | null;
  drug?: string;
  range?: Amounts;
  options?: readonly DoseOption[];
  working?: readonly string[];
  warnings?: readonly string[];
  sources: readonly string[];
  certainty?: Certainty;
  direction?: "up" | "down";
  step_per_dose?: Amounts;
  shortfall?: string | null;
}
export interface Amounts {
  low: number;
  high: number;
  unit: string;
}
export interface DosesAnswer {
  guideline: Stamp;
  doses: readonly Dose[];
  withheld: readonly { id: string; title?: string; because: string }[];
  targets?: readonly TargetTrough[];
}
export interface TargetTrough {
  drug: string;
  low: number;
  high: number;
  unit: string;
  sources: readonly string[];
}

export interface CheckedItem {
  id: string;
  title: string;
  asks: readonly string[];
  notes: readonly string[];
  grade: "not_assessed" | "ok" | "watch" | "act" | "stop";
  because: string;
  does?: string | null;
  likelier?: string | null;
  sources: readonly string[];
  certainty?: Certainty;
}
export interface ChecklistAnswer {
  guideline: Stamp;
  applies: boolean | null;
  action: string | null;
  title: string;
  says: string;
  urgency: "routine" | "soon" | "urgent";
  items: readonly CheckedItem[];
  not_assessed: readonly string[];
  missing?: readonly string[];
}

export interface CourseReading {
  date: string;
  month?: number | null;
  response: string | null;
  creatinine_rise?: number | null;
  cni_exposure?: string | null;
}
export interface CourseAnswer {
  guideline: Stamp;
  readings: readonly CourseReading[];
  first_partial: string | null;
  first_complete: string | null;
  relapses: readonly string[];
  assessment: { date: string; response: string | null } | null;
  missing?: readonly string[];
}

export interface PlanRow {
  date: string;
  week?: number | null;
  month?: number | null;
  checks: readonly string[];
  title?: string;
  says?: string;
  sources: readonly string[];
}
export interface PlanAnswer {
  guideline: Stamp;
  says?: string | null;
  rows: readonly PlanRow[];
}
export interface Refusal {
  pointer: string;
  detail: string;
  allowed?: unknown;
}
