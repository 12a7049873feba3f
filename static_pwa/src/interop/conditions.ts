/** Diagnoses: a code is no biopsy report, so most only raise a question; a graft or dialysis holds this tool back. */
import { diagnosed, type Codes } from "./codes";
import type { Engine } from "./engine";
import { found, leftOut, type Finding } from "./findings";
import { moment } from "./moments";
import { codings, inside, nameOf, text, type Resource } from "./resource";

export interface Diagnosed {
  /** The place of the diagnosis in the codes; none where it is not used. */
  place: number | null;
  findings: Finding[];
}

export function read(engine: Engine, codes: Codes, condition: Resource): Diagnosed {
  const bare = found(nameOf(condition));
  const { kept, verified } = codes.statuses["Condition"]!;
  const status = (name: string) => codings(inside(condition, name))[0]?.[1] ?? "";
  const unused = (reason: string, given: string): Diagnosed => ({ place: null, findings: [leftOut(bare, reason, given === "" ? {} : { given })] });
  const verification = status("verificationStatus");
  if (verification !== "" && !verified!.includes(verification)) return unused("not_confirmed", verification);
  const clinical = status("clinicalStatus");
  if (clinical !== "" && !kept!.includes(clinical)) return unused("status", clinical);
  const place = diagnosed(codes, condition["code"]);
  if (place === null) return unused("unknown_code", "");
  const { fills, ask, refuse, display } = codes.conditions[place]!;
  const told = { date: moment(engine, text(condition["onsetDateTime"]) || text(condition["recordedDate"]))?.date ?? null, display };
  const filled = Object.entries(fills);
  if (filled.length === 0) return { place, findings: [found(bare.resource, { why: [refuse!], ...told })] };
  return { place, findings: filled.map(([input, value]) => found(bare.resource, { standing: ask ? "ask" : "possible", why: [ask ?? "recorded"], input, value, ...told })) };
}

/** The findings in their order; of two that differ on one input, the entry earlier in the codes stands. */
export function inOrder(each: readonly Diagnosed[]): Finding[] {
  const first = new Map<string, { place: number; value: unknown }>();
  for (const { place, findings } of each) {
    for (const { input, value } of findings) {
      if (place === null || input === null || value === null) continue;
      if (place < (first.get(input)?.place ?? Infinity)) first.set(input, { place, value });
    }
  }
  const conflicts = ({ input, value }: Finding) => input !== null && value !== null && first.has(input) && first.get(input)!.value !== value;
  return each.flatMap(({ findings }) => findings.map((finding) => (conflicts(finding) ? leftOut(finding, "conflict") : finding)));
}
