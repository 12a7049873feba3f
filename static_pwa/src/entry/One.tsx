/** One input of the guideline, drawn as its kind asks. */
import { useMemo } from "preact/hooks";
import type { FormInput, GuidelineDocument } from "../guideline";
import { Choice } from "./Choice";
import { Field } from "./Field";
import { formulations } from "./formulations";
import { Medicines } from "./Medicines";
import { Several } from "./Several";

interface Props {
  from: GuidelineDocument;
  one: FormInput;
  needed: boolean;
}

/** Each input watches what concerns it: a key in one does not draw the others anew. */
export const One = ({ from, one, needed }: Props) =>
  useMemo(() => {
    const input = from.inputs[one.input];
    if (!input) return null;
    if (input.kind === "quantity") return <Field from={from} input={input} says={one.says} needed={needed} />;
    if (input.kind === "code") return <Choice input={input.id === "cni_formulation" ? formulations(input) : input} says={one.says} needed={needed} />;
    return input.id === "medicines" ? <Medicines input={input} needed={needed} /> : <Several input={input} says={one.says} needed={needed} />;
  }, [from, one, needed]);
