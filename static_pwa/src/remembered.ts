/** What this device may keep: choices of the reader, never a value of a patient.
 *  Every storage call may throw (third-party frame, private window): the app then simply forgets. */
type Area = "localStorage" | "sessionStorage";

export function recall<T>(area: Area, key: string): T | null {
  try {
    const text = window[area].getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function keep(area: Area, key: string, value: unknown): void {
  try {
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to do: the value stays in memory.
  }
}

const UNITS = "units";
let units: Record<string, string> = recall("localStorage", UNITS) ?? {};

/** The unit this device used last for an input: only the unit, never the number. */
export const unitFor = (input: string): string | undefined => units[input];

export function rememberUnit(input: string, unit: string): void {
  units = { ...units, [input]: unit };
  keep("localStorage", UNITS, units);
}
