/** Build step: a later part is fetched as it is asked for. Each is one file, so Vite's preloader (1 kB) would have nothing to do. */
import type { Plugin } from "vite";

const HELPER = "\0vite/preload-helper.js";
const OWN = "\0plain-import:";

export const plainImport = (): Plugin => ({
  name: "plain-import",
  apply: "build",
  enforce: "pre",
  // Each importer has one of its own, of a few bytes: a shared one would be a file more to wait for.
  resolveId: (id, importer) => (id === HELPER ? `${OWN}${importer}` : null),
  load: (id) => (id.startsWith(OWN) ? "export const __vitePreload = (load) => load();" : null),
});
