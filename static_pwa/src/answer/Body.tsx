/** The answer in layers; each answers one more question. The order here is the order on the phone. */
import { isHold, isWaiting, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { theCase } from "../case";
import { useStore } from "../store";
import { Alerts } from "./Alerts";
import { ClocksSheet } from "./Clocks";
import { DoNow } from "./DoNow";
import { Doses } from "./Doses";
import { DrugChoice } from "./DrugChoice";
import { Needs } from "./Needs";
import { Options } from "./Options";
import { Sources } from "./Sources";
import { StampLine } from "./Stamp";
import { Step } from "./Step";
import { WhyNot } from "./WhyNot";
import { WouldChange } from "./WouldChange";

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  /** Beside the form: the form's title is the page's heading, and moving to a field needs no change of screen. */
  beside?: boolean;
  text?: () => string;
}

export function AnswerBody({ from, answers, beside = false, text }: Props) {
  const it = useStore(theCase);
  const waiting = isWaiting(answers);
  const hold = isHold(answers);
  const unconfirmed = it.fromLink.length;
  return (
    <div class="stack">
      <Step from={from} answers={answers} beside={beside} text={text} />
      <div class="stack flow">
        {waiting && <Needs from={from} answers={answers} />}
        {!waiting && <DoNow outcome={answers.pathway.outcome} hold={hold} />}
        <Alerts alerts={answers.pathway.alerts} />
        {!waiting && <Doses from={from} answers={answers} hold={hold} unconfirmed={unconfirmed} />}
        {!waiting && <DrugChoice from={from} rows={answers.pathway.drug_choice} />}
        {!waiting && <Options from={from} options={answers.pathway.options} />}
        {!waiting && answers.pathway.clocks && <ClocksSheet clocks={answers.pathway.clocks} />}
        {!waiting && <WouldChange rows={answers.pathway.would_change} />}
        {!waiting && <WhyNot rows={answers.pathway.why_not} />}
      </div>
      {!waiting && <Sources from={from} answers={answers} />}
      {beside && <StampLine from={from} />}
    </div>
  );
}
