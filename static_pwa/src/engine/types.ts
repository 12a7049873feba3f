/** The shapes of the compiled guideline, of requests and of answers, as far as the engine reads or writes them. */

/** A compiled expression: a literal, or an operator and its operands. */
export type Tree = number | string | boolean | readonly any[];
/** Inputs as a request has them, before anyone has looked at them. */
export type Inputs = Readonly<Record<string, unknown>>;
export type Condition = Tree | null | undefined;
export type Urgency = "routine" | "soon" | "urgent";
export type AlertGrade = "act" | "watch" | "info";

export interface Sentence {
  when: Tree | null;
  says: string;
}
export interface PlaceEntry {
  when: Tree | null;
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
  in_each_unit?: boolean;
}
export interface Usual {
  low: number;
  high: number;
  molar?: string;
}
interface AnySpec {
  id: string;
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
  id: string;
  label: string;
  unit: string;
  measures: string;
  percent?: boolean;
  drug?: string;
  value?: number;
  printed?: Record<string, number>;
  exact?: Record<string, number>;
}

export interface ChoiceEntry {
  when: Tree | null;
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
  needs: PlaceEntry[];
  only?: Condition;
  choices: ChoiceEntry[];
}
export interface RowEntry {
  id: string;
  question: string;
  if?: Condition;
  needs: PlaceEntry[];
  when?: Condition;
  then: { outcome?: string; table?: string } | null;
  through: string | null;
  because: Sentence[];
  otherwise: Sentence[];
  sources: string[];
}
export interface OutcomeEntry {
  id: string;
  title: string;
  urgency: Urgency;
  strength: string;
  certainty: string;
  clocks: boolean;
  do_now: { title: string; says: string }[];
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
  certainty: string;
}
export interface OptionEntry {
  id: string;
  title: string;
  says: string;
  evidence: string;
  certainty: string;
  flags: string[];
  when?: Condition;
  not_for?: Condition;
  not_for_says?: string;
  sources: string[];
}
export interface ItemEntry {
  id: string;
  title: string;
  asks: string[];
  likelier: string;
  certainty: string;
  sources: string[];
  rows: { grade: string; when: Tree; because: Sentence[]; does: Sentence[] }[];
  notes: Sentence[];
}
export interface Effect {
  says: string;
  grade: AlertGrade;
  source: string;
  certainty: string;
  drug?: string;
}
interface Action {
  id: string;
  title: string;
  says: string;
  urgency: Urgency;
}

/** The compiled document. Screens read more of it than is named here. */
export interface GuidelineDocument {
  id: string;
  version: string;
  review_by: string;
  signed_off: boolean;
  units: Record<string, string>;
  inputs: Record<string, Spec>;
  limits: Record<string, Limit>;
  derived: DerivedEntry[];
  shown: string[];
  phrases: Record<string, Sentence[]>;
  tables: Record<string, { rows: RowEntry[] }>;
  outcomes: Record<string, OutcomeEntry>;
  starting: string[];
  interface: { not_known: string; none: string; change: string };
  alerts: AlertEntry[];
  each_alert: {
    implausible_value: { grade: AlertGrade; title: string; says: string; other_unit: string; sources: string[]; certainty: string; when?: Condition };
    interaction: { title: string; says: string; when?: Condition };
    medicine_caution: { title: string; says: string; when?: Condition };
  };
  options_for: string[];
  options: OptionEntry[];
  drug_choice: { factor: string; drug: string; says: string; sources: string[]; certainty: string }[];
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
  medicines: Record<string, { label: string; effects: Effect[]; cautions: Effect[] }>;
  refusals: Record<string, string>;
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
  certainty: string;
}
export interface OfferedOption {
  id: string;
  title: string;
  says: string;
  evidence: string;
  certainty: string;
  flags: readonly string[];
  not_for_this_patient: boolean;
  sources: readonly string[];
}
export interface DrugChoice {
  factor: string;
  drug: string;
  says: string;
  sources: readonly string[];
  certainty: string;
}
export interface PathwayOutcome {
  id: string;
  title: string;
  says: string;
  do_now: readonly { title: string; says: string }[];
  urgency: Urgency;
  strength: string;
  certainty: string;
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
  certainty: string;
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
