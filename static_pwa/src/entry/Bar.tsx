/** The answer in view while typing, on a phone. On a wide screen the whole answer stands beside the form instead. */
import type { PathwayAnswer } from "../answers";
import type { GuidelineDocument } from "../guideline";
import { useWords } from "../words";

interface Props {
  from: GuidelineDocument;
  says: Pick<PathwayAnswer["outcome"], "title" | "urgency">;
  open: readonly string[];
  doubts: readonly string[];
  onNext: () => void;
}

export function Bar({ from, says, open, doubts, onNext }: Props) {
  const w = useWords();
  const halt = says.urgency === "urgent";
  const settle = [...doubts, ...open.filter((id) => !doubts.includes(id))].map((id) => from.inputs[id]?.label ?? id);
  return (
    <aside class={halt ? "bar phone halt" : "bar phone"} aria-label={w.answerSoFar}>
      <p>
        <b>{settle.length > 0 && !halt ? w.toSettleCount(settle.length) : says.title}</b>
        <br />
        {settle.length > 0 ? w.few(settle) : w.urgency[says.urgency]}
      </p>
      <button type="button" class="btn main" onClick={onNext}>
        {settle.length > 0 ? w.next : w.seeAnswer}
      </button>
    </aside>
  );
}
