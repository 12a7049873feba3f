/** Build step: writes the list of built files, each with the hash of its content, into the service worker. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

const WORKER = "sw.js";
/** Pages of a sign-in in progress are never answered from the device, nor is what only they and launchers need; icons are the home screen's, robots are never offline. */
const NOT_KEPT = /^(sw\.js|launch\.html|callback\.html|assets\/online\/.*|robots\.txt|icon-.*\.png)$/;

/** A language is kept from the day it is chosen. */
const KEPT_ON_CHOICE = /^assets\/de-/;

const digest = (content: Buffer): string => createHash("sha256").update(content).digest("base64");

export function precache(): Plugin {
  let dist = "";
  return {
    name: "precache",
    apply: "build",
    configResolved: (config) => {
      dist = resolve(config.root, config.build.outDir);
    },
    // Once everything is on disk, so that the hashes are of what will be served.
    writeBundle: () => {
      const names = readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
        .filter((name) => !NOT_KEPT.test(name))
        .sort();
      const hashed = (some: string[]) => Object.fromEntries(some.map((name) => [name, `sha256-${digest(readFileSync(join(dist, name)))}`]));
      const files = hashed(names.filter((name) => !KEPT_ON_CHOICE.test(name)));
      const later = hashed(names.filter((name) => KEPT_ON_CHOICE.test(name)));
      const worker = readFileSync(join(dist, WORKER), "utf8");
      const version = digest(Buffer.from(worker + JSON.stringify([files, later])));
      writeFileSync(join(dist, WORKER), worker.replace("__PRECACHE__", () => JSON.stringify({ version, files, later })));
    },
  };
}
