/** Two programs asked the same: they agree, they differ, or one of them says nothing in time. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answers } from "./evaluate";
import { inWords, secondCheck } from "./second";
import type { Words } from "./words";
import { de } from "./words/de";
import { en } from "./words/en";

const stamp = { id: "resistant-fsgs", version: "2026.11.1" };
const pathway = { guideline: stamp, outcome: { id: "start_cni", title: "Start a CNI" }, missing: [] };
const doses = { guideline: stamp, doses: [{ id: "tacrolimus_start", range: { low: 3.5, high: 7 } }], withheld: [] };
const ours = { inputs: { sex: "female" }, doubts: [], pathway, doses } as unknown as Answers;

/** A server that answers each route so. */
function serves(answers: Record<string, unknown>, status = 200): void {
  const reply = (url: URL) => Promise.resolve(new Response(JSON.stringify(answers[url.pathname]), { status }));
  vi.stubGlobal("fetch", vi.fn(reply));
}

beforeEach(() => void vi.stubGlobal("document", { baseURI: "https://tool.example/" }));
afterEach(() => void (vi.unstubAllGlobals(), vi.useRealTimers()));

test("the same answer in another order of keys agrees", async () => {
  serves({ "/v1/pathway": { missing: [], outcome: { title: "Start a CNI", id: "start_cni" }, guideline: stamp }, "/v1/doses": doses });
  expect(await secondCheck(ours)).toMatchObject({ state: "agrees", version: "2026.11.1", differs: [] });
});

test("another dose differs, and is named", async () => {
  serves({ "/v1/pathway": pathway, "/v1/doses": { ...doses, doses: [{ id: "tacrolimus_start", range: { low: 3.5, high: 70 } }] } });
  expect(await secondCheck(ours)).toMatchObject({ state: "differs", differs: ["doses"] });
});

test("another step differs, and the server's is told", async () => {
  serves({ "/v1/pathway": { ...pathway, outcome: { id: "optimise_steroid", title: "Optimise the steroid" } }, "/v1/doses": doses });
  expect(await secondCheck(ours)).toMatchObject({ state: "differs", differs: ["outcome"], step: "Optimise the steroid" });
});

test("a part that the server leaves out differs", async () => {
  serves({ "/v1/pathway": { guideline: stamp, outcome: pathway.outcome }, "/v1/doses": doses });
  expect(await secondCheck(ours)).toMatchObject({ state: "differs", differs: ["missing"] });
});

test("a refusal is neither agreement nor difference", async () => {
  serves({}, 422);
  expect(await secondCheck(ours)).toMatchObject({ state: "refused" });
});

test("a gateway's fault and a network's page of sign-in are no answer of the server", async () => {
  serves({}, 502);
  expect(await secondCheck(ours)).toMatchObject({ state: "offline" });
  serves({ "/v1/pathway": {}, "/v1/doses": {} });
  expect(await secondCheck(ours)).toMatchObject({ state: "offline" });
});

test("no network is told as such", async () => {
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("no network"))));
  expect(await secondCheck(ours)).toMatchObject({ state: "offline" });
});

test("no answer in time is told as such", async () => {
  vi.useFakeTimers();
  const never = (_: URL, { signal }: RequestInit) => new Promise((_done, fail) => signal?.addEventListener("abort", () => fail(new DOMException("", "AbortError"))));
  vi.stubGlobal("fetch", vi.fn(never));
  const found = secondCheck(ours);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await found).toMatchObject({ state: "slow" });
});

test("what is sent is the values and nothing else", async () => {
  serves({ "/v1/pathway": pathway, "/v1/doses": doses });
  await secondCheck(ours);
  const calls = vi.mocked(fetch).mock.calls;
  expect(calls.map(([, sent]) => JSON.parse(sent?.body as string))).toEqual([{ inputs: { sex: "female" } }, { inputs: { sex: "female" } }]);
  expect(calls[0]![1]).toMatchObject({ credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
});

test("what differs is named, and the server's step and edition stand beside this device's", async () => {
  serves({ "/v1/pathway": { ...pathway, guideline: { version: "2027.2.1" }, outcome: { id: "optimise_steroid", title: "Optimise the steroid" } }, "/v1/doses": doses });
  const found = await secondCheck(ours);
  const { title, says } = inWords(found, { version: "2026.11.1", step: "Start a CNI" }, en);
  expect(title).toBe("Server differs");
  for (const part of ["Not the same: step.", "The server’s step: Optimise the steroid.", "guideline 2026.11.1, the server with 2027.2.1."]) expect(says).toContain(part);
});

test("in German the server's step stays in the guideline's own words, marked as such", async () => {
  serves({ "/v1/pathway": { ...pathway, outcome: { id: "optimise_steroid", title: "Optimise the steroid" } }, "/v1/doses": doses });
  const { title, says } = inWords(await secondCheck(ours), { version: "2026.11.1", step: "Start a CNI" }, { ...en, ...de } as Words);
  expect(title).toBe("Server weicht ab");
  expect(says).toContain("Schritt des Servers: \u2068Optimise the steroid\u2069.");
});
