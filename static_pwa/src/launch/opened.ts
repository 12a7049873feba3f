/** What the page of a sign-in needs of the app once it goes over into it. */
import { dayNumber } from "../engine/dates";
import { computed } from "../engine/numbers";
import { outside, Quantity, toCanonical, unusual } from "../engine/quantities";
import { engineFor } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import type { Engine } from "../interop/engine";

export { guideline } from "../guideline";
export { notice } from "../notice";
export { allWords } from "../words";

export const readerEngine = (from: GuidelineDocument): Engine => ({
  guideline: engineFor(from),
  quantities: { Quantity, outside, toCanonical, unusual },
  dates: { dayNumber },
  numbers: { computed },
});
