/** Harm short of a hold is told in the answer, and never against what the answer says. */
import { describe, expect, it } from "vitest";
import document from "../../guideline/guideline.json";
import { wholeAnswers, harmOf } from "../src/evaluate";
import { dressed } from "../src/guideline";

const from = dressed(document);
const mg = (value: number) => ({ value, unit: "mg/dL" });
const PARTIAL = {
  age: { value: 47, unit: "a" }, sex: "male", kidney: "native", histology: "fsgs", secondary_causes: "excluded", nephrotic_syndrome_ever: "yes",
  cni_status: "taking", cni_drug: "tacrolimus", cni_months: { value: 8, unit: "mo" }, cni_tolerance: "tolerated", best_response_on_cni: "partial", cni_exposure: "at_target",
  proteinuria: { value: 1.8, unit: "g/g" }, proteinuria_baseline: { value: 6, unit: "g/g" }, albumin: { value: 33, unit: "g/L" }, creatinine: mg(1.2), creatinine_baseline: mg(1.1),
};
const told = (changed: object) => harmOf(wholeAnswers(from, { ...PARTIAL, ...changed }) as never);

describe("harm short of a hold", () => {
  it("creatinine 36 % up, the drug gone on with: reduce and recheck", () => {
    expect(told({ creatinine: mg(1.5) })).toMatchObject({ grade: "act", title: "Reduce the dose and recheck", items: ["Creatinine rose 36.4 % from 1.1 mg/dL: over 30 %."] });
  });
  it("the same where the drug is stopped for want of a response: the finding stands, no dose is reduced", () => {
    const resistant = { creatinine: mg(1.5), creatinine_trend: "stable", proteinuria: { value: 4.2, unit: "g/g" }, best_response_on_cni: "none" };
    expect(wholeAnswers(from, { ...PARTIAL, ...resistant }).pathway.outcome.id).toBe("cni_resistant_refer");
    expect(told(resistant)).toEqual({ grade: "act", title: "Creatinine rose 36.4 % from 1.1 mg/dL: over 30 %", says: "", items: [] });
  });
  it("the same in a graft: not a word, its centre decides", () => {
    expect(told({ creatinine: mg(1.5), kidney: "transplant" })).toBeNull();
  });
  it("nothing above OK: nothing to tell", () => {
    expect(told({ creatinine: mg(1.1) })).toBeNull();
  });
});
