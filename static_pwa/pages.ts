/** Build step: the pages of a sign-in are the app's own page with another title and script, because each goes over into the app. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";

const SIGN_IN = ["launch.html", "callback.html"];
const TITLE = /<title>.*<\/title>/;
const SCRIPT = /<script type="module".*<\/script>/;

export function signInPages(): Plugin {
  let root = "";
  return {
    name: "sign-in-pages",
    configResolved: (config) => {
      root = config.root;
    },
    transformIndexHtml: {
      order: "pre",
      handler: (html, { filename }) => {
        if (!SIGN_IN.includes(basename(filename))) return html;
        const own = (part: RegExp): string => part.exec(html)![0];
        return readFileSync(join(root, "index.html"), "utf8").replace(TITLE, own(TITLE)).replace(SCRIPT, own(SCRIPT));
      },
    },
  };
}
