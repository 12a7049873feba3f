/** The doses that the step allows, in real capsules; or the reason why none is shown. */
import { useState } from "preact/hooks";
import type { Dose, Withheld } from "../answers";
import { theCase } from "../case";
import { isOf } from "../entry/formulations";
import { One } from "../entry/One";
import { toField } from "../entry/toField";
import type { Answers } from "../evaluate";
import { withUnit, type GuidelineDocument } from "../guideline";
import { dosed } from "../numbers";
import { AlertLine } from "../parts/Alert";
import { Changed } from "../parts/Changed";
import { Certain } from "../parts/Certain";
import { Folded } from "../parts/Folded";
import { Glyph } from "../parts/Glyph";
import { mixed } from "../parts/mixed";
import { span } from "../plain";
import { holdsDoses, seen } from "../seen";
import { useStore } from "../store";
import { CLINICAL, useWords, type Words } from "../words";
import { Capsules } from "./Capsules";
import { SourceLinks } from "./SourceLinks";
import { sentences } from "./sentences";
import { toPart } from "./toPart";
import { labelOf, TroughBand } from "./TroughBand";
import { warningsOf, type Warnings } from "./warnings";

const DRUG = "cni_drug";
const FORM = "cni_formulation";

interface Props {
  from: GuidelineDocument;
  answers: Answers;
  hold: boolean;
  unconfirmed: number;
}

export function Doses({ from, answers, hold, unconfirmed }: Props) {
  const w = useWords();
  const it = useStore(theCase);
  useStore(seen);
  // Nothing closes under the finger that has just chosen.
  const settled = isOf(answers.inputs[DRUG], answers.inputs[FORM]);
  const [again, ask] = useState(!settled);
  const asked = again || !settled;
  const unread = holdsDoses(from);
  // Beside a hold there is no dose and no word about one: the only thing to do is to call.
  if (hold) return null;
  const { doses, withheld } = answers.doses;
  const starts = from.starting.includes(answers.pathway.outcome.id);
  const warnings = warningsOf(answers);
  const taking = it.chosen["cni_status"] === "taking";
  const notGiven = reasons(taking && !starts ? withheld : withheld.filter(({ id }) => id !== "titration"));
  return (
    <section class="sheet stack tall" id="doses" aria-labelledby="doses-h">
      <h2 id="doses-h" tabIndex={-1}>
        {w.doses}
      </h2>
      {unread ? (
        <>
          <p class="lead">{w.readFirst}</p>
          <Changed from={from} />
        </>
      ) : unconfirmed > 0 ? (
        <ul>
          <AlertLine grade="none" title={w.confirmBeforeDose(unconfirmed)} bare />
        </ul>
      ) : (
        <>
          {starts && <WhichDrug from={from} answers={answers} asked={asked} ask={ask} />}
          <ToMind these={warnings.shared} />
          {doses.map((dose) => (
            <OneDose key={dose.id} from={from} dose={dose} named={starts && !asked && dose.drug !== undefined} warnings={warnings} />
          ))}
        </>
      )}
      {notGiven.length > 0 && (
        <ul>
          {notGiven.map(({ because, ids, missing }) => (
            <AlertLine key={because} grade="none" title={w.alsoWithheld(ids.map((id) => w.doseNames[id] ?? id))} bare>
              <p lang={CLINICAL}>{because}</p>
              {/* What the dose still needs is asked where the dose would stand. */}
              {missing.map((input) => !(starts && input === FORM) && <One key={input} from={from} one={{ input }} needed />)}
            </AlertLine>
          ))}
        </ul>
      )}
      <TroughBand from={from} answers={answers} />
    </section>
  );
}

/** Doses withheld for one reason are named together. */
function reasons(withheld: readonly Withheld[]): { because: string; ids: string[]; missing: readonly string[] }[] {
  const byReason = new Map<string, { because: string; ids: string[]; missing: readonly string[] }>();
  for (const { id, because, missing } of withheld) {
    byReason.set(because, { because, ids: [...(byReason.get(because)?.ids ?? []), id], missing });
  }
  return [...byReason.values()];
}

