/** Is the drug doing harm? Twelve checks, each with its shape and word, and the one action that the worst asks for. */
import { useState } from "preact/hooks";
import { CopyButton } from "../answer/CopyButton";
import { DoNow } from "../answer/DoNow";
import { SourceLinks } from "../answer/SourceLinks";
import { StampLine } from "../answer/Stamp";
import { TroughBand } from "../answer/TroughBand";
import type { GradedItem } from "../answers";
import type { GuidedProps } from "../App";
import { theCase } from "../case";
import { One } from "../entry/One";
import { isHold, useAnswers, type Answers } from "../evaluate";
import type { GuidelineDocument } from "../guideline";
import { Bar } from "../parts/Bar";
import { Certain } from "../parts/Certain";
import { Glyph } from "../parts/Glyph";
import { Grade, gradeOf } from "../parts/Grade";
import { mixed } from "../parts/mixed";
import { plainText } from "../plain";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";

const ORDER = ["stop", "act", "watch", "not_assessed", "ok"] as const;
const rank = (grade: string): number => ORDER.findIndex((one) => one === grade);

export function Checklist({ from }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const answers = useAnswers(from);
  const { checklist } = answers;
  const text = () => plainText(from, it, answers, w, new Date());
  const hold = checklist.applies === true && checklist.urgency === "urgent";
  // Worst first; within a grade the guideline's order.
  const items = [...checklist.items].sort((a, b) => rank(a.grade) - rank(b.grade));
  const counted = ORDER.flatMap((grade) => {
    const count = items.filter((item) => item.grade === grade).length;
    return count > 0 ? [w.counted(count, w.grade[gradeOf(grade)])] : [];
  });

  return (
    <>
      <main id="main" class="two">
        <div class="stack">
          <section class={`step${hold ? " halt" : checklist.action === null || (rank(items[0]!.grade) > rank("watch") && checklist.not_assessed.length > 0) ? " wait" : ""}`}>
            <div class="head stack tight">
              {hold && (
                <p class="row">
                  <Glyph name="stop" />
                  <b>{w.grade.stop}</b>
                </p>
              )}
              <h1 lang={CLINICAL}>{checklist.title}</h1>
              <p class="lead" lang={CLINICAL}>{hold ? items[0]?.because : checklist.says}</p>
              {hold && <p lang={CLINICAL}>{checklist.says}</p>}
              {hold && (
                <p class="desk">
                  <CopyButton text={text} label={w.copyForCall} />
                </p>
              )}
            </div>
          </section>
          {!checklist.applies && (
            <section class="sheet stack">
              <One from={from} one={{ input: "cni_status" }} needed />
            </section>
          )}
          {isHold(answers) && <DoNow outcome={answers.pathway.outcome} hold />}
          {checklist.applies && (
            <section class="sheet stack tight">
              <TroughBand from={from} answers={answers} Title="h2" />
              {typeof answers.inputs["cni_drug"] !== "string" && <One from={from} one={{ input: "cni_drug" }} needed={false} />}
            </section>
          )}
        </div>
        {checklist.applies && (
          <section class="sheet stack tight" aria-labelledby="checks">
            <h2 id="checks">{w.checks(items.length)}</h2>
            <p>
              {w.mostSevere} <b>{counted[0]}</b>
              {counted.slice(1).map((one) => `, ${one}`)}.
            </p>
            <ul class="lines split">
              {items.map((item) => (
                <Item key={item.id} from={from} item={item} answers={answers} />
              ))}
            </ul>
            <p class="hint">{w.notAssessedNeverOk}</p>
            <StampLine from={from} />
          </section>
        )}
      </main>
      <Bar halt={hold} title={checklist.title} lang={CLINICAL} says={counted.slice(0, 3).join(", ")}>
        {hold ? (
          <CopyButton text={text} label={w.copyForCall} main />
        ) : (
          <button type="button" class="btn main" onClick={() => go("answer")}>
            {w.seeAnswer}
          </button>
        )}
      </Bar>
    </>
  );
}

function Item({ from, item, answers }: { from: GuidelineDocument; item: GradedItem; answers: Answers }) {
  const w = useWords();
  const [open, setOpen] = useState(false);
  const { title, asks } = item;
  const blank = item.grade === "not_assessed";
  const grade = <Grade grade={gradeOf(item.grade)} />;
  const toggle = (
    <button type="button" class={blank ? "btn" : "link"} aria-expanded={open} onClick={() => setOpen(!open)}>
      {open ? w.done : blank ? w.addValue : w.change}
      <span class="sr" lang={CLINICAL}>: {title}</span>
    </button>
  );
  return (
    <li id={`item-${item.id}`}>
      <div class="full stack tight">
        {blank ? (
          <div class="row apart nowrap">
            <span>
              <b lang={CLINICAL}>{title}</b>
              <br />
              {grade}
            </span>
            {toggle}
          </div>
        ) : (
          <>
            <div class="row apart">
              <b lang={CLINICAL}>{title}</b>
              {grade}
            </div>
            <div class="row apart nowrap">
              <p lang={CLINICAL}>{item.because}</p>
              {toggle}
            </div>
            {item.does && <p class="hint" lang={CLINICAL}>{item.does}</p>}
          </>
        )}
        {item.notes.map((note) => (
          <p class="hint" key={note} lang={CLINICAL}>
            {note}
          </p>
        ))}
        {namesOneDrug(from, item.likelier) && <p class="hint">{mixed(w.likelier(item.likelier))}</p>}
        {open && (
          <div class="stack">
            {asks.map((input) => (
              <One key={input} from={from} one={{ input }} needed={blank && answers.inputs[input] === undefined} />
            ))}
            <div>
              <SourceLinks from={from} sources={item.sources} />
              <Certain how={item.certainty} from={from} />
            </div>
          </div>
        )}
      </div>
    </li>
  );
}

/** "Both drugs" tells nobody anything; which of the two is likelier does. */
function namesOneDrug(from: GuidelineDocument, likelier: string): boolean {
  const drugs = from.inputs["cni_drug"];
  return drugs?.kind === "code" && drugs.codes.some(({ label }) => likelier.toLowerCase().includes(label.toLowerCase()));
}
