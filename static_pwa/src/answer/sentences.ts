/** The guideline's words, sentence by sentence: on the screen the first one leads and the rest follows. */
import { decisiveOf, isWaiting, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";

export const sentences = (said: string | undefined): readonly string[] => (said ? said.split(/(?<=[\p{Ll}\d)%”²]\.) (?=[\p{Lu}“])/u) : []);

/** What is said of the step: first what an alert has put before everything else to do, then what decided, with the patient's own numbers, then the rest. */
export function toldOf(from: GuidelineDocument, answers: Answers): readonly string[] {
  const { says, do_now } = answers.pathway.outcome;
  const all = sentences(says);
  const first = all.filter((one) => do_now.some(({ title }) => one === `${title}.`));
  const decisive = isWaiting(answers) ? undefined : decisiveOf(from, answers);
  if (decisive) first.push(decisive.because);
  return [...first, ...all.filter((one) => !first.some((said) => said.includes(one)))];
}

/** What a stop asks and what was found there; where the finding says the rule again, it is said once. */
export function stopOf(rule: string, because: string): readonly [string, string] {
  const asked = /[?:]$/.test(rule) ? rule : `${rule}:`;
  return [asked, because.startsWith(asked) ? because.slice(asked.length).trimStart() : because];
}
