/** Copies plain text; where the browser forbids it, the text is shown to be taken by hand. */
import { useState } from "preact/hooks";
import { go } from "../screens";
import { useWords } from "../words";

export function CopyButton({ text, label, main = false }: { text: () => string; label?: string; main?: boolean }) {
  const w = useWords();
  const [copied, say] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      say(true);
      setTimeout(() => say(false), 4000);
    } catch {
      go("share", "text");
    }
  };
  return (
    <>
      <button type="button" class={main ? "btn main" : "btn"} onClick={() => void copy()}>
        {copied ? w.copied : (label ?? w.copy)}
      </button>
      <span class="sr" role="status">
        {copied ? w.copied : ""}
      </span>
    </>
  );
}
