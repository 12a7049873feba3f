/** The answers of the engine, as the screens read them: the same JSON that the API sends. */
import type { DoseOption, Span, Stamp } from "./engine";

export type { Amount, ChecklistAnswer, Clocks, CourseAnswer, DerivedNumber, DoseOption, GradedItem, OfferedOption, PathStep, PathwayAnswer, PathwayOutcome, PlanAnswer, RaisedAlert, Span, WouldChange, WhyNot as WhyNotRow } from "./engine";

/** Any dose: a range with its options, or a step. */
export interface Dose {
  id: string;
  label: string;
  says?: string;
  drug?: string;
  range?: Span;
  options?: readonly DoseOption[];
  working: readonly string[];
  warnings: readonly string[];
  sources: readonly string[];
  certainty: string;
  direction?: "up" | "down";
  step_per_dose?: Span;
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
