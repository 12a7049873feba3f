/** The day of the first dose: said in words too, because a browser writes 1 March as 03/01 or 01/03 as it likes. */
import { change, theCase } from "../case";
import { isCounted } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";

export function StartDay({ from, hint }: { from: GuidelineDocument; hint?: string }) {
  const w = useWords();
  const { start } = useStore(theCase);
  return (
    <div class="field">
      <label class="q" for="start">
        {w.firstDose}
      </label>
      {hint && (
        <p class="hint" id="start-h">
          {hint}
        </p>
      )}
      <input id="start" type="date" value={start} aria-describedby={hint && "start-h"} onInput={(event) => change({ start: event.currentTarget.value })} />
      <p role="status">
        {start !== "" && (isCounted(from, start) ? w.day(start) : <span lang={CLINICAL}>{from.raw.refusals["date_range"]}</span>)}
      </p>
    </div>
  );
}
