/** The shapes of the compiled guideline, of requests and of answers, as far as the engine reads or writes them. */

/** A compiled expression: a literal, or an operator and its operands; null or nothing where there is none. */
export type Tree = unknown;
/** Inputs as a request has them, before anyone has looked at them. */
export type Inputs = Readonly<Record<string, unknown>>;
export type Certainty = "primary" | "secondary" | "source_document" | "own_choice" | "unverified";
export type Urgency = "routine" | "soon" | "urgent";
export type AlertGrade = "act" | "watch" | "info";

export interface Sentence {
  when?: Tree;
  says: string;
}
export interface PlaceEntry {
  when?: Tree;
  ask: string[];
}

export interface Unit {
  multiply: number;
  divide: number;
  add: number;
  step: number;
  same: boolean;
  basis?: string;
  by_drug?: boolean;
}
export interface Range {
  low: number;
  high: number;
  why: string;
  above?: boolean;
}
export interface Usual {
  low: number;
  high: number;
  molar?: string;
}
interface AnySpec {
  label: string;
  hint?: string;
}
export interface QuantitySpec extends AnySpec {
  kind: "quantity";
  units: Record<string, Unit>;
  range: Range;
  example: number;
  plausible?: Usual;
  plausible_by_drug?: Record<string, Usual>;
  plausible_by_formulation?: Record<string, Usual[]>;
}
export interface CodeSpec extends AnySpec {
  kind: "code";
  codes: Record<string, string>;
}
export interface ListSpec extends AnySpec {
  kind: "list";
  codes: Record<string, string>;
}
export type Spec = QuantitySpec | CodeSpec | ListSpec;

export interface Limit {
  label: string;
  unit: string;
  measures: string;
  percent?: boolean;
  /** The limit by which this one is multiplied to give a further limit. */
  times?: string;
  drug?: string;
  value?: number;
  printed?: Record<string, number>;
  exact?: Record<string, number>;
}

export interface ChoiceEntry {
  when?: Tree;
  value?: string;
  formula?: Tree;
  host?: string;
  arguments?: Tree[];
  because?: Sentence[];
  working?: string | null;
  sources?: string[];
}
export interface DerivedEntry {
  id: string;
  label?: string;
  unit?: string;
  unit_of?: string;
  decimals?: number;
  needs?: PlaceEntry[];
  only?: Tree;
  choices: ChoiceEntry[];
}
export interface RowEntry {
  id: string;
  question: string;
  if?: Tree;
  needs?: PlaceEntry[];
  when?: Tree;
  then?: { outcome?: string; table?: string } | null;
  through?: string;
  because?: Sentence[];
  otherwise?: Sentence[];
  sources: string[];
}
export interface OutcomeEntry {
  title: string;
  urgency: Urgency;
  strength: Sentence[];
  certainty: Certainty;
  clocks: boolean;
  do_now?: (Sentence & { title: string })[];
  says: Sentence[];
  sources: string[];
}
export interface AlertEntry {
  id: string;
  grade: AlertGrade;
  title: string;
  when: Tree;
  says: Sentence[];
  opens?: Sentence[];
  subject?: string;
  sources: string[];
  certainty: Certainty;
}
export interface OptionEntry {
  id: string;
  title: string;
  says: string;
  evidence: string;
  certainty: Certainty;
  flags?: Sentence[];
  when?: Tree;
  not_for?: Tree;
  not_for_says?: string;
  sources: string[];
}
export interface ItemEntry {
  id: string;
  title: string;
  asks: string[];
  likelier: string;
  certainty: Certainty;
  sources: string[];
  rows: { grade: string; when: Tree; because?: Sentence[]; does?: Sentence[] }[];
  notes?: Sentence[];
}
/** The derived values and the grades that may differ when one input does. */
export interface MovesEntry {
  derived: string[];
  grades: string[];
}
export interface Effect {
  title: string;
  says: string;
  grade: AlertGrade;
  source: string;
  certainty: Certainty;
  drug?: string;
}
interface Action {
  id: string;
  title: string;
  says: string;
  urgency: Urgency;
}

