/** What changed in the guideline since this device last showed it. A changed limit asks to be acknowledged. */
import { useEffect } from "preact/hooks";
import type { GuidelineDocument } from "../guideline";
import { acknowledge, seen, unread } from "../seen";
import { useStore } from "../store";
import { CLINICAL, useFirstWords } from "../words";

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
            <span lang={CLINICAL}>{change.says}</span>{" "}
            {change.was && change.now && (
              <>
                <s lang={CLINICAL}>{change.was}</s> {w.nowIs} <b lang={CLINICAL}>{change.now}</b>
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
