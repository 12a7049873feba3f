/** What the hazard log leans on in the app itself: cases, links, numbers, copies and the second check. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import document from "../../guideline/guideline.json";
import type { Case } from "../src/case";
import type { Answers } from "../src/evaluate";
import { dressed } from "../src/guideline";

const from = dressed(document);
const MINUTE_MS = 60_000;
const kept: Record<"localStorage" | "sessionStorage", Map<string, string>> = { localStorage: new Map(), sessionStorage: new Map() };

function storage(area: keyof typeof kept): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  return {
    getItem: (key) => kept[area].get(key) ?? null,
    setItem: (key, value) => void kept[area].set(key, value),
    removeItem: (key) => void kept[area].delete(key),
  };
}

/** A page that has just been opened: every module anew, storage as it was left. */
async function opened() {
  vi.resetModules();
  const [cases, link, arrival, notices, evaluate, plain, second, idle, numbers, words, engine, screens, remembered] = await Promise.all([
    import("../src/case"),
    import("../src/link"),
    import("../src/arrival"),
    import("../src/notice"),
    import("../src/evaluate"),
    import("../src/plain"),
    import("../src/second"),
    import("../src/idle"),
    import("../src/numbers"),
    import("../src/words/en"),
    import("../src/engine"),
    import("../src/screens"),
    import("../src/remembered"),
  ]);
  const index = await import("../src/words");
  index.learn(words.en);
  return { ...index, ...cases, ...link, ...arrival, ...notices, ...evaluate, ...plain, ...second, ...idle, ...engine, ...screens, ...remembered, read: numbers.read, readLink: link.read, w: words.en };
}
type Page = Awaited<ReturnType<typeof opened>>;

function answersOf(page: Page, it: Case): Answers {
  const engine = page.engineFor(from);
  const { inputs, doubts } = page.inputsOf(from, it);
  return {
    inputs,
    doubts,
    pathway: page.pathway.answer(engine, inputs, false),
    doses: page.doses.answer(engine, inputs) as unknown as Answers["doses"],
    checklist: page.checklist.answer(engine, inputs),
    stopsAt: "",
  };
}

/** An adult whose resistance was confirmed elsewhere: the quick way to a dose. */
const STARTING: Record<string, unknown> = {
  age: { value: 34, unit: "a" },
  sex: "female",
  weight: { value: 70, unit: "kg" },
  kidney: "native",
  histology: "fsgs",
  secondary_causes: "excluded",
  nephrotic_syndrome_ever: "yes",
  cni_status: "never",
  proteinuria: { value: 6, unit: "g/g" },
  steroid_tolerance: "tolerated",
  steroid_resistance: "confirmed_elsewhere",
  creatinine: { value: 80, unit: "umol/L" },
  cni_barriers: [],
  cni_drug: "ciclosporin",
};

function linked(page: Page, inputs: Record<string, unknown> = STARTING): Case {
  void page.openLink(from, { hash: new URL(page.linkTo(inputs)!).hash, search: "" });
  return page.theCase.get();
}

