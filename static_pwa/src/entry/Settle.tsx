/** The list of what stands in the way, at the top, each a link to its field: the GOV.UK pattern, without the word "error". */
import { useEffect, useRef } from "preact/hooks";
import { mixed } from "../parts/mixed";
import { useWords } from "../words";
import { toField } from "./toField";

export interface Unsettled {
  id: string;
  says: string;
}

export function Settle({ these, asked }: { these: readonly Unsettled[]; asked: number }) {
  const w = useWords();
  const box = useRef<HTMLDivElement>(null);
  // Moves there on each press of the button, not each time the list changes under typing.
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);
  if (asked === 0 || these.length === 0) return null;
  return (
    <div class="ask stack tight" ref={box} tabIndex={-1} role="group" aria-labelledby="settle">
      <h2 id="settle">{w.settleFirst}</h2>
      <ul class="stack tight">
        {these.map(({ id, says }) => (
          <li key={id}>
            <a
              class="link"
              href={`#field-${id}`}
              onClick={(event) => {
                // The address must stay as it is.
                event.preventDefault();
                toField(id);
              }}
            >
              <span>{mixed(says)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
