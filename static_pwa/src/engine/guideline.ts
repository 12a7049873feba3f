/** The compiled guideline, ready to evaluate: every expression becomes a closure once, at load. */
import { closure, type Closure } from "./expressions";
import type {
  AlertEntry,
  ChoiceEntry,
  DerivedEntry,
  GuidelineDocument,
  ItemEntry,
  Limit,
  MovesEntry,
  OptionEntry,
  PlaceEntry,
  RowEntry,
  Sentence,
  Spec,
  Stamp,
  Tree,
} from "./types";

type Test = Closure<boolean> | null;

/** Sentences of the guideline, each said only where its condition holds. */
export class Text {
  readonly parts: readonly (readonly [Test, string])[];

  constructor(parts: readonly Sentence[] | undefined, guideline: Guideline) {
    this.parts = (parts ?? []).map((part) => [guideline.condition(part.when), part.says]);
  }
}

/** Inputs or derived values that are asked for together. */
export class Place {
  readonly ask: readonly string[];
  readonly when: Test;

  constructor(place: PlaceEntry, guideline: Guideline) {
    this.ask = place.ask;
    this.when = guideline.condition(place.when);
  }
}

/** One way to work out a derived value. */
export class Choice {
  readonly when: Test;
  readonly value: string | undefined;
  readonly formula: Closure | null;
  readonly host: string | undefined;
  readonly arguments: readonly Closure<number>[];
  readonly because: Text;
  readonly working: string | null | undefined;
  readonly sources: readonly string[];

  constructor(choice: ChoiceEntry, guideline: Guideline) {
    this.when = guideline.condition(choice.when);
    this.value = choice.value;
    this.formula = guideline.condition(choice.formula);
    this.host = choice.host;
    this.arguments = (choice.arguments ?? []).map((argument) => guideline.expression<number>(argument));
    this.because = new Text(choice.because, guideline);
    this.working = choice.working;
    this.sources = choice.sources ?? [];
  }
}

/** A value worked out from the inputs: what it needs, and how. */
export class Derived {
  readonly id: string;
  readonly unit: string | null;
  readonly unitOf: string | undefined;
  readonly decimals: number | undefined;
  readonly needs: readonly Place[];
  readonly only: Test;
  readonly choices: readonly Choice[];

  constructor(entry: DerivedEntry, guideline: Guideline) {
    this.id = entry.id;
    this.unit = entry.unit ?? null;
    this.unitOf = entry.unit_of;
    this.decimals = entry.decimals;
    this.needs = (entry.needs ?? []).map((place) => new Place(place, guideline));
    this.only = guideline.condition(entry.only);
    this.choices = entry.choices.map((choice) => new Choice(choice, guideline));
  }
}

/** A row of a decision table. */
export class Row {
  readonly id: string;
  readonly question: string;
  readonly selects: Test;
  readonly needs: readonly Place[];
  readonly when: Test;
  readonly outcome: string | undefined;
  readonly table: string | undefined;
  readonly through: string | null;
  readonly because: Text;
  readonly otherwise: Text;
  readonly sources: readonly string[];

  constructor(row: RowEntry, guideline: Guideline) {
    this.id = row.id;
    this.question = row.question;
    this.selects = guideline.condition(row.if);
    this.needs = (row.needs ?? []).map((place) => new Place(place, guideline));
    this.when = guideline.condition(row.when);
    this.outcome = row.then?.outcome;
    this.table = row.then?.table;
    this.through = row.through ?? null;
    this.because = new Text(row.because, guideline);
    this.otherwise = new Text(row.otherwise, guideline);
    this.sources = row.sources;
  }
}

/** One grade of a checklist item. */
export class ItemRow {
  readonly grade: string;
  readonly when: Closure<boolean>;
  readonly because: Text;
  readonly does: Text;

