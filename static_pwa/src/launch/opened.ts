/** What the page of a sign-in needs of the app once it goes over into it. */
import { quantities } from "../engine";
import * as dates from "../engine/dates";
import * as numbers from "../engine/numbers";
import { engineFor } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import type { Engine } from "../interop/engine";
import { allWords } from "../words";

export { guideline } from "../guideline";
export { notice } from "../notice";

export const readerEngine = (from: GuidelineDocument): Engine => ({ guideline: engineFor(from), quantities, dates, numbers });
export const day = (iso: string): string => allWords().day(iso);
