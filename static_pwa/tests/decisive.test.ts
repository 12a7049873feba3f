/** The reason that leads an answer is that of the stop which leads to its outcome: a gate's barrier before the row that sent there. */
import { describe, expect, it } from "vitest";
import document from "../../guideline/guideline.json";
import { Guideline, pathway } from "../src/engine";
import { decisiveOf } from "../src/evaluate";
import { dressed } from "../src/guideline";

interface Vector {
  sentence: string;
  request: { inputs: Record<string, unknown> };
  expect: { outcome?: string };
}
const from = dressed(document);
const engine = new Guideline(document);
const files = import.meta.glob<Vector[]>("../../tests/vectors/pathway-*.json", { eager: true, import: "default" });
const decided = Object.values(files).flatMap((vectors) => vectors.filter(({ expect: { outcome } }) => outcome !== undefined && outcome !== "needs_input"));
const OF_THE_GATE: Record<string, RegExp> = { cni_not_suitable_refer: /^eGFR .* is under /, correct_barriers_first: /^Barrier: / };

describe("what leads an answer", () => {
  it.each(decided.map(({ sentence, request, expect: { outcome } }) => [sentence, request.inputs, outcome!] as const))("%s", (_, inputs, outcome) => {
    const answer = pathway.answer(engine, inputs, false);
    expect(answer.outcome.id).toBe(outcome);
    const { step, because } = decisiveOf(from, { pathway: answer as never })!;
    expect(because).not.toBe("");
    if (step.startsWith("gate.")) expect(because).toMatch(OF_THE_GATE[outcome]!);
    else expect(answer.path.filter((one) => one.step.startsWith("gate.")).map((one) => one.because).join()).not.toMatch(/^Barrier: /);
  });
});
