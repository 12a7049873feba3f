/** Where this patient is, the next step and why, with everything needed to do it and to take it along. */
import { AnswerBody } from "../answer/Body";
import { Entered } from "../answer/Entered";
import { StampLine } from "../answer/Stamp";
import { TakeAlong } from "../answer/TakeAlong";
import type { GuidedProps } from "../App";
import { theCase } from "../case";
import { isHold, useAnswers } from "../evaluate";
import { plainText } from "../plain";
import { useStore } from "../store";
import { useWords } from "../words";

export function Answer({ from }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const answers = useAnswers(from);
  const text = () => plainText(from, it, answers, w, new Date());
  return (
    <>
      <main id="main" class="two">
        <AnswerBody from={from} answers={answers} text={text} />
        <Entered from={from} answers={answers} text={text} />
        <StampLine from={from} />
      </main>
      <TakeAlong text={text} held={isHold(answers) ? answers.pathway.outcome.title : null} />
    </>
  );
}
