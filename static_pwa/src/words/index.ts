/** Which language the interface speaks. Clinical words come from the guideline and stay as they are there. */
import { keep, recall } from "../remembered";
import { store, useStore } from "../store";
import { en, type Words } from "./en";

export type { Words } from "./en";
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "language";
export const words = store<Words>(en);

export async function speak(language: Language): Promise<void> {
  // Only English is part of the first load.
  words.set(language === "de" ? (await import("./de")).de : en);
  document.documentElement.lang = language;
  keep("localStorage", KEY, language);
}

export function speakAsChosen(): void {
  const chosen = recall<string>("localStorage", KEY);
  if (chosen === "de") void speak("de");
}

export const useWords = (): Words => useStore(words);
