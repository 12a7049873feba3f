/** The doses that the step allows, in real capsules; or the reason why none is shown. */
import type { Dose, Withheld } from "../answers";
import { theCase } from "../case";
import { One } from "../entry/One";
import type { Answers } from "../evaluate";
import { withUnit, type GuidelineDocument } from "../guideline";
import { dosed } from "../numbers";
import { AlertLine } from "../parts/Alert";
import { Changed } from "../parts/Changed";
import { Certain } from "../parts/Certain";
import { Folded } from "../parts/Folded";
import { Glyph } from "../parts/Glyph";
import { holdsDoses, seen } from "../seen";
import { useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { Capsules } from "./Capsules";
import { SourceLinks } from "./SourceLinks";
import { sentences } from "./sentences";
import { TroughBand } from "./TroughBand";

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
  const unread = holdsDoses(from);
  // Beside a hold there is no dose and no word about one: the only thing to do is to call.
  if (hold) return null;
  const { doses, withheld } = answers.doses;
  const drug = it.chosen["cni_drug"];
  const starts = from.starting.includes(answers.pathway.outcome.id);
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
          {starts && <WhichDrug from={from} drug={drug} />}
          {doses.map((dose) => (
            <OneDose key={dose.id} from={from} dose={dose} />
          ))}
        </>
      )}
      {notGiven.length > 0 && (
        <ul>
          {notGiven.map(({ because, ids, missing }) => (
            <AlertLine key={because} grade="none" title={w.alsoWithheld(ids.map((id) => w.doseNames[id] ?? id))} bare>
              <p lang={CLINICAL}>{because}</p>
              {/* What the dose still needs is asked where the dose would stand. */}
              {missing.map((input) => !(starts && input === "cni_formulation") && <One key={input} from={from} one={{ input }} needed />)}
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

/** The two questions that decide which dose this is; asked where the dose stands. */
const WhichDrug = ({ from, drug }: { from: GuidelineDocument; drug: string | undefined }) => (
  <>
    <One from={from} one={{ input: "cni_drug" }} needed={false} />
    {drug && drug !== "unknown" && <One from={from} one={{ input: "cni_formulation" }} needed={false} />}
  </>
);

function figureOf(from: GuidelineDocument, dose: Dose, to: (low: string, high: string) => string): string {
  const range = dose.step_per_dose ?? dose.range;
  const options = dose.options ?? [];
  const first = options[0]?.total ?? range?.low;
  const last = options.at(-1)?.total ?? range?.high;
  const unit = range?.unit ?? "mg/d";
  if (first === undefined || last === undefined) return "";
  return first === last ? withUnit(from, dosed(first), unit) : withUnit(from, to(dosed(first), dosed(last)), unit);
}

function OneDose({ from, dose }: { from: GuidelineDocument; dose: Dose }) {
  const w = useWords();
  const options = dose.options ?? [];
  const { range } = dose;
  const short = options[0]?.shortfall;
  return (
    <div class="stack tight" id={dose.id}>
      <div>
        <h3 lang={CLINICAL}>{dose.label}</h3>
        <p class="figure">
          {dose.direction && `${w.direction[dose.direction]} `}
          {figureOf(from, dose, w.range)}
        </p>
        {range && short !== 0 && options.length > 0 && <p class="hint">{short ? w.figure(withUnit(from, dosed(range.low), range.unit), withUnit(from, dosed(short), range.unit)) : w.exactly(withUnit(from, w.range(dosed(range.low), dosed(range.high)), range.unit))}</p>}
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
      {dose.warnings.length > 0 && (
        <ul>
          {dose.warnings.map((warning) => (
            <li class="alert act" key={warning}>
              <Glyph name="act" />
              <p lang={CLINICAL}>{warning}</p>
            </li>
          ))}
        </ul>
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
