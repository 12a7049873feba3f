/** The case and its answer as plain text, for a note: everything with its unit, and the stamp that says what made it. */
import { sentences, stopOf, toldOf } from "./answer/sentences";
import { targetOf } from "./answer/TroughBand";
import { warningsOf } from "./answer/warnings";
import type { DerivedNumber, Span } from "./answers";
import type { Case } from "./case";
import { compared, newerThan } from "./compared";
import { alertsOf, harmOf, isHold, isWaiting, judge, type Answers } from "./evaluate";
import { isOverdue, withUnit, type GuidelineDocument } from "./guideline";
import { dosed, shown } from "./numbers";
import { holdsDoses } from "./seen";
import { APP_VERSION } from "./version";
import { MARKS, type Words } from "./words";

export interface Line {
  label: string;
  value: string;
  note?: string;
}

/** What was entered and what was worked out from it, in the order of the guideline. */
export function enteredLines(from: GuidelineDocument, it: Case, answers: Answers, w: Words): Line[] {
  const lines: Line[] = [];
  for (const input of Object.values(from.inputs)) {
    const given = answers.inputs[input.id];
    if (input.kind === "quantity") {
      const typed = it.typed[input.id];
      if (!typed) continue;
      const judged = judge(from, it, input, typed);
      if (given !== undefined && "amount" in judged) lines.push({ label: input.label, value: withUnit(from, judged.kind === "ok" && judged.plain && !/[^\d.]/.test(typed.text) ? typed.text : shown(judged.amount.value), judged.amount.unit) });
      else lines.push({ label: input.label, value: typed.text, note: "?" });
    } else if (input.kind === "code") {
      if (typeof given === "string") lines.push({ label: input.label, value: w.clinical(input.codes.find(({ code }) => code === given)?.label ?? given) });
    } else if (Array.isArray(given)) {
      lines.push({ label: input.label, value: given.length === 0 ? w.noneOfThese : given.map((code) => w.clinical(input.codes.find((one) => one.code === code)?.label ?? String(code))).join(", ") });
    }
  }
  for (const [id, found] of Object.entries(answers.pathway.derived)) {
    if (!isNumber(found) || !from.derived[id]?.label) continue;
    lines.push({ label: from.derived[id].label, value: found.unit === "1" ? `${shown(Math.round(found.value * 1000) / 10)} %` : withUnit(from, shown(found.value), found.unit ?? "1") });
  }
  return lines;
}

const isNumber = (it: string | DerivedNumber): it is DerivedNumber => typeof it === "object";

/** "4 to 8 mg", or the one number where both ends are the same. */
export const span = (from: GuidelineDocument, { low, high, unit }: Span, w: Words): string =>
  withUnit(from, low === high ? dosed(low) : w.range(dosed(low), dosed(high)), unit);

export function plainText(from: GuidelineDocument, it: Case, answers: Answers, w: Words, when: Date): string {
  const { outcome, path, missing } = answers.pathway;
  const waiting = isWaiting(answers);
  const newer = newerThan(from.version, compared.get());
  const harm = isHold(answers) ? null : harmOf(answers);
  const block = (title: string, lines: readonly string[]) => (lines.length > 0 ? ["", title, ...lines.map((line) => `- ${line}`)] : []);
  const out = [
    `${w.app}: ${outcome.title}`,
    ...toldOf(from, answers),
    ...block(w.needed, [...answers.doubts.map(({ id, says }) => `${from.inputs[id]?.label}: ${says}`), ...missing.map((id) => from.inputs[id]?.label ?? id)]),
    ...(waiting ? [] : block(w.doNow, (outcome.do_now).map(({ title, says }) => (says ? `${title}: ${says}` : title)))),
    ...block(w.alerts, [
      ...(harm ? [`${w.grade[harm.grade]}: ${[`${w.afterColon(harm.title)}.`, harm.says, ...harm.items].filter(Boolean).join(" ")}`] : []),
      ...alertsOf(answers).map(({ grade, title, says }) => `${w.grade[grade]}: ${w.afterColon(title)}. ${says}`),
    ]),
  ];
  if (!waiting) out.push(...block(w.whichDrug, answers.pathway.drug_choice.map(({ says }) => says)));
  // A dose leaves the screen only where the screen itself shows one.
  if (!waiting && !isHold(answers) && it.fromLink.length === 0 && !holdsDoses(from)) {
    const { shared, own, alerted } = warningsOf(answers);
    const doses = answers.doses.doses.flatMap((dose) => {
      const titles = alerted(dose);
      const range = dose.step_per_dose ?? dose.range;
      const head = `${dose.label}: ${range ? span(from, range, w) : ""}`;
      const options = (dose.options ?? []).map(({ total, morning, evening }) => w.perDay(shown(total), shown(morning), shown(evening)));
      // No pair of capsules makes it up: the working ends with what to do instead.
      const otherwise = dose.drug && options.length === 0 ? dose.working.slice(-1) : [];
      return [head, ...options, ...otherwise, ...sentences(dose.says), ...own(dose), ...(titles.length > 0 ? [w.seeAlerts(titles)] : [])];
    });
    const target = targetOf(from, answers, it.who);
    out.push(...block(w.doses, [...shared, ...doses, ...(target ? [`${w.targetTrough(target.drug)}: ${target.range}`] : [])]));
  }
  if (!waiting) out.push(...block(w.options, answers.pathway.options.map(({ title, says, not_for_this_patient }) => `${title}${not_for_this_patient ? ` (${w.afterColon(w.notForThisPatient)})` : ""}: ${says}`)));
  out.push(
    ...block(w.entered, enteredLines(from, it, answers, w).map(({ label, value }) => `${label.replace(/\?$/, "")}: ${value}`)),
    ...block(w.whyLastFirst, [...path].reverse().map(({ rule, because }) => stopOf(rule, because).join(" "))),
    "",
    w.stamp(from.id, from.version, w.day(from.review_by), APP_VERSION, w.moment(when)),
    ...(isOverdue(from, when) ? [w.reviewPassed(w.day(from.review_by))] : []),
    ...(newer ? [w.newerGuideline(newer)] : []),
    from.disclaimer,
  );
  return out.join("\n").split(MARKS).join("");
}
