/** Walks the decision tables: which outcome, by which rows, and what is missing. */
import type { Case } from "./case";
import type { Row } from "./guideline";

export const NEEDS_INPUT = "needs_input";

/** A row that was tried, and whether it held. */
export interface Step {
  readonly row: Row;
  readonly held: boolean;
}

/** Where the tables ended: the outcome, what is missing, the row that decided, and the way there. */
export interface Decision {
  readonly outcome: string;
  readonly missing: readonly string[];
  readonly row: string;
  readonly way: readonly Step[];
}

/** The first row that holds, from the first table on. */
export function decide(it: Case): Decision {
  return walk(it, "first", []);
}

function walk(it: Case, table: string, way: Step[]): Decision {
  for (const row of it.guideline.tables.get(table)!) {
    if (row.selects && !row.selects(it)) continue;
    const missing = it.asks(row.needs);
    if (missing) return { outcome: NEEDS_INPUT, missing, row: row.id, way };
    const held = !row.asksOnly && (!row.when || row.when(it));
    way.push({ row, held });
    if (!held) continue;
    if (row.table !== undefined) return walk(it, row.table, way);
    const stopped = row.through === null ? null : gate(it, row, row.through, way);
    return stopped ?? { outcome: row.outcome!, missing: [], row: row.id, way };
  }
  throw new Error(`no row of table ${table} holds`);
}

/** What the gate answers on the way to an outcome; null when it is open. The row behind it is kept. */
function gate(it: Case, behind: Row, through: string, way: Step[]): Decision | null {
  for (const row of it.guideline.tables.get(through)!) {
    const missing = it.asks(row.needs);
    if (missing) return { outcome: NEEDS_INPUT, missing, row: behind.id, way };
    const held = row.when!(it);
    way.push({ row, held });
    if (held) return { outcome: row.outcome!, missing: [], row: behind.id, way };
  }
  return null;
}
