/** Light, dark, or as the device says. */
import { keep, recall } from "./remembered";
import { store } from "./store";

export type Theme = "auto" | "light" | "dark";
const KEY = "theme";

const asTheme = (kept: unknown): Theme => (kept === "light" || kept === "dark" ? kept : "auto");
export const theme = store<Theme>(asTheme(recall("localStorage", KEY)));

export function applyTheme(): void {
  const chosen = theme.get();
  if (chosen === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}

export function chooseTheme(chosen: Theme): void {
  theme.set(chosen);
  keep("localStorage", KEY, chosen === "auto" ? null : chosen);
  applyTheme();
}
