/** What the clinician enters: only what the next step needs, with the answer beside it. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { AnswerBody } from "../answer/Body";
import type { GuidedProps } from "../App";
import { clear, saidNotKnown, theCase } from "../case";
import { typing } from "../entry/Field";
import { Gates } from "../entry/Gates";
import { One } from "../entry/One";
import { Settle, type Unsettled } from "../entry/Settle";
import { ToConfirm } from "../entry/ToConfirm";
import { toField } from "../entry/toField";
import { useAnswers, visible } from "../evaluate";
import type { FormInput, GuidelineDocument, Input, QuantityInput } from "../guideline";
import { Bar } from "../parts/Bar";
import { room } from "../room";
import { go } from "../screens";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";

/** `about`: the form. */
export function Entry({ from, about }: GuidedProps) {
  const form = from.forms.find(({ id }) => id === about) ?? from.forms[0]!;
  const w = useWords();
  const it = useStore(theCase);
  const now = useStore(typing);
  const [asked, ask] = useState(0);
  const answers = useAnswers(from);
  const also = useMemo(() => new Set<string>(), [form]);
  // Harm is graded from what is known, on a screen of its own: the gates of the pathway do not stand before it.
  const harm = form.id === "toxicity";
  const { missing } = harm ? answers.checklist : answers.pathway;
  const says = harm ? answers.checklist : answers.pathway.outcome;
  const halt = says.urgency === "urgent";
  const blank = harm ? answers.checklist.not_assessed.length : 0;

  const sections = form.sections
    .map((section) => ({ section, inputs: section.inputs.filter((one) => visible(from, answers.inputs, one, it.who)) }))
    .filter(({ inputs }) => inputs.length > 0);
  const shownHere = sections.flatMap(({ inputs }) => inputs.map(({ input }) => input));
  // What stands in the way has its field here too; once put, a question stays: a first digit answers it, and more are to come.
  for (const id of [...answers.doubts.map(({ id }) => id), ...missing]) if (!shownHere.includes(id)) also.add(id);
  const extra = [...also].filter((id) => !shownHere.includes(id));

  const label = (id: string) => from.inputs[id]?.label ?? id;
  const doubts = answers.doubts.filter(({ id }) => id !== now);
  const open = missing.filter((id) => !saidNotKnown(it, id));
  const unsettled: Unsettled[] = [
    ...doubts.map(({ id, says }) => ({ id, says: w.settleOne(label(id), says) })),
    ...open.filter((id) => !doubts.some((one) => one.id === id)).map((id) => ({ id, says: w.settleMissing(label(id)) })),
  ];
  const settle = unsettled.map(({ id }) => label(id));
  /** What stands in the way of a step, also where it was said not to be known: nothing is urgent or routine before that. */
  const lacks = settle.length > 0 ? settle : missing.map(label);

  const next = () => {
    if (doubts.length > 0) return ask(asked + 1);
    const first = [...shownHere, ...extra].find((id) => open.includes(id));
    if (first === undefined || !toField(first)) go(harm ? "checklist" : "answer", form.id);
  };

  return (
    <>
      <main id="main" class="two">
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            next();
          }}
        >
          <h1 class="lead-in" lang={CLINICAL}>{form.title}</h1>
          <ToConfirm from={from} />
          <Settle these={unsettled} asked={asked} />
          {sections.map(({ section, inputs }) =>
            section.optional ? (
              <Optional key={section.id} title={section.title} given={inputs.filter(({ input }) => answers.inputs[input] !== undefined).length} open={inputs.some(({ input }) => missing.includes(input) || doubts.some(({ id }) => id === input))}>
                <Inputs from={from} inputs={inputs} missing={missing} />
              </Optional>
            ) : (
              <section class={section.gates ? "sheet stack tight" : "sheet stack"} aria-labelledby={`s-${section.id}`} key={section.id}>
                <h2 id={`s-${section.id}`} lang={CLINICAL}>{section.title}</h2>
                {section.gates && <Gates from={from} section={{ ...section, inputs }} />}
                <Inputs from={from} inputs={section.gates ? inputs.filter(({ confirms }) => confirms === undefined) : inputs} missing={missing} />
              </section>
            ),
          )}
          {extra.length > 0 && (
            <section class="sheet stack" aria-labelledby="s-extra">
              <h2 id="s-extra">{w.alsoNeeded}</h2>
              <Inputs from={from} inputs={extra.map((input) => ({ input }))} missing={missing} />
            </section>
          )}
          <p class="row desk">
            <button type="submit" class="btn main">
              {settle.length > 0 ? w.next : w.seeAnswer}
            </button>
          </p>
          <p class="row">
            <button
              type="button"
              class="btn"
              onClick={() => {
                clear("asked");
                go("start");
              }}
            >
              {w.clearAll}
            </button>
            <span class="hint">{w.clearAllHint}</span>
          </p>
        </form>
        {useStore(room) && (
          <div class="stay">
            <AnswerBody from={from} answers={answers} beside />
          </div>
        )}
      </main>
      <Bar halt={halt} {...(settle.length > 0 && !halt ? { title: w.settleNext } : { title: says.title, lang: CLINICAL })} says={lacks.length > 0 ? w.few(lacks.map(w.clinical)) : blank > 0 && !halt ? w.counted(blank, w.grade.none) : w.urgency[says.urgency]}>
        <button type="button" class="btn main" onClick={next}>
          {settle.length > 0 ? w.next : w.seeAnswer}
        </button>
      </Bar>
    </>
  );
}

/** What only sharpens an answer stays folded until it is wanted, or asked for. */
function Optional({ title, given, open, children }: { title: string; given: number; open: boolean; children: ComponentChildren }) {
  const w = useWords();
  return (
    <details class="sheet" open={open}>
      <summary>
        <h2 lang={CLINICAL}>{title}</h2>
        {given > 0 && <span class="hint">{w.given(given)}</span>}
      </summary>
      <div class="stack">{children}</div>
    </details>
  );
}

/** Short numbers stand two and two; everything else takes the line. */
function Inputs({ from, inputs, missing }: { from: GuidelineDocument; inputs: readonly FormInput[]; missing: readonly string[] }) {
  const rows: FormInput[][] = [];
  for (const one of inputs) {
    const last = rows.at(-1);
    const input = from.inputs[one.input];
    if (last?.length === 1 && input && isShort(input) && isShort(from.inputs[last[0]!.input])) last.push(one);
    else rows.push([one]);
  }
  return (
    <>
      {rows.map((row) => {
        const drawn = row.map((one) => <One key={one.input} from={from} one={one} needed={missing.includes(one.input)} />);
        return row.length > 1 ? (
          <div class="pair" key={row[0]!.input}>
            {drawn}
          </div>
        ) : (
          drawn
        );
      })}
    </>
  );
}

const SHORT = 24;
const isShort = (input: Input | undefined): input is QuantityInput => input?.kind === "quantity" && (input.hint ?? "").length === 0 && input.label.length <= SHORT;
