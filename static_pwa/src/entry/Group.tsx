/** A question whose answers are ticked: its words, its hint, its answers, and whether one came from outside. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { theCase } from "../case";
import type { CodeInput, ListInput } from "../guideline";
import { useStore } from "../store";
import { CLINICAL } from "../words";
import { FromLink, useFromLink } from "./FromLink";
import { Needed } from "./Needed";

interface Props {
  input: CodeInput | ListInput;
  says: string | undefined;
  needed: boolean;
  /** Answers of many words stand two and two. */
  wide: boolean;
  children: ComponentChildren;
}

export function Group({ input, says, needed, wide, children }: Props) {
  const id = useId();
  const who = useStore(theCase, (it) => it.who);
  // Told to say nothing: what the hint says stands beside it in full.
  const hint = says !== "" && [(who && input.hintFor?.[who]) ?? input.hint, says].filter(Boolean).join(" ");
  return (
    <fieldset class={`seg${wide ? " wide" : ""}${useFromLink(input.id) ? " from" : ""}`} id={`field-${input.id}`} aria-describedby={hint ? id : undefined}>
      <legend>
        <span lang={CLINICAL}>{input.label}</span> {needed && <Needed />}
      </legend>
      {hint && (
        <p class="hint" id={id} lang={CLINICAL}>
          {hint}
        </p>
      )}
      <div>{children}</div>
      <FromLink id={input.id} />
    </fieldset>
  );
}
