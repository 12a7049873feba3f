/** Build step: a later part is fetched as it is asked for. Each is one file, so Vite's preloader (1 kB) would have nothing to do. */
import type { Plugin } from "vite";

export const plainImport = (): Plugin => ({
  name: "plain-import",
  apply: "build",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
});
