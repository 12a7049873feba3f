/** Build step: what the first screen says of the guideline, taken from it, so that the screen stands whole before the guideline arrives. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const NAME = "virtual:opening";
const GUIDELINE = fileURLToPath(new URL("../guideline/guideline.json", import.meta.url));

export function opening(): Plugin {
  return {
    name: "opening",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      this.addWatchFile(GUIDELINE);
      const { version, published, review_by, forms, limits } = JSON.parse(readFileSync(GUIDELINE, "utf8"));
      const value = (name: string) => ({ value: limits[name].value });
      const ways = forms.map(({ id, title, says }: Record<string, string>) => ({ id, title, says }));
      const opening = { version, published, review_by, forms: ways, limits: { adult_from: value("adult_from"), child_from: value("child_from") } };
      return `export const opening = ${JSON.stringify(opening)};`;
    },
  };
}
