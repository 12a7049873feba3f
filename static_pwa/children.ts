/** Build step: an element's children are its call's arguments, not a property of their own. The same elements in half a kilobyte less. */
import type { Plugin } from "vite";

export function childrenAsArguments(): Plugin {
  return {
    name: "children-as-arguments",
    enforce: "pre",
    config: () => ({ oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" } } }),
    transform: { filter: { id: /\.tsx$/ }, handler: (code) => `import { h, Fragment } from "preact"; ${code}` },
  };
}
