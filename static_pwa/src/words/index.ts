/** Which language the interface speaks. Clinical words come from the guideline and stay as they are there. */
import { keep, recall } from "../remembered";
import { store, useStore } from "../store";
import type { Words } from "./en";
import { first, type First } from "./en.first";

export type { Words } from "./en";
export type { First } from "./en.first";
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** The language of clinical words, said where they stand so that a screen reader speaks them as what they are. */
export const CLINICAL = "en";
/** Unicode's marks around a piece of another kind: a translation puts them where it quotes the guideline. */
export const MARKS = /[\u2068\u2069]/;

const KEY = "language";
/** English as far as it has arrived; the screens after the first bring the rest with them. */
let english: First | Words = first;
/** The words of another language; what it lacks is said in English. */
let other: Partial<Words> = {};
export const spoken = store<First | Words>(english);
const say = () => spoken.set({ ...english, ...other } as First | Words);

export function learn(all: Words): void {
  english = all;
  say();
}

/** Another language is fetched when it is chosen, and then kept on the device. */
export async function speak(language: Language): Promise<void> {
  other = language === "de" ? (await import("./de")).de : {};
  say();
  document.documentElement.lang = language;
  keep("localStorage", KEY, language);
}

/** Settled once what is said from now on is said in the language of the reader. */
export async function speakAsChosen(): Promise<void> {
  // Without a network, and not yet kept: English, as before.
  if (recall<string>("localStorage", KEY) === "de") await speak("de").catch(() => undefined);
}

/** The words of the first screen and the frame. */
export const useFirstWords = (): First => useStore(spoken);
/** All words: for screens that have brought them along. */
export const useWords = (): Words => useStore(spoken) as Words;
/** The same, outside a view. */
export const allWords = (): Words => spoken.get() as Words;
export const firstWords = (): First => spoken.get();
