/** The compiled guideline, ready to evaluate: every expression becomes a closure once, at load. */
import { closure, type Closure } from "./expressions";
import { ckdEpi, mosteller, schwartz } from "./hosts";
import { asByHand, computed, DECIMALS } from "./numbers";
import type {
  AlertEntry,
  ChoiceEntry,
  DerivedEntry,
  GuidelineDocument,
  ItemEntry,
  Limit,
  OptionEntry,
  PlaceEntry,
  RowEntry,
  Sentence,
  Spec,
  Stamp,
  Tree,
} from "./types";

const HOSTS: Record<string, (...numbers: any[]) => number> = { ckd_epi: ckdEpi, schwartz, mosteller };

type Test = Closure<boolean> | null;

/** Sentences of the guideline, each said only where its condition holds. */
export type Text = readonly (readonly [Test, string])[];

/** Inputs or derived values that are asked for together. */
export interface Place {
  readonly ask: readonly string[];
  readonly when: Test;
}

/** One way to work out a derived value; what it gives is rounded as it is used. */
export interface Choice {
  readonly when: Test;
  readonly formula: Closure;
  readonly because: Text;
  readonly working: string | null | undefined;
  readonly sources: readonly string[];
}

/** A value worked out from the inputs: what it needs, and how. */
export interface Derived {
  readonly unit: string | null;
  readonly unitOf: string | undefined;
  readonly needs: readonly Place[];
  readonly only: Test;
  readonly choices: readonly Choice[];
}

/** A row of a decision table. */
export interface Row {
  readonly id: string;
  readonly question: string;
  readonly selects: Test;
  readonly needs: readonly Place[];
  readonly when: Test;
  readonly outcome: string | undefined;
  readonly table: string | undefined;
  readonly through: string | undefined;
  readonly because: Text;
  readonly otherwise: Text;
  readonly sources: readonly string[];
}

/** One grade of a checklist item. */
export interface ItemRow {
  readonly grade: string;
  readonly when: Closure<boolean>;
  readonly because: Text;
  readonly does: Text;
}

/** One item of the toxicity checklist. */
export interface Item {
  readonly entry: ItemEntry;
  readonly rows: readonly ItemRow[];
  readonly notes: Text;
}

/** Something to mind beside an outcome. */
export interface Alert {
  readonly entry: AlertEntry;
  readonly when: Closure<boolean>;
  readonly says: Text;
  readonly opens: Text;
}

/** What may follow when a CNI has failed or is not tolerated. */
export interface Option {
  readonly entry: OptionEntry;
  readonly when: Test;
  readonly notFor: Test;
  readonly flags: Text;
}

/** The compiled document and its closures. Read-only after construction. */
export class Guideline {
  readonly document: GuidelineDocument;
  readonly inputs: Readonly<Record<string, Spec>>;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly units: Readonly<Record<string, string>>;
  readonly singular: Readonly<Record<string, string>>;
  readonly refusals: Readonly<Record<string, string>>;
  readonly derived: ReadonlyMap<string, Derived>;
  readonly tables: ReadonlyMap<string, readonly Row[]>;
  readonly items: ReadonlyMap<string, Item>;
  readonly phrases: ReadonlyMap<string, Text>;
  readonly outcomes: ReadonlyMap<string, Text>;
  readonly strengths: ReadonlyMap<string, Text>;
  readonly doNow: ReadonlyMap<string, readonly (readonly [string, Text])[]>;
  readonly alerts: readonly Alert[];
  readonly eachWhen: ReadonlyMap<string, Closure<boolean>>;
  readonly options: readonly Option[];

