/** On a phone: the ways to change the answer, check it and take it along, always under the thumb. On a hold, the call, and the way to mend a slip. */
import { theCase } from "../case";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { CopyButton } from "./CopyButton";

export function TakeAlong({ text, held }: { text: () => string; held: string | null }) {
  const w = useWords();
  const it = useStore(theCase);
  const calm = held === null;
  return (
    <nav class={`bar phone ${calm ? "eq" : "halt"}`} aria-label={w.takeAlong}>
      {!calm && (
        <p>
          <b lang={CLINICAL}>{held}</b>
        </p>
      )}
      <button type="button" class="btn" onClick={() => go("entry", it.form)}>
        {w.change}
      </button>
      {calm && (
        <button type="button" class="btn" onClick={() => go("check")}>
          {w.checkIt}
        </button>
      )}
      <CopyButton text={text} main={!calm} label={calm ? w.copy : w.copyForCall} />
      {calm && (
        <button type="button" class="btn" onClick={() => go("share")}>
          {w.share}
        </button>
      )}
    </nav>
  );
}