export interface Rule {
  sources: string[];
  certainty: Certainty;
}
/** A start dose by weight: between `low` and `high`, or one `figure`. */
export interface StartRule extends Rule {
  low?: string;
  high?: string;
  figure?: string;
  warn: string | null;
  trough: [string, string];
}
export interface Start {
  id: string;
  drug: string;
  label: string;
  strengths: number[];
  adult: StartRule;
  child: StartRule;
  formulations: string[];
  formulation_needed: boolean;
  says: string;
  three_doses_under?: string;
}
export interface AdultCompanion extends Rule {
  dose: string;
  cap: string;
  says: string;
}
export interface ChildCompanion extends Rule {
  low: string;
  high: string;
  cap: string;
  says: string;
  low_dose: string;
}
export interface TitrationRule {
  low: string;
  high: string;
  formulations: string[];
}
interface DosePlan {
  start: Start[];
  companion: { id: string; label: string; adult: AdultCompanion; child: ChildCompanion };
  titration: Rule & { id: string; label: string; drugs: Record<string, TitrationRule>; up: string[]; down: string[]; says: string };
  words: Record<string, string>;
  rounding_unit: string;
}
export interface Check {
  id: string;
  label: string;
  weeks: number[];
  months: number[];
  sources: string[];
}
export interface Schedule {
  title: string;
  composite: string;
  certainty: Certainty;
  days_a_week: number;
  days_a_month: number;
  row_titles: { start: string; week: string; month: string };
  checks: Check[];
  course: { notes: { same_date: string; before_start: string; no_start: string; gap: string }; days_a_year: number };
}

/** The compiled document. Screens read more of it than is named here. */
export interface GuidelineDocument {
  id: string;
  version: string;
  review_by: string;
  signed_off: boolean;
  units: Record<string, string>;
  singular: Record<string, string>;
  inputs: Record<string, Spec>;
  limits: Record<string, Limit>;
  derived: DerivedEntry[];
  shown: string[];
  phrases: Record<string, Sentence[]>;
  tables: Record<string, { rows: RowEntry[] }>;
  outcomes: Record<string, OutcomeEntry>;
  also_now: (Sentence & { title: string })[];
  starting: string[];
  interface: { not_known: string; none: string; change: string };
  alerts: AlertEntry[];
  each_alert: {
    implausible_value: { grade: AlertGrade; title: string; says: string; other_unit: string; sources: string[]; certainty: Certainty };
    interaction: { title: string; says: string; when: Tree };
    medicine_caution: { title: string; says: string; when: Tree };
  };
  options_for: string[];
  options: OptionEntry[];
  drug_choice: { factor: string; drug: string; says: string; sources: string[]; certainty: Certainty }[];
  checklist: {
    items: ItemEntry[];
    grades: string[];
    actions: Action[];
    not_assessed: string;
    nothing_assessed: { title: string; says: string };
    not_taking: { title: string; says: string };
    status_unknown: { title: string; says: string };
    graft: { title: string; does: string; for_grades: string[]; for_actions: string[] };
    asks_for: Record<string, Record<string, string>>;
  };
  medicines: Record<string, { label: string; effects?: Effect[]; cautions?: Effect[] }>;
  doses: DosePlan;
  monitoring: Schedule;
  refusals: Record<string, string>;
  dates: { low: string; high: string };
  moves: Record<string, MovesEntry>;
  met_through: Record<string, { id: string; limits: string[] }[]>;
}

/** What every answer says of the guideline that made it. */
export interface Stamp {
  id: string;
  version: string;
  review_by: string;
  signed_off: boolean;
}
export interface Refusal {
  pointer: string;
  detail: string;
  allowed: string;
}
export interface Amount {
  value: number;
  unit: string;
}

