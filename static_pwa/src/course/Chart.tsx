/** Proteinuria on a log scale and creatinine beneath, against the lines of the guideline. The table holds every value. */
import type { ComponentChildren } from "preact";
import type { CourseAnswer } from "../answers";
import { clocksAt, convertedTo, monthsBetween } from "../evaluate";
import { unitLabel, type GuidelineDocument } from "../guideline";
import { shown, type Amount } from "../numbers";
import { Picture } from "../parts/Picture";
import { CLINICAL, useWords } from "../words";

const LEFT = 44;
const RIGHT = 318;
const TOP = 16;
const MID = 200;
const LOW = 224;
const BASE = 326;

export interface Point {
  date: string;
  proteinuria: Amount | null;
  creatinine: Amount | null;
}
type Measure = "proteinuria" | "creatinine";

interface Props {
  from: GuidelineDocument;
  who: "adult" | "child";
  start: string;
  points: readonly Point[];
  answer: CourseAnswer;
  baseline: Amount | null;
}

export function Chart({ from, who, start, points, answer, baseline }: Props) {
  const w = useWords();
  const months = points.map(({ date }) => monthsBetween(from, start, date));
  const { trial, course } = clocksAt(from, null);
  const end = Math.ceil(Math.max(course.at_least, ...months));
  const x = (month: number) => round(LEFT + (Math.max(month, 0) / end) * (RIGHT - LEFT));
  const step = [1, 2, 3, 6, 12, 24].find((one) => end / one <= 6) ?? 48;
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step);

  const unitOf = (id: Measure) => points.find((point) => point[id])?.[id]?.unit;
  /** All values in one unit: the printed limits of that unit are the ones the engine goes by. */
  const series = (id: Measure, unit: string | undefined) =>
    points.flatMap(({ date, [id]: amount }, at) => {
      const value = amount && unit ? convertedTo(from, id, amount, unit) : null;
      return value === null ? [] : [{ date, value, month: months[at]!, x: x(months[at]!) }];
    });

  const unit = unitOf("proteinuria");
  const protein = series("proteinuria", unit).filter(({ value }) => value > 0);
  const limits = Object.values(from.limits).flatMap(({ measures, population, printed, label }) => {
    const value = measures === "proteinuria" && population === who && unit ? printed?.[unit] : undefined;
    return value === undefined ? [] : [{ value, says: <>{shown(value)} <tspan lang={CLINICAL}>{label.split(" ")[0]?.toLowerCase()}</tspan></> }];
  });
  const all = [...protein, ...limits].map(({ value }) => value);
  const top = Math.ceil(Math.log10(Math.max(...all, 1e-9)) + 0.05);
  const bottom = Math.min(Math.floor(Math.log10(Math.min(...all, 1e9)) - 0.05), top - 1);
  const y = (value: number) => round(TOP + ((top - Math.log10(value)) / (top - bottom)) * (MID - TOP));
  const decades = Array.from({ length: top - bottom + 1 }, (_, at) => 10 ** (top - at));
  const named = [...new Set([protein[0], protein.at(-1)])].filter((one) => one !== undefined);

  const creatinineUnit = baseline?.unit ?? unitOf("creatinine");
  const creatinine = series("creatinine", creatinineUnit);
  const rise = from.limits["creatinine_rise_act"]!.value!;
  const act = baseline ? [{ value: baseline.value * (1 + rise), says: `+${shown(Math.round(rise * 1000) / 10)} % = ${shown(baseline.value * (1 + rise), 3)}` }] : [];
  const heights = [...creatinine, ...(baseline ? [baseline] : []), ...act].map(({ value }) => value);
  const high = Math.max(...heights, 1) * 1.08;
  const low = Math.min(...heights, high) * 0.92;
  const yc = (value: number) => round(BASE - 6 - ((value - low) / (high - low || 1)) * (BASE - LOW - 24));
  const worst = creatinine.reduce((a, b) => (b.value > a.value ? b : a), { x: 0, value: baseline?.value ?? Infinity });

  return (
    <Picture size={[340, 366]} label={w.coursePicture(points.length, shown(Math.round(Math.max(...months, 0) * 10) / 10))}>
      <rect class="win" x={x(trial.from)} y={TOP} width={round(x(trial.to) - x(trial.from))} height={BASE - TOP} />
      {ticks.map((month) => (
        <g key={month}>
          <path class="ax" d={`M${x(month)} ${TOP}V${BASE}`} />
          <text class="mid" x={x(month)} y={BASE + 18}>
            {month}
          </text>
        </g>
      ))}
      {unit && (
        <>
          <text class="strong" x="0" y="12">
            {w.measuredAs.proteinuria}, {unitLabel(from, unit)} ({w.logScale})
          </text>
          {decades.map((decade, at) => (
            <text class="fin" x="36" y={y(decade) + (at === 0 ? 12 : 5)} key={decade}>
              {shown(decade)}
            </text>
          ))}
          <Line values={protein} limits={limits} highest={Math.max(...limits.map(({ value }) => value))} y={y}>
            {protein.map((one) => (
              <Marker key={one.month} x={one.x} y={y(one.value)} response={answer.readings.find(({ date }) => date === one.date)?.response ?? null} />
            ))}
          </Line>
          {named.map((one, at) => {
            const ends = one.x > RIGHT - 40;
            return (
              <text class={ends ? "strong fin" : "strong"} key={one.month} x={one.x + (ends ? -8 : 8)} y={y(one.value) + (at === 0 ? -8 : 20)}>
                {shown(one.value, 3)}
              </text>
            );
          })}
        </>
      )}
      {creatinineUnit && (
        <>
          <path class="ax" d={`M0 ${MID + 12}H${RIGHT}`} />
          <text class="strong" x="0" y={LOW + 10}>
            {w.measuredAs.creatinine}, {unitLabel(from, creatinineUnit)}
          </text>
          {baseline && (
            <text class="fin" x="36" y={yc(baseline.value) + 5}>
              {shown(baseline.value, 3)}
            </text>
          )}
          <Line values={creatinine} limits={act} y={yc}>
            {creatinine.map((one) => (
              <rect class="pt" key={one.month} x={one.x - 5} y={yc(one.value) - 5} width="10" height="10" />
            ))}
          </Line>
          {worst.x > 0 && (
            <text class="strong fin" x={Math.max(worst.x - 9, LEFT + 24)} y={yc(worst.value) - 4}>
              {shown(worst.value, 3)}
            </text>
          )}
        </>
      )}
      <text class="mid" x={round((x(trial.from) + x(trial.to)) / 2)} y="362">
        {w.judge}
      </text>
      <text class="soft fin" x={RIGHT} y="362">
        {w.months}
      </text>
    </Picture>
  );
}

