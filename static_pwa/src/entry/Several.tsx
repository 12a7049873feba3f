/** Any number of answers. "None" is an answer; leaving everything open is another. */
import { list, notKnown, saidNotKnown, theCase } from "../case";
import type { ListInput } from "../guideline";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { Group } from "./Group";

interface Props {
  input: ListInput;
  says?: string | undefined;
  needed?: boolean;
}

export function Several({ input, says, needed = false }: Props) {
  const w = useWords();
  const chosen = useStore(theCase, (it) => it.listed[input.id]);
  const notSaid = useStore(theCase, (it) => saidNotKnown(it, input.id));
  const toggle = (code: string) => {
    const had = chosen ?? [];
    // Kept in the order of the guideline, so that the same answers always read the same.
    const now = input.codes.map((one) => one.code).filter((one) => (one === code ? !had.includes(one) : had.includes(one)));
    list(input.id, now.length > 0 ? now : null);
  };
  return (
    <Group input={input} says={says} needed={needed} wide>
      {input.codes.map(({ code, label }) => (
        <label key={code} lang={CLINICAL}>
          <input type="checkbox" checked={chosen?.includes(code) ?? false} onChange={() => toggle(code)} />
          <span>{label}</span>
        </label>
      ))}
      <label>
        <input type="checkbox" checked={chosen !== undefined && chosen.length === 0} onChange={() => list(input.id, chosen?.length === 0 ? null : [])} />
        <span>{w.noneOfThese}</span>
      </label>
      <label class="not-known">
        <input type="checkbox" checked={notSaid} onChange={() => (notSaid ? list(input.id, null) : notKnown(input.id))} />
        <span>{w.notKnown}</span>
      </label>
    </Group>
  );
}
