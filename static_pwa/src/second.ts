/** Asks the server for the same answer from the same values: two programs in two languages that must agree. */
import type { Answers } from "./evaluate";

export { inWords } from "./second.words";

export interface Second {
  state: "agrees" | "differs" | "offline" | "slow" | "refused";
  at: Date;
  /** Of the server's guideline, as far as it told. */
  version: string | null;
  differs: readonly string[];
  /** The server's step, as far as it told. */
  step: string | null;
}

const PATIENCE_MS = 10_000;

async function ask(route: string, inputs: Answers["inputs"], signal: AbortSignal): Promise<Record<string, unknown>> {
  const answer = await fetch(new URL(route, document.baseURI), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ inputs }),
    signal,
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  if (String(answer.status).startsWith("4")) throw new Refused();
  const told = (await answer.json()) as Record<string, unknown> & { guideline: { version: string } };
  // A gateway's own fault, or a network's page of sign-in, is not the server's answer.
  if (!answer.ok || typeof told.guideline.version !== "string") throw new Error();
  return told;
}
class Refused extends Error {}

/** The same JSON whatever the order of its keys. */
function sorted(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(sorted);
  if (typeof it !== "object" || it === null) return it;
  return Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, sorted(value)]));
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Compared key by key, so that a difference can be named. The stamp is not the answer: editions are told apart by their version. */
function differences(ours: object, theirs: Record<string, unknown>): string[] {
  return Object.entries(ours).flatMap(([key, value]) => (key === "guideline" || same(value, theirs[key]) ? [] : [key]));
}

export async function secondCheck(answers: Pick<Answers, "inputs" | "pathway" | "doses">): Promise<Second> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const [pathway, doses] = await Promise.all([ask("v1/pathway", answers.inputs, stop.signal), ask("v1/doses", answers.inputs, stop.signal)]);
    const differs = [...differences(answers.pathway, pathway), ...differences(answers.doses, doses)];
    const version = (pathway["guideline"] as { version?: string } | undefined)?.version ?? null;
    const step = (pathway["outcome"] as { title?: string } | undefined)?.title ?? null;
    return { state: differs.length === 0 ? "agrees" : "differs", at: new Date(), version, differs: [...new Set(differs)], step };
  } catch (fault) {
    const state = fault instanceof Refused ? "refused" : stop.signal.aborted ? "slow" : "offline";
    return { state, at: new Date(), version: null, differs: [], step: null };
  } finally {
    clearTimeout(timer);
  }
}
