/** The compiled guideline: everything clinical that a screen may show. This file fetches it and names its parts. */
import url from "../../guideline/guideline.json?url";
import { store } from "./store";
import { allWords } from "./words";

export type Certainty = "primary" | "secondary" | "source_document" | "own_choice" | "unverified";
export type Population = "adult" | "child" | "all";
/** An expression of the engine; screens pass it on and never look inside. */
export type Tree = unknown;
/** The document as the engine reads it. */
export type Raw = Record<string, any>;

export interface Unit {
  code: string;
  label: string;
}
export interface Code {
  code: string;
  label: string;
  brands?: readonly string[];
}
interface AnyInput {
  id: string;
  label: string;
  hint?: string;
  /** The same for one population, where they differ. */
  hintFor?: Readonly<Record<"adult" | "child", string>>;
}
export interface QuantityInput extends AnyInput {
  kind: "quantity";
  units: readonly Unit[];
}
export interface CodeInput extends AnyInput {
  kind: "code";
  codes: readonly Code[];
}
export interface ListInput extends AnyInput {
  kind: "list";
  codes: readonly Code[];
}
export type Input = QuantityInput | CodeInput | ListInput;

export interface LimitValue {
  from: string;
  until?: string;
  value?: number;
  printed?: Readonly<Record<string, number>>;
  source: string;
  locator?: string;
  certainty: Certainty;
  why?: string;
}
export interface Limit {
  id: string;
  label: string;
  unit?: string;
  population: Population;
  measures?: string | null;
  drug?: string | null;
  percent?: boolean;
  values: readonly LimitValue[];
  value?: number;
  printed?: Readonly<Record<string, number>>;
}
export interface Source {
  id: string;
  title: string;
  edition: string;
  where: string;
  read: string;
}
export interface FormInput {
  input: string;
  when?: Tree | null;
  /** The answer that confirming a gate gives. */
  confirms?: string | readonly string[];
  title?: string;
  says?: string;
}
export interface Section {
  id: string;
  title: string;
  gates?: boolean;
  optional?: boolean;
  inputs: readonly FormInput[];
}
export interface Form {
  id: string;
  title: string;
  says: string;
  /** Answers that choosing this way already gives. */
  sets: Readonly<Record<string, string>>;
  sections: readonly Section[];
}
export interface Stop {
  id: string;
  question: string;
  leads: readonly string[];
  /** Inputs that the stop asks for. */
  asks: readonly string[];
  sources: readonly string[];
}
export interface Change {
  version: string;
  date: string;
  says: string;
  limit?: string;
  was?: string;
  now?: string;
  acknowledge: boolean;
}
export interface Claim {
  id: string;
  quote: string;
  answer: string;
  certainty: Certainty;
  sources: readonly string[];
}

/** The parts of the document that screens read, in the shapes that screens like. */
export interface GuidelineDocument {
  raw: Raw;
  id: string;
  version: string;
  title: string;
  published: string;
  review_by: string;
  signed_off: boolean;
  digest: string;
  disclaimer: string;
  purpose: string;
  intended_user: string;
  population: string;
  algorithm: string;
  limits_of_use: readonly string[];
  units: Readonly<Record<string, string>>;
  inputs: Readonly<Record<string, Input>>;
  limits: Readonly<Record<string, Limit>>;
  sources: Readonly<Record<string, Source>>;
  certainty: Readonly<Record<Certainty, { label: string }>>;
  outcomes: Readonly<Record<string, { title: string }>>;
  derived: Readonly<Record<string, { label?: string }>>;
  /** Outcomes that allow a start dose. */
  starting: readonly string[];
  forms: readonly Form[];
  flow: readonly { id: string; title: string; stops: readonly Stop[] }[];
  monitoring: { calendar: { name: string; says: string } };
  claims: readonly Claim[];
  causes: readonly { title: string; says: string; sources: readonly string[] }[];
  newer: readonly { title: string; says: string; certainty: Certainty; sources: readonly string[] }[];
  changes: readonly Change[];
}

export const guideline = store<GuidelineDocument | null>(null);

export async function fetchGuideline(): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`guideline: ${answer.status}`);
  guideline.set(dressed((await answer.json()) as Raw));
}

/** Whether the day of review is past: its own day is still in time. */
export const isOverdue = (from: { review_by: string }, when: Date): boolean => when.toISOString().slice(0, 10) > from.review_by;

/** Units and codes as rows in their order, each with its word; everything else as it stands. */
export function dressed(raw: Raw): GuidelineDocument {
  const units = raw["units"] as Record<string, string>;
  const withId = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).map(([id, one]) => [id, { ...one, id }]));
  const input = ([id, spec]: [string, Raw]): [string, Input] => {
    const named = { id, label: spec["label"] as string, ...(spec["hint"] && { hint: spec["hint"] as string }), ...(spec["hint_for"] && { hintFor: spec["hint_for"] as Record<"adult" | "child", string> }) };
    if (spec["kind"] === "quantity") return [id, { ...named, kind: "quantity", units: Object.keys(spec["units"]).map((code) => ({ code, label: units[code] || code })) }];
    const codes = Object.entries(spec["codes"] as Record<string, string>).map(([code, label]) => ({ code, label, ...(raw["medicines"]?.[code]?.brands && id === "medicines" && { brands: raw["medicines"][code].brands as string[] }) }));
    return [id, { ...named, kind: spec["kind"] as "code" | "list", codes }];
  };
  return {
    ...(raw as unknown as GuidelineDocument),
    raw,
    inputs: Object.fromEntries(Object.entries(raw["inputs"] as Record<string, Raw>).map(input)),
    limits: withId(raw["limits"]),
    sources: withId(raw["sources"]),
    flow: flowOf(raw),
    derived: Array.isArray(raw["derived"]) ? Object.fromEntries(raw["derived"].map((one: Raw) => [one["id"], one])) : raw["derived"],
  };
}

/** The tables as lines of stops: the rows that the engine walks, in its order. */
function flowOf(raw: Raw): GuidelineDocument["flow"] {
  const tables = Object.entries(raw["tables"] as Record<string, { title?: string; rows: Raw[] }>);
  return tables.map(([id, { title, rows }]) => ({
    id,
    title: title ?? id,
    stops: rows.map((row) => ({
      id: row["id"] as string,
      question: row["question"] as string,
      leads: row["then"] ? [(row["then"]["outcome"] ?? row["then"]["table"]) as string] : [],
      asks: ((row["needs"] ?? []) as { ask: string[] }[]).flatMap(({ ask }) => ask),
      sources: (row["sources"] ?? []) as string[],
    })),
  }));
}

/** The word for a unit; an unlisted one is shown by its code rather than not at all. */
export const unitLabel = (from: GuidelineDocument, code: string, one = false): string => allWords().unit(from.units[code] ?? code, one);

/** "71.5 kg", "0.15": one way to put a number and its unit together. */
export const withUnit = (from: GuidelineDocument, number: string, code: string): string => {
  const label = unitLabel(from, code, number === "1");
  return label === "" ? number : `${number} ${label}`;
};
