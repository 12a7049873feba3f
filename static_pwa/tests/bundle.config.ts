/** Bundles the programs that other tests talk to through a pipe, each to one file for node. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  build: {
    ssr: true,
    target: "es2022",
    rolldownOptions: {
      input: { "answer-lines": at("answer-lines.ts"), "referee-lines": at("referee-lines.ts"), "record-lines": at("record-lines.ts") },
      output: { entryFileNames: "[name].mjs" },
    },
  },
  ssr: { noExternal: true },
});
