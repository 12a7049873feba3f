/** Our walker and a foreign CEL engine side by side: expressions first, then a request a line, and their values a line. */
import { Environment } from "@marcbachmann/cel-js";
import { Guideline, pathway, type Case, type Inputs, type Limit } from "../src/engine";
import { Absent } from "../src/engine/expressions";
import { serve } from "./lines";

interface First {
  guideline: object;
  expressions: [text: string, tree: unknown][];
  messages: Record<string, Record<string, string>>;
}

/** A value, or null where it reads what is not known. */
function attempt(evaluate: () => unknown): unknown {
  try {
    const value = evaluate();
    return typeof value === "number" ? bits(value) : value;
  } catch (fault) {
    return fault instanceof Absent ? null : { fault: String(fault) };
  }
}

const double = new DataView(new ArrayBuffer(Float64Array.BYTES_PER_ELEMENT));

/** A double by its bits: digits would hide minus zero, and need both languages to write them alike. */
function bits(value: number): string {
  double.setFloat64(0, value);
  return "double " + double.getBigUint64(0).toString(16).padStart(16, "0");
}

/** The fields of a message that are known. A list that is absent is empty, as in a protocol buffer. */
function bound(it: Case, message: string, fields: Record<string, string>): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    const value = KNOWN[message]!(it, name);
    if (value !== undefined) known[name] = value;
    else if (kind === "strings") known[name] = [];
  }
  return known;
}

const printed = (it: Case, { measures, printed }: Limit): boolean => it.known.has(measures) && Object.hasOwn(printed!, it.unit(measures));

const KNOWN: Record<string, (it: Case, name: string) => unknown> = {
  patient: (it, name) => (it.knows(name) ? it.value(name) : undefined),
  reported: (it, name) => (it.known.has(name) ? it.reported(name) : undefined),
  unit: (it, name) => (it.known.has(name) ? it.unit(name) : undefined),
  given: (it, name) => it.knows(name),
  limit: (it, name) => {
    const limit = it.guideline.limits[name]!;
    return limit.value ?? (printed(it, limit) ? it.limit(name) : undefined);
  },
  exact: (it, name) => (printed(it, it.guideline.limits[name]!) ? it.exact(name) : undefined),
  between: (it, name) => (printed(it, it.guideline.limits[name]!) ? it.between(name) : undefined),
  grade: (it, name) => it.grade(name),
  decided: (it, name) => it.decided[name],
};

/** The fastest of so many runs, in milliseconds. */
function fastest(runs: number, run: () => void): number {
  let least = Infinity;
  for (let number = 0; number < runs; number++) {
    const began = performance.now();
    run();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

await serve<{ inputs: Inputs; timed?: number }>(({ guideline: document, expressions, messages }: First) => {
  const guideline = new Guideline(document);
  const environment = new Environment();
  for (const name of Object.keys(messages)) environment.registerVariable(name, "map");
  const ours = expressions.map(([, tree]) => guideline.expression(tree));
  const foreign = expressions.map(([text]) => environment.parse(text));
  return ({ inputs, timed }) => {
    const [it] = pathway.evaluate(guideline, inputs);
    const known = Object.fromEntries(
      Object.entries(messages).map(([message, fields]) => [message, bound(it, message, fields)]),
    );
    const mine = ours.map((closure) => attempt(() => closure(it)));
    // What ours cannot tell, the other need not try.
    const theirs = foreign.map((evaluate, index) => (mine[index] === null ? null : attempt(() => evaluate(known))));
    if (timed === undefined) return { ours: mine, "cel-js": theirs };
    const told = mine.flatMap((value, index) => (value === null ? [] : [index]));
    return {
      took: {
        ours: fastest(timed, () => told.forEach((index) => ours[index]!(it))),
        "cel-js": fastest(timed, () => told.forEach((index) => foreign[index]!(known))),
      },
    };
  };
});