  /** The document is JSON whose shape the compiler has checked. */
  constructor(from: object) {
    const document = from as GuidelineDocument;
    this.document = document;
    this.inputs = document.inputs;
    this.limits = document.limits;
    this.units = document.units;
    this.singular = document.singular;
    this.refusals = document.refusals;
    this.derived = new Map(document.derived.map((entry) => [entry.id, derived(this, entry)]));
    this.tables = mapped(document.tables, ({ rows }) => rows.map((entry) => row(this, entry)));
    this.items = new Map(document.checklist.items.map((entry) => [entry.id, item(this, entry)]));
    this.phrases = mapped(document.phrases, (parts) => text(this, parts));
    this.outcomes = mapped(document.outcomes, ({ says }) => text(this, says));
    this.strengths = mapped(document.outcomes, ({ strength }) => text(this, strength));
    this.doNow = mapped(document.outcomes, ({ do_now = [] }) => [...do_now, ...document.also_now].map((entry) => [entry.title, text(this, [entry])] as const));
    this.alerts = document.alerts.map((entry) => ({ entry, when: this.expression(entry.when), says: text(this, entry.says), opens: text(this, entry.opens) }));
    const { interaction, medicine_caution } = document.each_alert;
    this.eachWhen = mapped({ interaction, medicine_caution }, ({ when }) => this.expression<boolean>(when));
    this.options = document.options.map((entry) => ({ entry, when: condition(this, entry.when), notFor: condition(this, entry.not_for), flags: text(this, entry.flags) }));
  }

  /** What every answer says of the guideline that made it. */
  get stamp(): Stamp {
    const { id, version, review_by, signed_off } = this.document;
    return { id, version, review_by, signed_off };
  }

  /** The closure of a tree, limits of one value already put in. */
  expression<T>(tree: Tree): Closure<T> {
    return closure(this.withLimits(tree));
  }

  private withLimits(tree: Tree): Tree {
    if (!Array.isArray(tree)) return tree;
    const value = tree[0] === "get" && tree[1] === "limit" ? this.limits[tree[2]]!.value : undefined;
    return value ?? tree.map((part) => this.withLimits(part));
  }
}

/** The closure of a tree that may be absent. */
function condition(guideline: Guideline, tree: Tree): Test {
  return tree === null || tree === undefined ? null : guideline.expression(tree);
}

function text(guideline: Guideline, parts: readonly Sentence[] = []): Text {
  return parts.map(({ when, says }) => [condition(guideline, when), says]);
}

function places(guideline: Guideline, entries: readonly PlaceEntry[] = []): readonly Place[] {
  return entries.map(({ ask, when }) => ({ ask, when: condition(guideline, when) }));
}

function derived(guideline: Guideline, { unit, unit_of: unitOf, decimals, needs, only, choices }: DerivedEntry): Derived {
  return {
    unit: unit ?? null,
    unitOf,
    needs: places(guideline, needs),
    only: condition(guideline, only),
    choices: choices.map((choice) => ({
      when: condition(guideline, choice.when),
      formula: formula(guideline, choice, decimals),
      because: text(guideline, choice.because),
      working: choice.working,
      sources: choice.sources ?? [],
    })),
  };
}

/** What works a value out, rounded as it is used. */
function formula(guideline: Guideline, { value, formula, host, arguments: trees = [] }: ChoiceEntry, decimals: number | undefined): Closure {
  const numbers = trees.map((tree) => guideline.expression<number>(tree));
  const exact: Closure = host ? (it) => HOSTS[host]!(...numbers.map((number) => number(it))) : guideline.expression(value ?? formula);
  if (decimals === undefined) return exact;
  return decimals === DECIMALS ? (it) => computed(exact(it)) : (it) => asByHand(exact(it), decimals);
}

function row(guideline: Guideline, entry: RowEntry): Row {
  return {
    id: entry.id,
    question: entry.question,
    selects: condition(guideline, entry.if),
    needs: places(guideline, entry.needs),
    when: condition(guideline, entry.when),
    outcome: entry.then?.outcome,
    table: entry.then?.table,
    through: entry.through,
    because: text(guideline, entry.because),
    otherwise: text(guideline, entry.otherwise),
    sources: entry.sources,
  };
}

function item(guideline: Guideline, entry: ItemEntry): Item {
  const rows = entry.rows.map(({ grade, when, because, does }) => ({
    grade,
    when: guideline.expression<boolean>(when),
    because: text(guideline, because),
    does: text(guideline, does),
  }));
  return { entry, rows, notes: text(guideline, entry.notes) };
}

function mapped<From, To>(entries: Record<string, From>, to: (entry: From) => To): Map<string, To> {
  return new Map(Object.entries(entries).map(([name, entry]) => [name, to(entry)]));
}
