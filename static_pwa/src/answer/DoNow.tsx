/** What to do, in order. */
import type { PathwayOutcome } from "../answers";
import { AlertLine } from "../parts/Alert";
import { Sheet } from "../parts/Sheet";
import { CLINICAL, useWords } from "../words";

export function DoNow({ outcome, hold }: { outcome: PathwayOutcome; hold: boolean }) {
  const w = useWords();
  const steps = outcome.do_now;
  if (steps.length === 0 && !hold) return null;
  return (
    <Sheet title={w.doNow}>
      <ol class="lines" lang={CLINICAL}>
        {steps.map(({ title, says }, at) => (
          <li key={title}>
            <span>
              <b>
                {at + 1}. {title}
              </b>
              {says && (
                <>
                  <br />
                  {says}
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {hold && (
        <ul>
          <AlertLine grade="none" title={w.noDoseOnHold} bare />
        </ul>
      )}
    </Sheet>
  );
}
