/** The offline copy is promised only where it can be kept, and a new version waits for the page's word. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startOffline } from "./register";

class Worker extends EventTarget {
  state = "installing";
  said: unknown[] = [];
  postMessage(message: unknown): void {
    this.said.push(message);
  }
  becomes(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class Registration extends EventTarget {
  active: Worker | null = null;
  installing: Worker | null = null;
  waiting: Worker | null = null;
  update = vi.fn(() => Promise.resolve());
}

class Workers extends EventTarget {
  registration = new Registration();
  ready = new Promise<void>((done) => (this.complete = done));
  declare complete: () => void;
  register = vi.fn((_url: unknown, _options: unknown) => Promise.resolve(this.registration));
}

const events = { onReady: vi.fn(), onUpdate: vi.fn() };
const reload = vi.fn();
let workers: Workers;

/** A page at the root of a folder; `overrides` say what this browser lacks or refuses. */
function browser(overrides: Record<string, unknown> = {}): void {
  workers = new Workers();
  const window: Record<string, unknown> = { caches: {}, ...overrides };
  window["top"] ??= window;
  vi.stubGlobal("window", window);
  vi.stubGlobal("navigator", { serviceWorker: workers });
  vi.stubGlobal("document", Object.assign(new EventTarget(), { baseURI: "https://host/tool/index.html", visibilityState: "visible" }));
  vi.stubGlobal("location", { reload });
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

beforeEach(() => browser());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test("registers the worker beside the page and never trusts a cached copy of it", async () => {
  startOffline(events);
  await settled();
  expect(workers.register).toHaveBeenCalledWith("https://host/tool/sw.js", { updateViaCache: "none" });
});

test("the address passes through the one policy that the page allows", async () => {
  const createPolicy = vi.fn((_name: string, rules: { createScriptURL: () => string }) => ({
    createScriptURL: () => `trusted ${rules.createScriptURL()}`,
  }));
  browser({ trustedTypes: { createPolicy } });
  startOffline(events);
  await settled();
  expect(createPolicy.mock.calls[0]?.[0]).toBe("app-sw");
  expect(workers.register.mock.calls[0]?.[0]).toBe("trusted https://host/tool/sw.js");
});

test("says once that everything is kept", async () => {
  startOffline(events);
  await settled();
  expect(events.onReady).not.toHaveBeenCalled();
  workers.complete();
  await settled();
  expect(events.onReady).toHaveBeenCalledTimes(1);
});

test.each([
  ["in a launcher's frame", () => browser({ top: {} })],
  ["without caches", () => browser({ caches: undefined })],
  ["without service workers", () => vi.stubGlobal("navigator", {})],
  [
    "where asking is refused",
    () => vi.stubGlobal("navigator", Object.defineProperty({}, "serviceWorker", { get: () => { throw new Error("SecurityError"); } })),
  ],
])("does nothing %s", async (_where, prepare) => {
  prepare();
  startOffline(events).activate();
  await settled();
  expect(workers.register).not.toHaveBeenCalled();
  expect(events.onReady).not.toHaveBeenCalled();
});

test("a refused registration is no error of the page", async () => {
  workers.register.mockRejectedValue(new Error("SecurityError"));
  startOffline(events);
  await settled();
  expect(events.onReady).not.toHaveBeenCalled();
});

test("the first version is no update", async () => {
  const worker = (workers.registration.installing = new Worker());
  startOffline(events);
  await settled();
  worker.becomes("installed");
  expect(events.onUpdate).not.toHaveBeenCalled();
});

test("a version that waits already is told at the start", async () => {
  workers.registration.active = new Worker();
  workers.registration.waiting = Object.assign(new Worker(), { state: "installed" });
  startOffline(events);
  await settled();
  expect(events.onUpdate).toHaveBeenCalledTimes(1);
});

test("a newer version is told when complete, let in when asked, and shown when it is in charge", async () => {
  workers.registration.active = new Worker();
  const { activate } = startOffline(events);
  await settled();
  const newer = (workers.registration.installing = new Worker());
  workers.registration.dispatchEvent(new Event("updatefound"));
  expect(events.onUpdate).not.toHaveBeenCalled();
  newer.becomes("installed");
  expect(events.onUpdate).toHaveBeenCalledTimes(1);
  expect(newer.said).toEqual([]);
  activate();
  expect(newer.said).toEqual([{ type: "activate" }]);
  expect(reload).not.toHaveBeenCalled();
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledTimes(1);
});

test("a version that another page let in is shown by a reload", async () => {
  workers.registration.active = new Worker();
  const newer = (workers.registration.waiting = Object.assign(new Worker(), { state: "installed" }));
  const { activate } = startOffline(events);
  await settled();
  newer.becomes("activated");
  activate();
  expect(newer.said).toEqual([]);
  expect(reload).toHaveBeenCalledTimes(1);
});

test("an app brought forward looks for a newer version", async () => {
  startOffline(events);
  await settled();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(workers.registration.update).toHaveBeenCalledTimes(1);
});
