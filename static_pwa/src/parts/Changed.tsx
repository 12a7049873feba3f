/** What changed in the guideline since this device last showed it. A changed limit asks to be acknowledged. */
import { useState } from "preact/hooks";
import type { GuidelineDocument } from "../guideline";
import { keep, recall } from "../remembered";
import { useFirstWords } from "../words";

const KEY = "seen";

export function Changed({ from }: { from: GuidelineDocument }) {
  const w = useFirstWords();
  const [seen, see] = useState(() => recall<string>("localStorage", KEY));
  if (seen === from.version) return null;
  // A device that has shown no edition yet has nothing to compare with: only what asks for it is shown.
  const since = from.changes.filter((change) => (seen === null ? change.acknowledge : later(change.version, seen)));
  if (since.length === 0) {
    keep("localStorage", KEY, from.version);
    return null;
  }
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
          onClick={() => {
            keep("localStorage", KEY, from.version);
            see(from.version);
          }}
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
