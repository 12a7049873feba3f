/** Reads a number the way a clinician writes or pastes it, and never guesses when it reads two ways. */
export interface UnitName {
  code: string;
  label: string;
}

export interface Amount {
  value: number;
  unit: string;
}

export type Reading =
  | { kind: "blank" }
  /** `plain` is false where the text and the number look different, so that the reader is shown how it was read. */
  | ({ kind: "number"; plain: boolean } & Amount)
  | { kind: "ways"; ways: Amount[] }
  | { kind: "unread"; because: "sign" | "unit" | "number" };

/** Other ways to write a UCUM code. Only spelling: what a unit is worth stands in the guideline. */
const SPELLINGS: Record<string, string[]> = {
  a: ["y", "yr", "yrs", "year", "years", "yo", "jahr", "jahre", "jahren"],
  mo: ["month", "months", "monat", "monate", "monaten"],
  wk: ["w", "week", "weeks", "wks", "woche", "wochen"],
  d: ["day", "days", "tag", "tage", "tagen"],
  h: ["hr", "hrs", "hour", "hours", "std", "stunde", "stunden"],
  "[lb_av]": ["lb", "lbs", "pound", "pounds"],
  "[in_i]": ["in", "inch", "inches"],
  kg: ["kilo", "kilos"],
  "mg/d": ["mg/day", "mgperday", "mgaday", "mgprotag"],
};

/** "µmol/l", "umol/L", "mcmol/L" and "μmol / L" are one spelling; so are "g/24 h", "g/d" and "g/day". */
function spelt(unit: string): string {
  return unit
    .normalize("NFKC")
    .toLowerCase()
    .replace(/creatinine|krea|crea|cr$/g, "")
    .replace(/[\s()[\]{}.·^_]/g, "")
    .replace(/μ/g, "u")
    .replace(/^mc(?=mol|g)/, "u")
    .replace(/\/(24h(rs)?|d|day|tag)$/, "/24h")
    .replace(/liter|litre/g, "l");
}

export function unitNamed<U extends UnitName>(text: string, units: readonly U[]): U | undefined {
  const wanted = spelt(text);
  const names = (unit: U) => [unit.code, unit.label, ...(SPELLINGS[unit.code] ?? [])];
  return units.find((unit) => names(unit).some((name) => spelt(name) === wanted));
}

const GROUPED_BY_SPACE = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/;

/** The number or numbers that digits with points and commas may mean; null where they mean none. */
function valuesOf(digits: string): { values: number[]; plain: boolean } | null {
  let text = digits;
  let plain = true;
  if (GROUPED_BY_SPACE.test(text)) {
    text = text.replace(/[ '’]/g, "");
    plain = false;
  }
  if (/^\d+$/.test(text)) return { values: [Number(text)], plain };
  // One mark only. Three digits behind it may be thousands, unless a zero stands before it.
  if (/^\d*[.,]\d*$/.test(text) && /\d/.test(text)) {
    const [whole = "", part = ""] = text.split(/[.,]/);
    const decimal = Number(`${whole || "0"}.${part || "0"}`);
    if (part.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && plain) return { values: [decimal, Number(whole + part)], plain: false };
    return { values: [decimal], plain: plain && text.includes(".") && whole !== "" && part !== "" };
  }
  // Both marks, or one mark more than once: thousands, then perhaps a decimal. Shown before it counts.
  const grouped = /^(\d{1,3})((?:\.\d{3})+)(?:,(\d+))?$/.exec(text) ?? /^(\d{1,3})((?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  if (grouped) {
    const [, head = "", groups = "", part] = grouped;
    const whole = head + groups.replace(/[.,]/g, "");
    return { values: [Number(part ? `${whole}.${part}` : whole), NaN], plain: false };
  }
  return null;
}

export function read(text: string, unit: string, units: readonly UnitName[]): Reading {
  const tidy = text.normalize("NFKC").replace(/\s+/g, " ").replace(/[−–]/g, "-").trim();
  if (tidy === "") return { kind: "blank" };
  const parts = /^([<>≤≥~≈=±+-]*) ?((?:\d|[.,](?=\d))(?:[\d.,]|[ '’](?=\d))*)(.*)$/.exec(tidy);
  if (!parts) return { kind: "unread", because: "number" };
  const [, sign = "", digits = "", tail = ""] = parts;
  if (sign !== "" && sign !== "-" && sign !== "+" && sign !== "=") return { kind: "unread", because: "sign" };

  const named = tail.trim() === "" ? undefined : unitNamed(tail, units);
  if (tail.trim() !== "" && !named) return { kind: "unread", because: /^ ?[-+]/.test(tail) ? "number" : "unit" };
  const meant = named?.code ?? unit;

  const found = valuesOf(digits);
  if (!found) return { kind: "unread", because: "number" };
  const factor = sign === "-" ? -1 : 1;
  const ways = found.values.filter((value) => !Number.isNaN(value)).map((value) => ({ value: value * factor, unit: meant }));
  const [only] = ways;
  if (found.values.length > 1 || !only) return { kind: "ways", ways };
  return { kind: "number", ...only, plain: found.plain && sign === "" && (!named || named.code === unit) };
}

/** A dose for the eye, to the thousandth: a weight in pounds makes six decimals that nobody can give. */
export const dosed = (value: number): string => shown(Math.round(value * 1000) / 1000);

/** Digits for the eye: no more than the value can carry, never a trailing zero, never an exponent. */
export function shown(value: number, digits?: number): string {
  const rounded = digits === undefined ? Number(value.toPrecision(12)) : Number(value.toPrecision(digits));
  return String(Number(rounded.toFixed(6))).replace("-", "−");
}
