/** The parts of the engine that a reader of records asks. Handed in, so that reading records brings no second copy of them. */
import type { Guideline } from "../engine";
import type * as dates from "../engine/dates";
import type * as numbers from "../engine/numbers";
import type * as quantities from "../engine/quantities";

export interface Engine {
  guideline: Guideline;
  quantities: Pick<typeof quantities, "Quantity" | "outside" | "toCanonical" | "unusual">;
  dates: Pick<typeof dates, "dayNumber">;
  numbers: Pick<typeof numbers, "computed">;
}
