/** The target band, the line at which to hold the drug, and this patient's trough with its number. */
import { theCase, type Case } from "../case";
import { amountOf, type Answers } from "../evaluate";
import { withUnit, type GuidelineDocument } from "../guideline";
import { shown } from "../numbers";
import { mixed } from "../parts/mixed";
import { Grade } from "../parts/Grade";
import { go } from "../screens";
import { useStore } from "../store";
import { Picture } from "../parts/Picture";
import { allWords, useWords } from "../words";

const LEFT = 16;
const WIDTH = 300;

export interface Band {
  low: number;
  high: number;
  stop: number;
  unit: string;
  limit: string;
}

/** The target of a drug for an adult or a child, in the unit of the trough at hand: limits of the guideline, nothing computed but the stop line. */
export function bandOf(from: GuidelineDocument, drug: string, who: string, unit: string): Band | null {
  const ends = Object.values(from.limits).filter((limit) => limit.measures === "cni_trough" && limit.drug === drug && (limit.population === who || limit.population === "all"));
  const values = ends.flatMap((limit) => (limit.printed?.[unit] === undefined ? [] : [{ at: limit.printed[unit], id: limit.id }])).sort((a, b) => a.at - b.at);
  const factor = from.limits["trough_stop_factor"]?.value;
  const [low] = values;
  const high = values.at(-1);
  if (!low || !high || low === high || factor === undefined) return null;
  return { low: low.at, high: high.at, stop: high.at * factor, unit, limit: low.id };
}

/** The target of this patient's drug, in words and as a band; null until the drug and adult or child are known. */
export function targetOf(from: GuidelineDocument, { inputs }: Answers, who: Case["who"]): { drug: string; range: string; band: Band } | null {
  const drug = inputs["cni_drug"];
  if (typeof drug !== "string" || !who) return null;
  const trough = from.inputs["cni_trough"];
  const unit = amountOf(inputs, "cni_trough")?.unit ?? (trough?.kind === "quantity" ? trough.units[0]!.code : "");
  const band = bandOf(from, drug, who, unit);
  return band && { drug: labelOf(from, "cni_drug", drug), range: withUnit(from, allWords().range(shown(band.low), shown(band.high)), unit), band };
}

const GRADES = { not_a_trough: "none", none: "none", below: "watch", on: "ok", above: "act", stop: "stop" } as const;

export function TroughBand({ from, answers, Title = "h3" }: { from: GuidelineDocument; answers: Answers; Title?: "h2" | "h3" }) {
  const w = useWords();
  const it = useStore(theCase);
  const target = targetOf(from, answers, it.who);
  if (!target) return null;
  const { drug, range, band } = target;
  const trough = amountOf(answers.inputs, "cni_trough");
  const notATrough = answers.pathway.alerts.some(({ id }) => id === "not_a_trough");
  const value = notATrough ? null : (trough?.value ?? null);
  const state = notATrough ? "not_a_trough" : value === null ? "none" : value < band.low ? "below" : value > band.stop ? "stop" : value > band.high ? "above" : "on";
  return (
    <div class="stack tight">
      <Title>{mixed(w.targetTrough(drug))}</Title>
      <BandPicture band={band} value={value} label={w.troughPicture(range, shown(band.stop), value === null ? null : shown(value))} />
      <p class="row">
        <Grade grade={GRADES[state]}>{w.troughState[state]}</Grade>
        {value !== null && <span>{withUnit(from, shown(value), band.unit)}</span>}
        <button type="button" class="link" onClick={() => go("evidence", `limit:${band.limit}`)}>
          {w.whyRange(range)}
        </button>
      </p>
    </div>
  );
}

/** The word for an answer out of a few. */
export function labelOf(from: GuidelineDocument, id: string, code: string): string {
  const input = from.inputs[id];
  return input && input.kind !== "quantity" ? (input.codes.find((one) => one.code === code)?.label ?? code) : code;
}

/** Beyond the stop line the scale ends: a very high trough must not squeeze the band to a hair. */
const BEYOND = 1.1;

export function BandPicture({ band, value, label }: { band: Band; value: number | null; label: string }) {
  const w = useWords();
  const end = band.stop * BEYOND;
  const x = (at: number) => Math.round((LEFT + (Math.min(at, end) / end) * WIDTH) * 10) / 10;
  return (
    <Picture size={[332, 108]} top={value === null ? 38 : 0} label={label}>
      <path class="ax" d={`M${LEFT} 62H${LEFT + WIDTH}`} stroke-width="2" />
      <rect class="band" x={x(band.low)} y="46" width={x(band.high) - x(band.low)} height="32" />
      <path class="lim" d={`M${x(band.stop)} 44V80`} />
      {value !== null && (
        <>
          <path class="pin" d={`M${x(value) - 8} 22h16l-8 13z`} />
          <path class="now" d={`M${x(value)} 30V70`} />
          <text class="mid strong" x={x(value)} y="16">
            {shown(value)}
          </text>
        </>
      )}
      {[0, band.low, band.high].map((at) => (
        <text class="mid" x={x(at)} y="98" key={at}>
          {shown(at)}
        </text>
      ))}
      <text class="mid" x={x(band.stop)} y="98">
        {w.stopAt(shown(band.stop))}
      </text>
    </Picture>
  );
}
