/** On a phone: the ways to change the answer, check it and take it along, always under the thumb. On a hold, the call, and the way to mend a slip. */
import { theCase } from "../case";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { CopyButton } from "./CopyButton";

export function TakeAlong({ text, held }: { text: () => string; held: string | null }) {
  const w = useWords();
  const it = useStore(theCase);
  const change = (
    <button type="button" class="btn" onClick={() => go("entry", it.form)}>
      {w.change}
    </button>
  );
  return held === null ? (
    <nav class="bar eq phone" aria-label={w.takeAlong}>
      {change}
      <button type="button" class="btn" onClick={() => go("check")}>
        {w.checkIt}
      </button>
      <CopyButton text={text} />
      <button type="button" class="btn" onClick={() => go("share")}>
        {w.share}
      </button>
    </nav>
  ) : (
    <nav class="bar phone halt" aria-label={w.takeAlong}>
      <p>
        <b lang={CLINICAL}>{held}</b>
      </p>
      {change}
      <CopyButton text={text} label={w.copyForCall} main />
    </nav>
  );
}
