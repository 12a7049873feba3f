/** How a hospital's record is read: every shared example, as the server reads it too. */
import { expect, it } from "vitest";
import codes from "../../guideline/codes.json";
import document from "../../guideline/guideline.json";
import vectors from "../../tests/vectors/fhir-mapping.json";
import { Guideline, quantities } from "../src/engine";
import * as dates from "../src/engine/dates";
import * as numbers from "../src/engine/numbers";
import type { Codes } from "../src/interop/codes";
import { read } from "../src/interop/reading";
import type { Resource } from "../src/interop/resource";

const engine = { guideline: new Guideline(document), quantities, dates, numbers };
const reading = (resources: readonly unknown[], today: string, subject?: string) => read(engine, codes as unknown as Codes, resources as readonly Resource[], today, subject);

it.each(vectors.map((vector) => [vector.sentence, vector] as const))("%s", (_, { resources, today, ...expected }) => {
  const found = reading(resources, today)!;
  expect(found.findings.map(({ resource, standing, input, why }) => ({ resource, standing, input, why }))).toEqual(expected.findings);
  expect({ inputs: found.inputs, proposed: found.proposed }).toEqual({ inputs: expected.inputs, proposed: expected.proposed });
});

it("records of two patients are not read", () => {
  const of = (reference: string) => ({ resourceType: "Observation", subject: { reference } });
  expect(reading([of("Patient/a"), of("Patient/b")], "2026-03-10")).toBeNull();
  expect(reading([of("Patient/a")], "2026-03-10", "Patient/b")).toBeNull();
  expect(reading([of("Patient/a"), of("https://records.example/Patient/a/_history/3")], "2026-03-10", "Patient/a")).not.toBeNull();
});

it("what is of another shape than FHIR's is as if it were absent", () => {
  const odd = [{}, { resourceType: 7 }, { resourceType: "Observation", status: ["final"], code: "x" }, { resourceType: "Patient", birthDate: {}, gender: [] }, { resourceType: "MedicationRequest", status: "active", intent: "order", medicationCodeableConcept: [] }, { resourceType: "Condition", code: { coding: { code: "N04.1" } } }];
  expect(reading(odd, "2026-03-10")).toMatchObject({ inputs: {}, proposed: {} });
});
