/** The answer in view while typing, on a phone. On a wide screen the whole answer stands beside the form instead. */
import type { Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { useWords } from "../words";

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  open: readonly string[];
  doubts: readonly string[];
  onNext: () => void;
}

export function Bar({ from, answers, open, doubts, onNext }: Props) {
  const w = useWords();
  const { outcome } = answers.pathway;
  const halt = outcome.urgency === "urgent";
  const settle = [...doubts, ...open.filter((id) => !doubts.includes(id))].map((id) => from.inputs[id]?.label ?? id);
  return (
    <aside class={halt ? "bar phone halt" : "bar phone"} aria-label={w.answerSoFar}>
      <p>
        <b>{settle.length > 0 && !halt ? w.toSettleCount(settle.length) : outcome.title}</b>
        <br />
        {settle.length > 0 ? w.few(settle) : w.urgency[outcome.urgency]}
      </p>
      <button type="button" class="btn main" onClick={onNext}>
        {settle.length > 0 ? w.next : w.seeAnswer}
      </button>
    </aside>
  );
}
