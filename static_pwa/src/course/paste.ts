/** Rows from a spreadsheet: a date, then values in the order of the columns or under the headings that came with them. */
import type { Typed, TypedReading } from "../case";
import type { QuantityInput } from "../guideline";
import { unitNamed } from "../numbers";
import { readDate, type Order } from "./dates";

export interface Pasted {
  /** One for each day: rows of one day are parts of one reading. */
  readings: TypedReading[];
  /** How many rows they were. */
  rows: number;
  /** As they came: rows whose date could not be read, or that contradict an earlier row of their day. */
  left: string[];
  asksOrder: boolean;
  /** Headings that name nothing known: their columns are left out. */
  strange: string[];
}

interface Column {
  input: QuantityInput;
  unit: string;
}

const cells = (line: string): string[] => (line.includes("\t") ? line.split("\t") : line.split(";")).map((cell) => cell.trim());

/** "Creatinine (mg/dL)": the heading names the input, and perhaps the unit. */
function columnNamed(heading: string, inputs: readonly Column[]): Column | null {
  const [, name = "", unit = ""] = /^([^([]*)[([]?([^)\]]*)/.exec(heading) ?? [];
  const wanted = (name.trim().toLowerCase().split(/[\s,]+/)[0] ?? "").replace(/^kreat/, "creat").replace(/nurie$/, "nuria").replace(/^talspiegel$/, "trough");
  if (wanted.length < 3) return null;
  const found = inputs.find(({ input }) => `${input.label} ${input.id}`.toLowerCase().split(/[\s_]+/).some((part) => part.startsWith(wanted)));
  if (!found || unit.trim() === "") return found ?? null;
  // A unit that is not known is never taken for another.
  const named = unitNamed(unit, found.input.units);
  return named ? { input: found.input, unit: named.code } : null;
}

export function readRows(text: string, inputs: readonly Column[], order: Order | null): Pasted {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const out: Pasted = { readings: [], rows: 0, left: [], asksOrder: false, strange: [] };
  let columns: (Column | null)[] = [...inputs];
  for (const [at, line] of lines.entries()) {
    const [first = "", ...rest] = cells(line);
    const date = readDate(first, order);
    if (date === null && at === 0 && ![first, ...rest].some((cell) => /^\d/.test(cell))) {
      columns = rest.map((heading) => columnNamed(heading, inputs));
      out.strange = rest.filter((heading, i) => heading !== "" && !columns[i]);
      continue;
    }
    if (date === "order") out.asksOrder = true;
    if (date === null || date === "order") {
      out.left.push(line);
      continue;
    }
    const values: Record<string, Typed> = {};
    for (const [i, cell] of rest.entries()) {
      const column = columns[i];
      if (column && cell !== "" && cell !== "-" && cell !== "–") values[column.input.id] = { text: cell, unit: column.unit };
    }
    const ofDay = out.readings.findIndex((reading) => reading.date === date);
    const had = out.readings[ofDay]?.values ?? {};
    // Which of two values of one day holds is not for a machine to say.
    if (Object.entries(values).some(([id, { text, unit }]) => had[id] && (had[id].text !== text || had[id].unit !== unit))) {
      out.left.push(line);
      continue;
    }
    out.rows += 1;
    out.readings.splice(ofDay < 0 ? out.readings.length : ofDay, 1, { date, values: { ...had, ...values } });
  }
  return out;
}
