/** Walks the decision tables: which outcome, by which rows, and what is missing. */
import { FIRST_ROW, type At, type Case } from "./case";
import type { Row } from "./guideline";

export const NEEDS_INPUT = "needs_input";

/** A row that was tried, and whether it held. */
export interface Step {
  readonly row: Row;
  readonly held: boolean;
}

/** Where the tables ended: the outcome, what is missing, the row that decided, the way there.
 *
 * `reads` names every value that was looked at, with the row that looked first.
 */
export interface Decision {
  readonly outcome: string;
  readonly missing: readonly string[];
  readonly row: string;
  readonly way: readonly Step[];
  readonly reads: ReadonlyMap<string, At>;
}

/** The first row that holds, from the first table on. */
export function decide(it: Case): Decision {
  const decision = resumed(it, FIRST_ROW);
  return { ...decision, reads: new Map(it.reads) };
}

/** The same from a row on, where nothing before it can differ. */
export function resumed(it: Case, [table, index]: At): Decision {
  return walk(it, table, index, []);
}

function walk(it: Case, table: string, start: number, way: Step[]): Decision {
  const rows = it.guideline.tables.get(table)!;
  for (let index = start; index < rows.length; index++) {
    const row = rows[index]!;
    it.at = [table, index];
    if (row.selects && !row.selects(it)) continue;
    const missing = it.asks(row.needs);
    if (missing) return decided(it, row, way, NEEDS_INPUT, missing);
    const held = row.when !== null && row.when(it);
    way.push({ row, held });
    if (!held) continue;
    if (row.table !== undefined) return walk(it, row.table, 0, way);
    return (row.through === undefined ? null : gate(it, row, row.through, way)) ?? decided(it, row, way, row.outcome!);
  }
  throw new Error(`no row of table ${table} holds`);
}

/** What the gate answers on the way to an outcome; null when it is open. The row behind it is kept. */
function gate(it: Case, behind: Row, through: string, way: Step[]): Decision | null {
  for (const row of it.guideline.tables.get(through)!) {
    const missing = it.asks(row.needs);
    if (missing) return decided(it, behind, way, NEEDS_INPUT, missing);
    const held = row.when!(it);
    way.push({ row, held });
    if (held) return decided(it, behind, way, row.outcome!);
  }
  return null;
}

function decided(it: Case, { id }: Row, way: readonly Step[], outcome: string, missing: readonly string[] = []): Decision {
  return { outcome, missing, row: id, way, reads: it.reads };
}
