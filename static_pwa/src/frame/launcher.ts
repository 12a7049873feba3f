/** The launcher in whose frame the app stands, once it is known to be one that is allowed. */
import { store } from "../store";

export interface Launcher {
  origin: string;
  /** Hands over plain text. Called on a click and at no other time. */
  send: (text: string) => void;
}

export const launcher = store<Launcher | null>(null);

/** The part of an origin that people know it by. */
export const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, "");
