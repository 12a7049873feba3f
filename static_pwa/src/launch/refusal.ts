/** Why a sign-in or a record cannot be used, in words for the clinician and for the hospital's own staff. */
import { w } from "./words";

export class Refusal extends Error {
  constructor(why: keyof typeof w.refusals, what = "") {
    // An address may be as long as anyone likes, and hold anything.
    super(w.refusals[why]([...what].slice(0, 100).join("").replace(/[\p{C}]/gu, "?")));
  }
}

export const saidBy = (fault: unknown): string => (fault instanceof Refusal ? fault.message : w.broke);
