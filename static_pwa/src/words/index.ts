/** Which language the interface speaks. Clinical words come from the guideline and stay as they are there. */
import { keep, recall } from "../remembered";
import { store, useStore } from "../store";
import type { Words } from "./en";
import { first, type First } from "./en.first";

export type { Words } from "./en";
export type { First } from "./en.first";
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "language";
/** English as far as it has arrived; the screens after the first bring the rest with them. */
let english: First | Words = first;
const spoken = store<First | Words>(english);

export function learn(all: Words): void {
  english = all;
  if (spoken.get().code === all.code) spoken.set(all);
}

export async function speak(language: Language): Promise<void> {
  spoken.set(language === "de" ? (await import("./de")).de : english);
  document.documentElement.lang = language;
  keep("localStorage", KEY, language);
}

export function speakAsChosen(): void {
  if (recall<string>("localStorage", KEY) === "de") void speak("de");
}

/** The words of the first screen and the frame. */
export const useFirstWords = (): First => useStore(spoken);
/** All words: for screens that have brought them along. */
export const useWords = (): Words => useStore(spoken) as Words;
/** The same, outside a view. */
export const allWords = (): Words => spoken.get() as Words;
export const firstWords = (): First => spoken.get();