/** The two questions that decide which dose this is, asked where the dose stands; once both are answered, one line over it. */
function WhichDrug({ from, answers: { inputs }, asked, ask }: { from: GuidelineDocument; answers: Answers; asked: boolean; ask: (again: boolean) => void }) {
  const w = useWords();
  const askAgain = () => {
    ask(true);
    // After the questions have been drawn.
    setTimeout(() => toField(DRUG));
  };
  return asked ? (
    <>
      <One from={from} one={{ input: DRUG }} needed={false} />
      {inputs[DRUG] !== undefined && <One from={from} one={{ input: FORM, says: "" }} needed={false} />}
    </>
  ) : (
    <div class="row apart nowrap">
      <h3 lang={CLINICAL}>{labelOf(from, FORM, String(inputs[FORM]))}</h3>
      <button type="button" class="link" onClick={askAgain}>
        {w.change}
        <span class="sr" lang={CLINICAL}>: {from.inputs[DRUG]!.label}</span>
      </button>
    </div>
  );
}

const ToMind = ({ these }: { these: readonly string[] }) => (
  <>
    {these.length > 0 && (
      <ul>
        {these.map((one) => (
          <li class="alert act" key={one}>
            <Glyph name="act" />
            <p lang={CLINICAL}>{one}</p>
          </li>
        ))}
      </ul>
    )}
  </>
);

/** What capsules make of the range, or the range itself. */
function figureOf(from: GuidelineDocument, { step_per_dose, range, options = [] }: Dose, w: Words): string {
  const exact = step_per_dose ?? range;
  return exact ? span(from, { low: options[0]?.total ?? exact.low, high: options.at(-1)?.total ?? exact.high, unit: exact.unit }, w) : "";
}

/** `named`: the line above says already which drug this is. */
function OneDose({ from, dose, named, warnings }: { from: GuidelineDocument; dose: Dose; named: boolean; warnings: Warnings }) {
  const w = useWords();
  const options = dose.options ?? [];
  const { range } = dose;
  const exact = range && span(from, range, w);
  const figure = figureOf(from, dose, w);
  const short = options[0]?.shortfall;
  const alerted = warnings.alerted(dose);
  return (
    <div class="stack tight" id={dose.id}>
      <div>
        {!named && <h3 lang={CLINICAL}>{dose.label}</h3>}
        <p class="figure">
          {dose.direction && `${w.direction[dose.direction]} `}
          {figure}
        </p>
        {exact && options.length > 0 && exact !== figure && <p class="hint">{short ? w.figure(exact, withUnit(from, dosed(short), range!.unit)) : w.exactly(exact)}</p>}
        {sentences(dose.says).map((one) => (
          <p key={one} lang={CLINICAL}>{one}</p>
        ))}
      </div>
      {options.length > 0 && <Capsules options={options} />}
      {/* A start dose that no pair of capsules makes up: the working ends with what to do instead. */}
      {dose.drug && options.length === 0 && (
        <ul>
          <AlertLine grade="act" title={dose.working.at(-1) ?? ""} bare clinical />
        </ul>
      )}
      <ToMind these={warnings.own(dose)} />
      {alerted.length > 0 && (
        <button type="button" class="link" onClick={() => toPart("alerts")}>
          <span>{mixed(w.seeAlerts(alerted))}</span>
        </button>
      )}
      {dose.working.length > 0 && (
        <Folded title={w.working}>
          <ul class="lines wrap" lang={CLINICAL}>
            {dose.working.map((line) => (
              <li key={line}>{line}</li>
            ))}
            <li>
              <SourceLinks from={from} sources={dose.sources} />
              <Certain how={dose.certainty} from={from} />
            </li>
          </ul>
        </Folded>
      )}
    </div>
  );
}
