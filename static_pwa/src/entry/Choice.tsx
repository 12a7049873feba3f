/** One answer out of a few. No default for anything clinical; "not known" is an answer too. */
import { useId } from "preact/hooks";
import { choose, theCase } from "../case";
import type { CodeInput } from "../guideline";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { Group } from "./Group";

interface Props {
  input: CodeInput;
  says?: string | undefined;
  needed?: boolean;
}

/** Three in a row hold short words; longer ones stand two and two. */
const LONG = 18;
const LONG_WORD = 9;
export const isLong = (label: string): boolean => label.length > LONG || label.split(/[\s-]/).some((word) => word.length > LONG_WORD);

export function Choice({ input, says, needed = false }: Props) {
  const w = useWords();
  const name = useId();
  const chosen = useStore(theCase, (it) => it.chosen[input.id]);
  const never = useStore(theCase, (it) => it.chosen["cni_status"] === "never");
  // Where a plan or the clinician's own word is asked for, there is nothing to know.
  const open = input.id === "steroid_resistance" ? w.notElsewhere : input.id === "cni_drug" && never ? w.drugOpen : w.notKnown;
  const codes = [...input.codes.filter(({ code }) => code !== "unknown"), { code: "unknown", label: open }];
  return (
    <Group input={input} says={says} needed={needed} wide={codes.some(({ label }) => isLong(label))}>
      {codes.map(({ code, label }) => (
        <label key={code} lang={code === "unknown" ? undefined : CLINICAL} class={code === "unknown" ? "not-known" : undefined}>
          <input type="radio" name={name} value={code} checked={chosen === code} onChange={() => choose(input.id, code)} />
          <span>{label}</span>
        </label>
      ))}
    </Group>
  );
}