beforeEach(() => {
  for (const area of Object.values(kept)) area.clear();
  kept.localStorage.set("seen", JSON.stringify(from.version)); // what is new in this edition was read: doses are shown
  const window = Object.assign(new EventTarget(), { localStorage: storage("localStorage"), sessionStorage: storage("sessionStorage") });
  vi.stubGlobal("window", window);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("dispatchEvent", window.dispatchEvent.bind(window));
  vi.stubGlobal("location", { origin: "https://host", pathname: "/tool/" });
  vi.stubGlobal("history", { state: null, pushState: () => {}, replaceState: () => {} });
  vi.stubGlobal("scrollTo", () => {});
  vi.stubGlobal("scrollY", 0);
  vi.stubGlobal("document", { baseURI: "https://host/tool/" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("an answer follows each change of the case", async () => {
  const page = await opened();
  linked(page);
  page.confirmFromLink();
  const range = () => answersOf(page, page.theCase.get()).doses.doses.find(({ id }) => id === "ciclosporin_start")?.range;
  expect(range()).toMatchObject({ low: 210, high: 350 });
  page.type("weight", { text: "56", unit: "kg" });
  expect(range()).toMatchObject({ low: 168, high: 280 });
  page.type("weight", null);
  expect(range()).toBeUndefined();
});

test("a link replaces the case and marks every value as not looked at", async () => {
  const page = await opened();
  page.type("potassium", { text: "6.2", unit: "mmol/L" });
  linked(page);
  expect(page.theCase.get().typed).toHaveProperty("potassium");
  const said = page.notice.get();
  if (said?.kind !== "said") throw new Error("a case in progress was not asked about");
  said.ways?.[0]?.act();
  await Promise.resolve();
  const it = page.theCase.get();
  expect(it.typed).not.toHaveProperty("potassium");
  expect([...it.fromLink].sort()).toEqual(Object.keys(STARTING).sort());
  page.type("weight", { text: "70", unit: "kg" });
  expect(page.theCase.get().fromLink).not.toContain("weight");
});

test("a link that cannot be read in full is refused in full", async () => {
  const page = await opened();
  const refused = (inputs: Record<string, unknown>) => {
    linked(page, inputs);
    return page.refusalsOf(from, inputs).map(({ pointer }) => pointer);
  };
  expect(refused({ ...STARTING, wieght: { value: 70, unit: "kg" } })).toEqual(["/inputs/wieght"]);
  expect(refused({ ...STARTING, weight: { value: 70, unit: "stone" } })).toEqual(["/inputs/weight/unit"]);
  expect(refused({ ...STARTING, weight: { value: 7000, unit: "kg" } })).toEqual(["/inputs/weight/value"]);
  expect(refused({ ...STARTING, weight: 70 })).toEqual(["/inputs/weight"]);
  expect(refused({ ...STARTING, sex: "f" })).toEqual(["/inputs/sex"]);
  void page.openLink(from, { hash: "", search: "?weight=70" });
  expect(page.theCase.get()).toBe(page.EMPTY);
});

test("no dose leaves in plain text before every value from a link is confirmed", async () => {
  const page = await opened();
  const text = () => page.plainText(from, page.theCase.get(), answersOf(page, page.theCase.get()), page.w, new Date());
  linked(page);
  expect(text()).not.toContain("210 to 350");
  page.confirmFromLink();
  expect(text()).toContain("210 to 350 mg");
});

test("plain text holds every value that was entered, with its unit", async () => {
  const page = await opened();
  linked(page);
  const text = page.plainText(from, page.theCase.get(), answersOf(page, page.theCase.get()), page.w, new Date());
  for (const line of ["34 years", "70 kg", "6 g/g", "80 µmol/L", "Female", "None"]) expect(text).toContain(line);
});

test("copied in German, units and the day's parts are German, the guideline's words stay, and no mark of a language goes along", async () => {
  const page = await opened();
  vi.stubGlobal("document", { documentElement: {} });
  await page.speak("de");
  linked(page);
  page.confirmFromLink();
  page.type("steroid_weeks", { text: "1", unit: "wk" });
  page.type("weeks_since_cni_stopped", { text: "heavy", unit: "wk" });
  const text = page.plainText(from, page.theCase.get(), answersOf(page, page.theCase.get()), page.allWords(), new Date());
  for (const line of ["- Age: 34 Jahre", "- Sex, for eGFR: Female", "- Full-dose steroid weeks, this attack: 1 Woche", "- Time since the last CNI dose: „heavy“ lässt sich nicht als Zahl lesen."]) expect(text).toContain(line);
  page.type("weeks_since_cni_stopped", null);
  const settled = page.plainText(from, page.theCase.get(), answersOf(page, page.theCase.get()), page.allWords(), new Date());
  expect(settled).toMatch(/- \d+ mg am Tag: morgens \d+ mg, abends \d+ mg\n/);
  expect(text + settled).not.toMatch(/[\u2066-\u2069]/);
});

test("the age beside the patient is one year or many, and follows the language", async () => {
  const page = await opened();
  const [{ guideline }, { followAge }] = await Promise.all([import("../src/guideline"), import("../src/who")]);
  guideline.set(from);
  followAge();
  const age = (text: string) => {
    page.type("age", { text, unit: "a" });
    return page.theCase.get().age;
  };
  expect([age("1"), age("45"), age("1.5")]).toEqual(["1 year", "45 years", "1.5 years"]);
  vi.stubGlobal("document", { documentElement: {} });
  await page.speak("de");
  expect(page.theCase.get().age).toBe("1.5 Jahre");
  expect([age("1"), age("45")]).toEqual(["1 Jahr", "45 Jahre"]);
});

test("plain text ends with the stamp, unsigned, and says that it is an uncontrolled copy", async () => {
  const page = await opened();
  linked(page);
  const text = page.plainText(from, page.theCase.get(), answersOf(page, page.theCase.get()), page.w, new Date());
  const end = text.split("\n").slice(-4).join("\n");
  expect(end).toContain(`${from.id} ${from.version}, review by `);
  expect(from.signed_off).toBe(false);
  expect(end).toContain("No nephrologist has signed these numbers yet.");
  expect(end).toContain("Any copy or print is an uncontrolled copy.");
});

test("one comma is a decimal comma, and what can be read two ways is asked about", async () => {
  const { read } = await opened();
  const units = [{ code: "mg/dL", label: "mg/dL" }];
  expect(read("1,5", "mg/dL", units)).toMatchObject({ kind: "number", value: 1.5 });
  expect(read("1,500", "mg/dL", units)).toMatchObject({ kind: "ways", ways: [{ value: 1.5 }, { value: 1500 }] });
  expect(read("<0.2", "mg/dL", units)).toEqual({ kind: "unread", because: "sign" });
  expect(read("88 umol/L", "mg/dL", units)).toEqual({ kind: "unread", because: "unit" });
});

test("a tab that comes back after the idle time holds no patient", async () => {
  vi.useFakeTimers();
  const before = await opened();
  before.type("weight", { text: "70", unit: "kg" });
  const soon = await opened();
  expect(soon.theCase.get().typed).toHaveProperty("weight");
  vi.setSystemTime(Date.now() + (before.IDLE_MINUTES + 1) * MINUTE_MS);
  const later = await opened();
  expect(later.theCase.get()).toEqual(later.EMPTY);
});

test("a case left alone is cleared, and one that is being read is not", async () => {
  vi.useFakeTimers();
  const page = await opened();
  const gone = vi.fn();
  page.watchIdle(gone);
  page.type("weight", { text: "70", unit: "kg" });
  vi.advanceTimersByTime((page.IDLE_MINUTES - 1) * MINUTE_MS);
  expect(page.aboutToClear.get()).toBe(true);
  dispatchEvent(new Event("scroll"));
  vi.advanceTimersByTime((page.IDLE_MINUTES - 1) * MINUTE_MS);
  expect(gone).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2 * MINUTE_MS);
  expect(gone).toHaveBeenCalledOnce();
  expect(page.theCase.get()).toBe(page.EMPTY);
});

test("what an idle screen cleared comes back for five minutes and for no one after them", async () => {
  vi.useFakeTimers();
  const page = await opened();
  page.watchIdle(vi.fn());
  const leave = (minutes: number) => vi.advanceTimersByTime(minutes * MINUTE_MS);
  const touch = () => dispatchEvent(new Event("pointerdown"));

  page.type("weight", { text: "70", unit: "kg" });
  leave(page.IDLE_MINUTES + 3);
  touch();
  page.undoClear();
  expect(page.theCase.get().typed).toHaveProperty("weight");

  touch();
  leave(page.IDLE_MINUTES + 3);
  touch();
  leave(3);
  page.undoClear();
  expect(page.theCase.get()).toBe(page.EMPTY);
});

test("a phone that slept through it all wakes with nothing to bring back", async () => {
  vi.useFakeTimers();
  const page = await opened();
  page.watchIdle(vi.fn());
  page.type("weight", { text: "70", unit: "kg" });
  // Timers sleep with the phone.
  vi.setSystemTime(Date.now() + 180 * MINUTE_MS);
  dispatchEvent(new Event("visibilitychange"));
  page.undoClear();
  expect(page.theCase.get()).toBe(page.EMPTY);
});

test("only the session keeps values; what outlives it holds units and settings", async () => {
  const page = await opened();
  page.type("weight", { text: "71.25", unit: "kg" });
  page.choose("sex", "female");
  page.rememberUnit("creatinine", "mg/dL");
  expect([...kept.sessionStorage.values()].join()).toContain("71.25");
  const outlives = [...kept.localStorage.values()].join();
  expect(outlives).toContain("mg/dL");
  expect(outlives).not.toMatch(/71\.25|female/);
});

test("the second check names what differs and never calls silence agreement", async () => {
  const page = await opened();
  linked(page);
  const answers = answersOf(page, page.theCase.get());
  const server = (change: (body: any) => unknown) => async (address: URL) => {
    const body = structuredClone(address.pathname.endsWith("doses") ? answers.doses : answers.pathway);
    return { ok: true, json: async () => change(body) };
  };
  vi.stubGlobal("fetch", server((body) => body));
  expect((await page.secondCheck(answers)).state).toBe("agrees");
  vi.stubGlobal("fetch", server((body) => ({ ...body, ...("doses" in body && { doses: [] }) })));
  expect(await page.secondCheck(answers)).toMatchObject({ state: "differs", differs: ["doses"] });
  vi.stubGlobal("fetch", async () => ({ ok: false, status: 422 }));
  expect((await page.secondCheck(answers)).state).toBe("refused");
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  expect((await page.secondCheck(answers)).state).toBe("offline");
});
