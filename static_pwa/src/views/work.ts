/** The screens of the work itself, with the engine and all words: one piece, fetched as soon as the first screen stands. */
import { compareDaily } from "../edition";
import { followAge } from "../who";
import { learn } from "../words";
import { en } from "../words/en";
import { keepFocus } from "../parts/keepFocus";
import css from "./views.css?inline";

// As a sheet of the page, not as another file to wait for.
try {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
} catch {
  // An older browser shows the same words and shapes, plainly.
}

learn(en);

/** What goes on for as long as the page lives. */
export function begin(): void {
  followAge();
  compareDaily();
  keepFocus();
}

export { receive } from "../arrival";
export { hostOf, launcher } from "../frame/launcher";
export { openLink } from "../link";
export { startOffline } from "../offline/register";
export { allWords, guideline, notice, readerEngine } from "../launch/opened";
export { views } from "./all";
