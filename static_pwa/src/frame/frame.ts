/** Talks with the launcher around the frame: takes prefilled values, says what became of them, and nothing else unasked. */
import type { Arrived, Received, Refused } from "../arrival";
import { readSetting } from "../launch/setting";
import type { Store } from "../store";
import type { Launcher } from "./launcher";

const VERSION = 1;
const LARGEST_BYTES = 16_384;
const MOST_ITEMS = 10;
const WINDOW_MS = 10_000;

interface App {
  receive: (arrived: Arrived) => Promise<Received>;
  launcher: Store<Launcher | null>;
  hostOf: (origin: string) => string;
}

type Message = Readonly<Record<string, unknown>>;

const isObject = (it: unknown): it is Message => typeof it === "object" && it !== null && !Array.isArray(it);

function tooLarge(message: Message): boolean {
  try {
    return new TextEncoder().encode(JSON.stringify(message)).length > LARGEST_BYTES;
  } catch {
    return true; // what JSON cannot hold, a circle for one, no launcher has to send
  }
}

/** At most so many messages in a while: a launcher in a loop must not keep the app from working. */
function limiter(): () => boolean {
  let came: number[] = [];
  return () => {
    const now = Date.now();
    came = [...came.filter((when) => now - when < WINDOW_MS), now].slice(-MOST_ITEMS - 1);
    return came.length > MOST_ITEMS;
  };
}

const wrong = (detail: string, pointer = ""): Refused => ({ pointer, detail });

export async function talk({ receive, launcher, hostOf }: App): Promise<void> {
  const { launchers } = await readSetting();
  const { parent } = window;
  const say = (origin: string, type: string, more: object = {}) => parent.postMessage({ type: `srfsgs:${type}`, version: VERSION, ...more }, origin);
  const known = (origin: string) => {
    if (launcher.get()?.origin !== origin) launcher.set({ origin, send: (text) => say(origin, "note", { text }) });
  };
  const tooMany = limiter();

  const answer = async (origin: string, message: Message): Promise<void> => {
    const reject = (...errors: readonly Refused[]) => say(origin, "rejected", { errors });
    if (tooMany()) return reject(wrong(`More than ${MOST_ITEMS} messages in ${WINDOW_MS / 1000} seconds.`));
    if (tooLarge(message)) return reject(wrong(`A message of more than ${LARGEST_BYTES} bytes.`));
    if (message["type"] !== "srfsgs:prefill") return reject(wrong("The one type that is understood is srfsgs:prefill.", "/type"));
    if (message["version"] !== VERSION) return reject(wrong(`The version must be ${VERSION}.`, "/version"));
    if (!isObject(message["values"])) return reject(wrong("An object is needed: what a link holds as inputs.", "/values"));
    const found = await receive({ inputs: message["values"], sender: hostOf(origin) });
    if ("taken" in found) say(origin, "accepted", { fields: found.taken });
    else if ("refused" in found) reject(...found.refused);
    else reject(wrong("The clinician kept the case that was open."));
  };

  // The page around may have a conversation of its own, and other pages may try: neither is answered.
  addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || !launchers.includes(origin)) return;
    if (!isObject(data) || typeof data["type"] !== "string" || !data["type"].startsWith("srfsgs:")) return;
    known(origin);
    void answer(origin, data);
  });

  const around = location.ancestorOrigins?.[0];
  if (around !== undefined && launchers.includes(around)) known(around);
  // Where the browser does not tell who is around, each that may be is told: only the right one is reached.
  for (const origin of around === undefined ? launchers : launchers.filter((one) => one === around)) say(origin, "ready");
}
