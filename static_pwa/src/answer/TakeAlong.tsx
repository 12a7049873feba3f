/** On a phone: the ways to change the answer, check it and take it along, always under the thumb. */
import { theCase } from "../case";
import { go } from "../screens";
import { useStore } from "../store";
import { useWords } from "../words";
import { CopyButton } from "./CopyButton";

export function TakeAlong({ text, hold }: { text: () => string; hold: boolean }) {
  const w = useWords();
  const it = useStore(theCase);
  return (
    <nav class={hold ? "bar eq phone halt" : "bar eq phone"} aria-label={w.takeAlong}>
      <button type="button" class="btn" onClick={() => go("entry", it.form)}>
        {w.change}
      </button>
      {!hold && (
        <button type="button" class="btn" onClick={() => go("check")}>
          {w.checkIt}
        </button>
      )}
      <CopyButton text={text} {...(hold && { label: w.copyForCall, main: true })} />
      <button type="button" class="btn" onClick={() => go("share")}>
        {w.share}
      </button>
    </nav>
  );
}