  constructor(row: ItemEntry["rows"][number], guideline: Guideline) {
    this.grade = row.grade;
    this.when = guideline.expression(row.when);
    this.because = new Text(row.because, guideline);
    this.does = new Text(row.does, guideline);
  }
}

/** One item of the toxicity checklist. */
export class Item {
  readonly id: string;
  readonly entry: ItemEntry;
  readonly rows: readonly ItemRow[];
  readonly notes: Text;

  constructor(item: ItemEntry, guideline: Guideline) {
    this.id = item.id;
    this.entry = item;
    this.rows = item.rows.map((row) => new ItemRow(row, guideline));
    this.notes = new Text(item.notes, guideline);
  }
}

/** Something to mind beside an outcome. */
export class Alert {
  readonly entry: AlertEntry;
  readonly when: Closure<boolean>;
  readonly says: Text;
  readonly opens: Text;

  constructor(alert: AlertEntry, guideline: Guideline) {
    this.entry = alert;
    this.when = guideline.expression(alert.when);
    this.says = new Text(alert.says, guideline);
    this.opens = new Text(alert.opens, guideline);
  }
}

/** What may follow when a CNI has failed or is not tolerated. */
export class Option {
  readonly entry: OptionEntry;
  readonly when: Test;
  readonly notFor: Test;

  constructor(option: OptionEntry, guideline: Guideline) {
    this.entry = option;
    this.when = guideline.condition(option.when);
    this.notFor = guideline.condition(option.not_for);
  }
}

/** What may differ when one input does. */
export class Moves {
  readonly derived: ReadonlySet<string>;
  readonly grades: ReadonlySet<string>;

  constructor(moves: MovesEntry) {
    this.derived = new Set(moves.derived);
    this.grades = new Set(moves.grades);
  }
}

/** The compiled document and its closures. Read-only after construction. */
export class Guideline {
  readonly document: GuidelineDocument;
  readonly inputs: Readonly<Record<string, Spec>>;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly units: Readonly<Record<string, string>>;
  readonly refusals: Readonly<Record<string, string>>;
  readonly derived: ReadonlyMap<string, Derived>;
  readonly tables: ReadonlyMap<string, readonly Row[]>;
  readonly items: ReadonlyMap<string, Item>;
  readonly moves: ReadonlyMap<string, Moves>;
  readonly phrases: ReadonlyMap<string, Text>;
  readonly outcomes: ReadonlyMap<string, Text>;
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
    this.refusals = document.refusals;
    this.derived = new Map(document.derived.map((entry) => [entry.id, new Derived(entry, this)]));
    this.tables = mapped(document.tables, (table) => table.rows.map((row) => new Row(row, this)));
    this.items = new Map(document.checklist.items.map((item) => [item.id, new Item(item, this)]));
    this.moves = mapped(document.moves, (moves) => new Moves(moves));
    this.phrases = mapped(document.phrases, (parts) => new Text(parts, this));
    this.outcomes = mapped(document.outcomes, (outcome) => new Text(outcome.says, this));
    this.alerts = document.alerts.map((alert) => new Alert(alert, this));
    const { interaction, medicine_caution } = document.each_alert;
    this.eachWhen = mapped({ interaction, medicine_caution }, ({ when }) => this.expression<boolean>(when));
    this.options = document.options.map((option) => new Option(option, this));
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

  /** The same, where a tree may be absent. */
  condition<T>(tree: Tree): Closure<T> | null {
    return tree === null || tree === undefined ? null : this.expression<T>(tree);
  }

  private withLimits(tree: Tree): Tree {
    if (!Array.isArray(tree)) return tree;
    const value = tree[0] === "get" && tree[1] === "limit" ? this.limits[tree[2]]!.value : undefined;
    return value ?? tree.map((part) => this.withLimits(part));
  }
}

function mapped<From, To>(entries: Record<string, From>, to: (entry: From) => To): Map<string, To> {
  return new Map(Object.entries(entries).map(([name, entry]) => [name, to(entry)]));
}
