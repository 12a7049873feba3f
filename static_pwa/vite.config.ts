/** How the app is built: relative addresses, so that one build runs at "/" and in any folder. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { childrenAsArguments } from "./children.ts";
import { early } from "./early.ts";
import { opening } from "./opening.ts";
import { signInPages } from "./pages.ts";
import { plainImport } from "./plain-import.ts";
import { press } from "./press.ts";
import { precache } from "./precache.ts";

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
/** What only an app that is online needs: it is loaded when a launcher, a record or a launcher's maker asks for it, and never kept. */
const ONLINE = /\/src\/(frame\/frame|second|views\/LinkBuilder|launch\/|interop\/)|\/(launch|callback)\.html|codes\.json|\/oauth4webapi\//;
const folder = ({ moduleIds }: { moduleIds: readonly string[] }): string => `assets/${moduleIds.every((id) => ONLINE.test(id)) ? "online/" : ""}[name]-[hash].js`;
const pages = ["index.html", "launch.html", "callback.html"].filter((name) => existsSync(at(name)));

export default defineConfig({
  base: "./",
  plugins: [childrenAsArguments(), early(), opening(), signInPages(), plainImport(), press(), precache()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // a data: address would need a hole in the content security policy
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false }, // most of the build is the second minifier, and is meant to be
      input: { ...Object.fromEntries(pages.map((name) => [name.replace(".html", ""), at(name)])), sw: at("src/offline/worker/sw.ts") },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : folder(chunk)),
        chunkFileNames: folder,
        assetFileNames: ({ names }) => `assets/${names.includes("codes.json") ? "online/" : ""}[name]-[hash][extname]`,
      },
    },
  },
  test: { include: ["{src,tests}/**/*.test.{ts,tsx}"] },
});
