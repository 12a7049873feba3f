/** What this device may keep: choices of the reader, never a value of a patient.
 *  Every storage call may throw (third-party frame, private window): the app then simply forgets. */
import { store } from "./store";

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
/** The unit this device used last for each input: only the unit, never the number. */
export const units = store<Readonly<Record<string, string>>>(recall("localStorage", UNITS) ?? {});

export function rememberUnit(input: string, unit: string): void {
  units.set({ ...units.get(), [input]: unit });
  keep("localStorage", UNITS, units.get());
}
