/** The answer in layers; each answers one more question. The order here is the order on the phone. */
import { isHold, isWaiting, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { theCase } from "../case";
import { Sheet } from "../parts/Sheet";
import { room } from "../room";
import { useStore } from "../store";
import { useWords } from "../words";
import { Alerts } from "./Alerts";
import { Causes } from "./Causes";
import { ClocksSheet } from "./Clocks";
import { DoNow } from "./DoNow";
import { Doses } from "./Doses";
import { DrugChoice } from "./DrugChoice";
import { Needs } from "./Needs";
import { Options } from "./Options";
import { Sources } from "./Sources";
import { StampLine } from "./Stamp";
import { Step, Why } from "./Step";
import { WhyNot } from "./WhyNot";
import { WouldChange } from "./WouldChange";

/** The outcome that asks for the causes to be gone through. */
const CAUSES_FIRST = "exclude_secondary_causes";

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  /** Beside the form: the form's title is the page's heading, and moving to a field needs no change of screen. */
  beside?: boolean;
  text?: () => string;
}

export function AnswerBody({ from, answers, beside = false, text }: Props) {
  const w = useWords();
  const it = useStore(theCase);
  const waiting = isWaiting(answers);
  const hold = isHold(answers);
  const wide = useStore(room);
  const unconfirmed = it.fromLink.length;
  return (
    <div class="stack">
      <Step from={from} answers={answers} beside={beside} text={text} unconfirmed={unconfirmed} />
      <div class="stack flow">
        {waiting && <Needs from={from} answers={answers} />}
        {!waiting && <DoNow outcome={answers.pathway.outcome} hold={hold} />}
        {answers.pathway.outcome.id === CAUSES_FIRST && (
          <Sheet title={w.causes}>
            <Causes from={from} />
          </Sheet>
        )}
        <Alerts answers={answers} />
        {!waiting && <DrugChoice from={from} rows={answers.pathway.drug_choice} />}
        {!waiting && <Doses from={from} answers={answers} hold={hold} unconfirmed={unconfirmed} />}
        {(hold || !wide) && <Why from={from} answers={answers} />}
        {!waiting && <Options from={from} options={answers.pathway.options} />}
        {!waiting && answers.pathway.clocks && <ClocksSheet clocks={answers.pathway.clocks} anew={from.starting.includes(answers.pathway.outcome.id)} />}
        {!waiting && <WouldChange rows={answers.pathway.would_change} />}
        {!waiting && <WhyNot rows={answers.pathway.why_not} />}
      </div>
      {!waiting && <Sources from={from} answers={answers} />}
      {beside && <StampLine from={from} />}
    </div>
  );
}