interface LineProps {
  values: readonly { x: number; value: number }[];
  limits: readonly { value: number; says: ComponentChildren }[];
  /** The limit that the curve starts above: its word stands at the other end. */
  highest?: number;
  y: (value: number) => number;
  /** A mark for each value. */
  children: ComponentChildren;
}

/** Values on one line, over the limits that they are held against. */
const Line = ({ values, limits, highest, y, children }: LineProps) => (
  <>
    {limits.map(({ value, says }) => (
      <g key={value}>
        <path class="lim" d={`M${LEFT} ${y(value)}H${RIGHT}`} />
        <text {...(value === highest ? { class: "fin", x: RIGHT } : { x: LEFT + 4 })} y={y(value) - 5}>
          {says}
        </text>
      </g>
    ))}
    <polyline class="ln" points={values.map(({ x, value }) => `${x},${y(value)}`).join(" ")} />
    {children}
  </>
);

const round = (value: number): number => Math.round(value * 10) / 10;

/** Filled: none. Half: partial. Ring: complete. Dashed: between, or not told. */
export function Marker({ x, y, response }: { x: number; y: number; response: string | null }) {
  if (response === "none") return <circle class="pt solid" cx={x} cy={y} r="6" />;
  return (
    <>
      <circle class="pt" cx={x} cy={y} r="6" {...(response !== "partial" && response !== "complete" && { "stroke-dasharray": "3 2.5" })} />
      {response === "partial" && <path class="solid" d={`M${x - 6} ${y}a6 6 0 0 0 12 0z`} />}
    </>
  );
}

export const Key = ({ response, children }: { response: string | null; children: string }) => (
  <span class="nb">
    <svg class="i pic-i" viewBox="0 0 20 20" aria-hidden="true">
      {response === "creatinine" ? <rect class="pt" x="5" y="5" width="10" height="10" /> : <Marker x={10} y={10} response={response} />}
    </svg>{" "}
    {children}
  </span>
);
