/** What changed in the guideline since this device last showed it. A changed limit asks to be acknowledged. */
import { useEffect } from "preact/hooks";
import type { Change, GuidelineDocument } from "../guideline";
import { keep, recall } from "../remembered";
import { store, useStore } from "../store";
import { useFirstWords } from "../words";

const KEY = "seen";
const seen = store<string | null>(recall("localStorage", KEY));

function acknowledge(from: GuidelineDocument): void {
  keep("localStorage", KEY, from.version);
  seen.set(from.version);
}

/** A device that has shown no edition yet has nothing to compare with: only what asks for it is shown. */
const unread = (from: GuidelineDocument, last: string | null): Change[] =>
  last === from.version ? [] : from.changes.filter((change) => (last === null ? change.acknowledge : later(change.version, last)));

/** Whether a changed dose or limit waits to be read: until then no dose is shown. */
export function useUnread(from: GuidelineDocument): boolean {
  return unread(from, useStore(seen)).some((change) => change.acknowledge);
}

export function Changed({ from }: { from: GuidelineDocument }) {
  const w = useFirstWords();
  const last = useStore(seen);
  const since = unread(from, last);
  useEffect(() => {
    if (since.length === 0 && last !== from.version) acknowledge(from);
  }, [from]);
  if (since.length === 0) return null;
  return (
    <section class="sheet stack tight" aria-labelledby="changed">
      <h2 id="changed">{w.changedSince}</h2>
      {since.map((change) => (
        <div key={change.version + change.says}>
          <p class="hint">{w.day(change.date)}</p>
          <p>
            {change.says}{" "}
            {change.was && change.now && (
              <>
                <s>{change.was}</s> {w.nowIs} <b>{change.now}</b>
              </>
            )}
          </p>
        </div>
      ))}
      <p>
        <button
          type="button"
          class="btn"
          onClick={() => acknowledge(from)}
        >
          {w.haveRead}
        </button>
      </p>
    </section>
  );
}

/** Versions are year.month.number: compared number by number, since "10" comes after "9". */
function later(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(a.length, b.length); i++) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  return false;
}
