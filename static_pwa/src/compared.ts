/** When this device last heard from the server which edition of the guideline is out. */
import { recall } from "./remembered";
import { store } from "./store";

export interface Compared {
  at: number;
  version: string;
}
export const compared = store<Compared | null>(recall("localStorage", "compared"));

/** The edition that the server has, where it is a later one than `version`: after an update what was heard before is the older. */
export const newerThan = (version: string, heard: Compared | null): string | null => (heard && later(heard.version, version) ? heard.version : null);

/** Versions are year.month.number: compared number by number, since "10" comes after "9". */
export function later(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(a.length, b.length); i++) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  return false;
}
