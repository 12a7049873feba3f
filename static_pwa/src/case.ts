/** The case at hand: what was typed and chosen, as typed. Lives in memory; in sessionStorage only so that a reload does not lose it. */
import { keep, recall } from "./remembered";
import { store } from "./store";

export type Who = "adult" | "child";

/** A number as the clinician wrote it. `kept` says that a doubtful value was looked at and settled by a button. */
export interface Typed {
  text: string;
  unit: string;
  kept?: boolean;
  /** It came as a number, not from a hand: it reads one way only. */
  exact?: boolean;
}

export interface TypedReading {
  date: string;
  values: Readonly<Record<string, Typed>>;
}

export interface Case {
  /** As chosen, until an age is known; then as the age says. */
  who: Who | null;
  /** As chosen on the first screen: an age that says otherwise is asked about. */
  meant: Who | null;
  /** "34 years", once it is known. */
  age: string | null;
  /** The question that brought the clinician here: a form of the guideline. */
  form: string | undefined;
  typed: Readonly<Record<string, Typed>>;
  chosen: Readonly<Record<string, string>>;
  listed: Readonly<Record<string, readonly string[]>>;
  readings: readonly TypedReading[];
  /** Day of the first dose, for the course and the monitoring plan. */
  start: string;
  /** Inputs that came from outside and that nobody has looked at yet. */
  fromLink: readonly string[];
  /** Those of them that do not count before they are confirmed. */
  proposed: readonly string[];
  /** Whom they came from; null with a link, whose maker nobody can tell. */
  sender: string | null;
  /** What the sender says of a value: its date, its own unit, that it is old. */
  remarks: Readonly<Record<string, string>>;
  /** What the sender has beside that, and why it was not taken. */
  leftOut: readonly string[];
}

export const EMPTY: Case = { who: null, meant: null, age: null, form: undefined, typed: {}, chosen: {}, listed: {}, readings: [], start: "", fromLink: [], proposed: [], sender: null, remarks: {}, leftOut: [] };

const KEY = "case";
export const IDLE_MINUTES = 20;

interface Kept {
  at: number;
  case: Case;
}

function reopened(): Case {
  const kept = recall<Kept>("sessionStorage", KEY);
  // A tab that the browser brings back tomorrow must not bring back a patient.
  if (!kept || Date.now() - kept.at > IDLE_MINUTES * 60_000) return EMPTY;
  return { ...EMPTY, ...kept.case };
}

export const theCase = store<Case>(reopened());
theCase.subscribe(() => {
  const now = theCase.get();
  keep("sessionStorage", KEY, now === EMPTY ? null : ({ at: Date.now(), case: now } satisfies Kept));
});

export const isEmpty = (it: Case): boolean =>
  ![it.typed, it.chosen, it.listed].some((some) => Object.keys(some).length > 0) && it.readings.length === 0 && it.start === "";

function without<T>(from: Readonly<Record<string, T>>, id: string): Record<string, T> {
  const { [id]: _gone, ...rest } = from;
  return rest;
}

/** Touching a value is looking at it: it no longer waits to be confirmed. */
const seen = (it: Case, id: string): readonly string[] => it.fromLink.filter((other) => other !== id);

export function change(patch: Partial<Case>): void {
  cleared.set(null);
  theCase.set({ ...theCase.get(), ...patch });
}

export function type(id: string, typed: Typed | null): void {
  const it = theCase.get();
  change({ typed: typed ? { ...it.typed, [id]: typed } : without(it.typed, id), chosen: without(it.chosen, id), fromLink: seen(it, id) });
}

export function choose(id: string, code: string | null): void {
  const it = theCase.get();
  change({ chosen: code === null ? without(it.chosen, id) : { ...it.chosen, [id]: code }, fromLink: seen(it, id) });
}

/** An empty list is an answer ("none"); null takes the answer back. */
export function list(id: string, codes: readonly string[] | null): void {
  const it = theCase.get();
  change({ listed: codes === null ? without(it.listed, id) : { ...it.listed, [id]: codes }, chosen: without(it.chosen, id), fromLink: seen(it, id) });
}

/** "Not known", said on purpose: for the engine the same as no answer, for the reader a settled question. */
export function notKnown(id: string): void {
  const it = theCase.get();
  change({ typed: without(it.typed, id), listed: without(it.listed, id), chosen: { ...it.chosen, [id]: "unknown" }, fromLink: seen(it, id) });
}

export const saidNotKnown = (it: Case, id: string): boolean => it.chosen[id] === "unknown";

export function confirmFromLink(id?: string): void {
  const it = theCase.get();
  change({ fromLink: id === undefined ? [] : seen(it, id) });
}

export interface Cleared {
  was: Case;
  why: "asked" | "idle";
}
export const cleared = store<Cleared | null>(null);

export function clear(why: Cleared["why"]): void {
  const was = theCase.get();
  theCase.set(EMPTY);
  cleared.set(isEmpty(was) && was.who === null ? null : { was, why });
}

export function undoClear(): void {
  const gone = cleared.get();
  cleared.set(null);
  if (gone) theCase.set(gone.was);
}
