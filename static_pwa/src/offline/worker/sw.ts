/** The service worker: keeps the whole app on the device, and never swaps it under a case in progress. */
export {};
declare const self: ServiceWorkerGlobalScope;

/** Filled in by the build: every file of this version with the hash of its content; `later` are kept once they were asked for. */
declare const __PRECACHE__: { version: string; files: Record<string, string>; later: Record<string, string> };

const PREFIX = "app-";
const { version, files, later } = __PRECACHE__;
const CACHE = PREFIX + version;
const SCOPE = self.registration.scope;
const here = (name: string): string => new URL(name, SCOPE).href;
const PAGE = here("index.html");
const ASSETS = here("assets/");
const KEPT = new Set(Object.keys(files).map(here));

/** A redirect, an error or other bytes than were built fail the install: half a version is never kept. */
async function keep(cache: Cache, url: string, integrity: string): Promise<void> {
  const response = await fetch(url, { cache: "no-cache", redirect: "error", integrity });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  await cache.put(url, response);
}

/** "assets/de": what a file is called in every version. */
const stem = (name: string): string => name.replace(/-[^-]+$/, "");

/** What the version before was asked for is kept of this one too: a language stays without a network. */
async function askedFor(): Promise<[string, string][]> {
  const had: string[] = [];
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) had.push(stem(url));
  return Object.entries(later).filter(([name]) => had.includes(stem(here(name))));
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    const all = [...Object.entries(files), ...(await askedFor())];
    await Promise.all(all.map(([name, integrity]) => keep(cache, here(name), integrity)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** The version before this one stays, for a page that still runs it and asks for a part it has not loaded yet. */
async function takeOver(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The address under which the answer is kept, or nothing: then the request goes to the network untouched. */
function keptAs(request: Request): string | undefined {
  if (request.method !== "GET") return undefined;
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  if (request.mode === "navigate") return address === SCOPE || address === PAGE ? PAGE : undefined;
  return KEPT.has(request.url) || request.url.startsWith(ASSETS) ? request.url : undefined;
}

async function answer(address: string, request: Request): Promise<Response> {
  const current = await caches.open(CACHE);
  const found = (await current.match(address)) ?? (await caches.match(address));
  const name = Object.keys(later).find((one) => here(one) === address);
  if (found || !name) return found ?? fetch(request);
  await keep(current, address, later[name]!);
  return (await current.match(address))!;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const address = keptAs(event.request);
  if (address) event.respondWith(answer(address, event.request));
});
self.addEventListener("message", (event) => {
  const said = event.data as { type?: string } | null;
  if (said?.type === "activate") void self.skipWaiting();
});
