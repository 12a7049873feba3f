/** The answer in view on a phone, with the next thing to do under the thumb. On a wide screen the whole answer stands beside instead. */
import type { ComponentChildren } from "preact";
import { mixed } from "./mixed";
import { useWords } from "../words";

export function Bar({ halt, title, lang, says, children }: { halt?: boolean; title: string; lang?: string | undefined; says: string; children: ComponentChildren }) {
  const w = useWords();
  return (
    <aside class={`bar phone${halt ? " halt" : ""}`} aria-label={w.answerSoFar}>
      <p>
        <b lang={lang}>{title}</b>
        <br />
        {mixed(says)}
      </p>
      {children}
    </aside>
  );
}
