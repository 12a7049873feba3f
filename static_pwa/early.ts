/** Build step: the page names the guideline, so that it comes together with the code that will ask for it, not after it. */
import type { Plugin } from "vite";

export function early(): Plugin {
  return {
    name: "early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { path, bundle }) => {
        if (path !== "/index.html") return [];
        const name = Object.keys(bundle ?? {}).find((file) => /^assets\/guideline-.*\.json$/.test(file));
        if (!name) throw new Error("the build holds no guideline");
        return [{ tag: "link", attrs: { rel: "preload", as: "fetch", crossorigin: true, href: `./${name}` }, injectTo: "head" }];
      },
    },
  };
}
