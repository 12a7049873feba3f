/** The statements without which no step is given: read in full, confirmed with one button, each open to "Not so". Nothing is preselected. */
import { useState } from "preact/hooks";
import { change, choose, list, theCase, type Case } from "../case";
import type { FormInput, GuidelineDocument, Section } from "../guideline";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { Choice } from "./Choice";
import { FromLink } from "./FromLink";
import { Several } from "./Several";

type State = "open" | "confirmed" | "otherwise";

const isList = (confirms: FormInput["confirms"]): confirms is readonly string[] => Array.isArray(confirms);

function stateOf(it: Case, gate: FormInput): State {
  const { input, confirms } = gate;
  if (isList(confirms)) {
    const listed = it.listed[input];
    if (listed === undefined) return "open";
    return listed.length === confirms.length && confirms.every((code) => listed.includes(code)) ? "confirmed" : "otherwise";
  }
  const chosen = it.chosen[input];
  if (chosen === undefined || chosen === "unknown") return "open";
  return chosen === confirms ? "confirmed" : "otherwise";
}

export function Gates({ from, section }: { from: GuidelineDocument; section: Section }) {
  const w = useWords();
  const it = useStore(theCase);
  const [opened, open] = useState<readonly string[]>([]);
  const [before, remember] = useState<Pick<Case, "chosen" | "listed"> | null>(null);
  const gates = section.inputs.filter(({ confirms }) => confirms !== undefined);
  const left = gates.filter((gate) => stateOf(it, gate) === "open" && !opened.includes(gate.input));

  const confirmAll = () => {
    remember({ chosen: it.chosen, listed: it.listed });
    const chosen = { ...it.chosen };
    const listed = { ...it.listed };
    for (const { input, confirms } of left) {
      if (isList(confirms)) listed[input] = confirms;
      else chosen[input] = confirms as string;
    }
    change({ chosen, listed });
  };
  const undo = () => {
    if (before) change(before);
    remember(null);
  };
  const takeBack = (gate: FormInput) => {
    if (isList(gate.confirms)) list(gate.input, null);
    else choose(gate.input, null);
    open([...opened, gate.input]);
  };

  return (
    <>
      <ul class="route">
        {gates.map((gate) => {
          const input = from.inputs[gate.input];
          if (!input) return null;
          const state = stateOf(it, gate);
          const isOpened = opened.includes(gate.input) || state === "otherwise";
          const statement = gate.title ?? input.label;
          // What came from outside is nobody's word yet, whatever it says.
          const settled = state === "confirmed" && !it.fromLink.includes(gate.input);
          return (
            <li key={gate.input} class={settled ? "on" : "next"} id={isOpened ? undefined : `field-${gate.input}`}>
              {isOpened && state !== "confirmed" ? (
                <div class="stack tight">
                  {input.kind === "list" ? <Several input={input} /> : input.kind === "code" ? <Choice input={input} /> : null}
                </div>
              ) : (
                <>
                  <div class="row apart nowrap">
                    <span>
                      <b lang={CLINICAL}>{statement}</b>
                      {settled && <span class="sr">{w.confirmed}</span>}
                      {gate.says && (
                        <>
                          <br />
                          <small lang={CLINICAL}>{gate.says}</small>
                        </>
                      )}
                    </span>
                    <button type="button" class="link" onClick={() => takeBack(gate)}>
                      {w.notSo}
                      <span class="sr" lang={CLINICAL}>: {statement}</span>
                    </button>
                  </div>
                  <FromLink id={gate.input} />
                </>
              )}
            </li>
          );
        })}
      </ul>
      {left.length > 0 ? (
        <p>
          <button type="button" class="btn main full" id="confirm-gates" onClick={confirmAll}>
            {w.allTrue(left.length, gates.length)}
          </button>
        </p>
      ) : (
        before && (
          <p class="row apart">
            <span class="hint">{w.gatesConfirmed}</span>
            <button type="button" class="btn" onClick={undo}>
              {w.undo}
            </button>
          </p>
        )
      )}
    </>
  );
}