export interface DerivedNumber {
  value: number;
  unit: string | null;
  working: readonly string[];
  sources: readonly string[];
}
export interface RaisedAlert {
  id: string;
  grade: AlertGrade;
  title: string;
  says: string;
  subject?: string;
  sources: readonly string[];
  certainty: Certainty;
}
export interface OfferedOption {
  id: string;
  title: string;
  says: string;
  evidence: string;
  certainty: Certainty;
  flags: readonly string[];
  not_for_this_patient: boolean;
  sources: readonly string[];
}
export interface DrugChoice {
  factor: string;
  drug: string;
  says: string;
  sources: readonly string[];
  certainty: Certainty;
}
export interface PathwayOutcome {
  id: string;
  title: string;
  says: string;
  do_now: readonly { title: string; says: string }[];
  urgency: Urgency;
  strength: string;
  certainty: Certainty;
  sources: readonly string[];
}
export interface PathStep {
  step: string;
  rule: string;
  because: string;
  sources: readonly string[];
}
export interface WhyNot {
  outcome: string;
  title: string;
  because: string;
}
export interface Clocks {
  trial: { from: number; to: number; unit: string };
  course: { at_least: number; unit: string };
  now: number | null;
}
export interface WouldChange {
  input: string;
  to: Amount | string | readonly string[];
  outcome: string;
  title: string;
  says: string;
}
export interface PathwayAnswer {
  guideline: Stamp;
  outcome: PathwayOutcome;
  missing: readonly string[];
  path: readonly PathStep[];
  why_not: readonly WhyNot[];
  derived: Readonly<Record<string, string | DerivedNumber>>;
  alerts: readonly RaisedAlert[];
  options: readonly OfferedOption[];
  drug_choice: readonly DrugChoice[];
  clocks: Clocks | null;
  would_change: readonly WouldChange[];
}

export interface ActionWords {
  title: string;
  says: string;
  urgency: Urgency;
}
export interface GradedItem {
  id: string;
  title: string;
  grade: string;
  because: string;
  does: string;
  notes: readonly string[];
  likelier: string;
  asks: readonly string[];
  certainty: Certainty;
  sources: readonly string[];
}
export interface ChecklistAnswer extends ActionWords {
  guideline: Stamp;
  applies: boolean | null;
  missing: readonly string[];
  action: string | null;
  items: readonly GradedItem[];
  not_assessed: readonly string[];
}
export interface ChecklistDescription {
  guideline: Stamp;
  items: readonly Pick<ItemEntry, "id" | "title" | "asks" | "likelier" | "sources">[];
  grades: readonly string[];
  actions: readonly Action[];
}

export interface Span {
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
interface AnyDose {
  label: string;
  working: readonly string[];
  warnings: readonly string[];
  says: string;
  sources: readonly string[];
  certainty: Certainty;
}
export interface RangeDose extends AnyDose {
  drug?: string;
  population: "adult" | "child";
  range: Span;
  options: readonly DoseOption[];
}
export interface StepDose extends AnyDose {
  direction: "up" | "down";
  step_per_dose: Span;
}
export interface TargetTrough extends Span {
  drug: string;
  population: "adult" | "child";
  sources: readonly string[];
  certainty: Certainty;
}
export interface DosesAnswer {
  guideline: Stamp;
  outcome: { id: string; title: string };
  missing: readonly string[];
  doses: readonly ({ id: string } & (RangeDose | StepDose))[];
  withheld: readonly { id: string; because: string; missing: readonly string[] }[];
  target_troughs: readonly TargetTrough[];
}

export interface CourseAnswer {
  guideline: Stamp;
  readings: readonly { date: string; response: string | null; creatinine_rise: number | null; cni_exposure: string | null }[];
  first_partial: string | null;
  first_complete: string | null;
  relapses: readonly string[];
  assessment: { date: string; response: string } | null;
  notes: readonly string[];
}

export interface PlanRow {
  title: string;
  checks: string[];
  labels: string[];
  sources: string[];
}
export interface PlanAnswer {
  guideline: Stamp;
  title: string;
  says: string;
  certainty: Certainty;
  start: string;
  cni_drug: string;
  target_troughs: readonly TargetTrough[];
  rows: readonly ({ date: string; week: number } & PlanRow)[];
}
