/** Search as you type, by generic or brand name. Only medicines that matter beside this drug are listed, and the picker says so. */
import { useId, useState } from "preact/hooks";
import { list, theCase } from "../case";
import type { ListInput } from "../guideline";
import { mixed } from "../parts/mixed";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { FromLink, useFromLink } from "./FromLink";
import { Needed } from "./Needed";

const SHOWN = 6;
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export function Medicines({ input, needed = false }: { input: ListInput; needed?: boolean }) {
  const w = useWords();
  const id = useId();
  const chosen = useStore(theCase, (it) => it.listed[input.id]);
  const [text, write] = useState("");
  const wanted = plain(text.trim());
  const found = wanted === "" ? [] : input.codes.filter(({ label, code, brands }) => !chosen?.includes(code) && [label, code, ...(brands ?? [])].some((name) => plain(name).split(/[\s-]/).some((part) => part.startsWith(wanted)) || plain(name).startsWith(wanted)));
  const labelOf = (code: string) => input.codes.find((one) => one.code === code)?.label ?? code;
  const add = (code: string) => {
    list(input.id, [...(chosen ?? []), code]);
    write("");
    document.getElementById(id)?.focus();
  };
  const drop = (code: string) => {
    const rest = (chosen ?? []).filter((one) => one !== code);
    list(input.id, rest.length > 0 ? rest : null);
    document.getElementById(id)?.focus();
  };
  return (
    <div class={`stack tight${useFromLink(input.id) ? " from" : ""}`} id={`field-${input.id}`}>
      <div class="field">
        <div class="row apart">
          <label class="q" for={id} lang={CLINICAL}>
            {input.label}
          </label>
          {needed && <Needed />}
        </div>
        <p class="hint" id={`${id}-h`}>
          <span lang={CLINICAL}>{input.hint}</span> {w.searchByName}
        </p>
        <input id={id} type="search" autocomplete="off" spellcheck={false} value={text} aria-describedby={`${id}-h ${id}-n`} onInput={(event) => write(event.currentTarget.value)} />
        <p class={wanted === "" ? "sr" : "hint"} id={`${id}-n`} role="status">
          {wanted === "" ? "" : found.length === 0 ? w.noMedicine : w.foundMedicines(found.length, Math.min(found.length, SHOWN))}
        </p>
      </div>
      {found.length > 0 && (
        <ul class="lines">
          {found.slice(0, SHOWN).map(({ code, label, brands }) => (
            <li key={code}>
              <button type="button" class="at" onClick={() => add(code)}>
                <b lang={CLINICAL}>{label}</b> {brands && brands.length > 0 && <small lang={CLINICAL}>{brands.join(", ")}</small>}
                <span class="sr">{w.add}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen && chosen.length > 0 ? (
        <ul class="row" aria-label={w.chosenMedicines}>
          {chosen.map((code) => (
            <li class="chip" key={code}>
              <span lang={CLINICAL}>{labelOf(code)}</span>
              <button type="button" onClick={() => drop(code)}>
                <span aria-hidden="true">×</span>
                <span class="sr">{mixed(w.remove(w.clinical(labelOf(code))))}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <fieldset class="seg">
          <legend class="sr" lang={CLINICAL}>{input.label}</legend>
          <div>
            <label>
              <input type="checkbox" checked={chosen !== undefined} onChange={() => list(input.id, chosen === undefined ? [] : null)} />
              <span>{w.noneOfThese}</span>
            </label>
          </div>
        </fieldset>
      )}
      <FromLink id={input.id} />
    </div>
  );
}
