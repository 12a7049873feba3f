/** When this device last heard from the server which edition of the guideline is out. */
import { recall } from "./remembered";
import { store } from "./store";

export interface Compared {
  at: number;
  version: string;
}
export const compared = store<Compared | null>(recall("localStorage", "compared"));
