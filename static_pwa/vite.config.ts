/** How the app is built: relative addresses, so that one build runs at "/" and in any folder. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { plainImport } from "./plain-import.ts";
import { precache } from "./precache.ts";

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const pages = ["index.html", "launch.html", "callback.html"].filter((name) => existsSync(at(name)));

export default defineConfig({
  base: "./",
  plugins: [plainImport(), precache()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // a data: address would need a hole in the content security policy
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { ...Object.fromEntries(pages.map((name) => [name.replace(".html", ""), at(name)])), sw: at("src/offline/worker/sw.ts") },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  test: { include: ["{src,tests}/**/*.test.{ts,tsx}"] },
});
