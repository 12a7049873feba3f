/** Everything that came from outside, in one list, before the form: what nobody has seen must not be confirmed by one button. */
import { useEffect, useRef } from "preact/hooks";
import { confirmFromLink, theCase, type Case } from "../case";
import { withUnit, type GuidelineDocument } from "../guideline";
import { mixed } from "../parts/mixed";
import { useStore } from "../store";
import { CLINICAL, useWords, type Words } from "../words";

/** A value as it came, whether it counts yet or not. */
function came(from: GuidelineDocument, it: Case, id: string, w: Words): string {
  const input = from.inputs[id]!;
  if (input.kind === "quantity") return withUnit(from, it.typed[id]!.text, it.typed[id]!.unit);
  const codes = input.kind === "code" ? [it.chosen[id]!] : it.listed[id]!;
  return codes.map((code) => w.clinical(input.codes.find((one) => one.code === code)?.label ?? code)).join(", ") || w.noneOfThese;
}

export function ToConfirm({ from }: { from: GuidelineDocument }) {
  const w = useWords();
  const it = useStore(theCase);
  const open = it.fromLink.length > 0;
  const list = useRef<HTMLUListElement>(null);
  /** The line whose button was pressed: it goes, and the keyboard must not go with it. */
  const pressed = useRef<number | null>(null);
  const confirm = (at: number, id?: string) => {
    pressed.current = at;
    confirmFromLink(id);
  };
  useEffect(() => {
    if (pressed.current === null) return;
    const buttons = list.current?.querySelectorAll("button") ?? [];
    (buttons[Math.min(pressed.current, buttons.length - 1)] ?? document.querySelector<HTMLElement>("main h1"))?.focus();
    pressed.current = null;
  }, [it.fromLink.length]);
  if (!open && it.leftOut.length === 0) return null;
  return (
    <section class={`sheet stack tight${open ? " from" : ""}`} aria-labelledby="s-confirm">
      <h2 id="s-confirm">{open ? w.toConfirm : w.notTaken}</h2>
      {open && (
        <>
          <p>{w.cameWith(it.fromLink.length, it.sender)}</p>
          <ul class="lines" ref={list}>
            {it.fromLink.map((id, at) => (
              <li key={id}>
                <span>
                  <span lang={CLINICAL}>{from.inputs[id]!.label}</span>
                  <br />
                  <b>{mixed(came(from, it, id, w))}</b> <small>{mixed(it.remarks[id] ?? "")}</small>
                </span>
                <button type="button" class="btn" onClick={() => confirm(at, id)}>
                  {w.confirm}
                  <span class="sr" lang={CLINICAL}>: {from.inputs[id]!.label}</span>
                </button>
              </li>
            ))}
          </ul>
          <button type="button" class="btn main full" onClick={() => confirm(0)}>
            {w.confirmAll}
          </button>
        </>
      )}
      {open && it.leftOut.length > 0 && <h3>{w.notTaken}</h3>}
      <ul class="lines">
        {it.leftOut.map((line) => (
          <li key={line}>{mixed(line)}</li>
        ))}
      </ul>
    </section>
  );
}
