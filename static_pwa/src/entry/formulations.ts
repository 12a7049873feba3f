/** The formulations of the drug that was chosen, named without it; all of them while no drug is, or where one of the other drug is given. */
import { theCase } from "../case";
import type { CodeInput } from "../guideline";

/** The code of a formulation begins with its drug's. */
export const isOf = (drug: unknown, formulation: unknown): boolean => String(formulation).startsWith(`${String(drug)}_`);

export function formulations(input: CodeInput): CodeInput {
  const { cni_drug: drug, [input.id]: given = "" } = theCase.get().chosen;
  const own = (code: string) => isOf(drug, code);
  const codes = input.codes.filter(({ code }) => own(code));
  if (codes.length === 0 || (given !== "" && given !== "unknown" && !own(given))) return input;
  const rest = (label: string) => label.replace(/^[^,]+, /, "");
  return { ...input, codes: codes.map(({ code, label }) => ({ code, label: rest(label).charAt(0).toUpperCase() + rest(label).slice(1) })) };
}
