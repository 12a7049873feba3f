/** Numbers as clinicians write and paste them: read as meant, or asked about; never guessed. */
import { describe, expect, test } from "vitest";
import { read, shown } from "./numbers";

const CREATININE = [{ code: "umol/L", label: "µmol/L" }, { code: "mg/dL", label: "mg/dL" }];
const PROTEINURIA = [{ code: "g/g", label: "g/g" }, { code: "mg/mmol", label: "mg/mmol" }, { code: "g/(24.h)", label: "g/24 h" }];
const number = (value: number, unit: string) => expect.objectContaining({ kind: "number", value, unit });

describe("a decimal comma and a decimal point are both right", () => {
  test.each([["1,5", 1.5], ["1.5", 1.5], ["0,26", 0.26], [",5", 0.5], ["71.5", 71.5], ["132", 132]])("%s", (text, value) => {
    expect(read(text, "mg/dL", CREATININE)).toEqual(number(value, "mg/dL"));
  });
});

describe("a pasted value brings its unit, however it is spelt", () => {
  test.each([
    ["132 umol/l", 132, "umol/L"],
    ["132 µmol/L", 132, "umol/L"],
    ["132 μmol/L", 132, "umol/L"],
    ["132 mcmol/L", 132, "umol/L"],
    ["1,5 mg/dL", 1.5, "mg/dL"],
    ["1.5mg/dl", 1.5, "mg/dL"],
  ])("%s", (text, value, unit) => {
    for (const beside of ["umol/L", "mg/dL"]) expect(read(text, beside, CREATININE)).toEqual(number(value, unit));
  });

  test.each([["3,2 g/d", 3.2, "g/(24.h)"], ["3.2 g/24h", 3.2, "g/(24.h)"], ["3.2 g/day", 3.2, "g/(24.h)"], ["520 mg/mmol", 520, "mg/mmol"]])("%s", (text, value, unit) => {
    expect(read(text, "g/g", PROTEINURIA)).toEqual(number(value, unit));
  });

  test("a unit that is not beside the field is not taken for one that is", () => {
    expect(read("132 mmol/L", "umol/L", CREATININE)).toEqual({ kind: "unread", because: "unit" });
  });
});

describe("what reads two ways is asked about", () => {
  test("1,234 is one and a bit, or more than a thousand", () => {
    const found = read("1,234", "umol/L", CREATININE);
    expect(found.kind === "ways" && found.ways.map(({ value }) => value)).toEqual([1.234, 1234]);
  });

  test("1.234,5 is shown before it counts", () => {
    const found = read("1.234,5", "umol/L", CREATININE);
    expect(found.kind === "ways" && found.ways.map(({ value }) => value)).toEqual([1234.5]);
  });

  test("0,123 and 0.123 are no thousands", () => {
    for (const text of ["0,123", "0.123"]) expect(read(text, "g/g", PROTEINURIA)).toEqual(number(0.123, "g/g"));
  });
});

describe("what is no number is said not to be one", () => {
  test.each(["<0.2", ">5", "~3"])("%s: a sign hides how much it is", (text) => {
    expect(read(text, "g/g", PROTEINURIA)).toEqual({ kind: "unread", because: "sign" });
  });
  test.each(["abc", "1.2.3", "--", "1e3 x"])("%s", (text) => {
    expect(read(text, "g/g", PROTEINURIA).kind).toBe("unread");
  });
  test.each(["88-90", "88 – 90", "3+", "2 ++"])("%s: a span or a dipstick's plus is no unit", (text) => {
    expect(read(text, "g/g", PROTEINURIA)).toEqual({ kind: "unread", because: "number" });
  });
  test("an empty field is blank", () => {
    expect(read("  ", "g/g", PROTEINURIA)).toEqual({ kind: "blank" });
  });
});

test("a number for the eye has no trailing zero and no exponent", () => {
  expect([shown(4.0), shown(0.1 + 0.2), shown(12345), shown(0.00001), shown(-2)]).toEqual(["4", "0.3", "12345", "0.00001", "−2"]);
});
