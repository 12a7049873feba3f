/** Proteinuria on a log scale and creatinine beneath, against the lines of the guideline. The table holds every value. */
import type { CourseAnswer } from "../answers";
import { convertedTo, monthsBetween } from "../evaluate";
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
  const course = from.limits["course_at_least"]?.value ?? 0;
  const end = Math.ceil(Math.max(course, ...months));
  const x = (month: number) => round(LEFT + (Math.max(month, 0) / end) * (RIGHT - LEFT));
  const step = [1, 2, 3, 6, 12, 24].find((one) => end / one <= 6) ?? 48;
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step);
  const response = new Map(answer.readings.map((reading) => [reading.date, reading.response]));
  const window = [from.limits["trial_from"]?.value, from.limits["trial_to"]?.value];

  // All proteinuria in the unit of the first one: the printed limits of that unit are the ones the engine goes by.
  const unit = points.find(({ proteinuria }) => proteinuria)?.proteinuria?.unit;
  const protein = points.flatMap(({ date, proteinuria }, at) => {
    const value = proteinuria && unit ? convertedTo(from, "proteinuria", proteinuria, unit) : null;
    return value === null || value <= 0 ? [] : [{ month: months[at]!, value, response: response.get(date) ?? null }];
  });
  const lines = unit ? Object.values(from.limits).filter(({ measures, population, printed }) => measures === "proteinuria" && population === who && printed?.[unit] !== undefined).map(({ label, printed }) => ({ label, value: printed![unit]! })) : [];
  const all = [...protein.map(({ value }) => value), ...lines.map(({ value }) => value)];
  const top = Math.ceil(Math.log10(Math.max(...all, 1e-9)) + 0.05);
  const bottom = Math.min(Math.floor(Math.log10(Math.min(...all, 1e9)) - 0.05), top - 1);
  const y = (value: number) => round(TOP + ((top - Math.log10(value)) / (top - bottom)) * (MID - TOP));

  const creatinineUnit = baseline?.unit ?? points.find(({ creatinine }) => creatinine)?.creatinine?.unit;
  const creatinine = points.flatMap(({ creatinine: one }, at) => {
    const value = one && creatinineUnit ? convertedTo(from, "creatinine", one, creatinineUnit) : null;
    return value === null ? [] : [{ month: months[at]!, value }];
  });
  const rise = from.limits["creatinine_rise_act"]?.value;
  const line = baseline && rise !== undefined ? baseline.value * (1 + rise) : null;
  const heights = [...creatinine.map(({ value }) => value), ...(baseline ? [baseline.value] : []), ...(line === null ? [] : [line])];
  const high = Math.max(...heights, 1) * 1.08;
  const low = Math.min(...heights, high) * 0.92;
  const yc = (value: number) => round(BASE - 6 - ((value - low) / (high - low || 1)) * (BASE - LOW - 24));

  const worst = creatinine.reduce<{ month: number; value: number } | null>((a, b) => (a === null || b.value > a.value ? b : a), null);
  const named = [...new Set([protein[0], protein.at(-1)])].filter((one) => one !== undefined);

  return (
    <Picture size={[340, 366]} label={w.coursePicture(points.length, shown(Math.round(Math.max(...months, 0) * 10) / 10))}>
      {window[0] !== undefined && window[1] !== undefined && <rect class="win" x={x(window[0])} y={TOP} width={round(x(window[1]) - x(window[0]))} height={BASE - TOP} />}
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
          <text class="strong" x="0" y="10">
            {w.measuredAs.proteinuria}, {unitLabel(from, unit)} ({w.logScale})
          </text>
          {Array.from({ length: top - bottom + 1 }, (_, at) => 10 ** (top - at)).map((decade) => (
            <text class="fin" x="36" y={y(decade) + (decade === 10 ** top ? 12 : 5)} key={decade}>
              {shown(decade)}
            </text>
          ))}
          {lines.map(({ label, value }) => (
            <g key={label}>
              <path class="lim" d={`M${LEFT} ${y(value)}H${RIGHT}`} />
              <text class="fin" x={RIGHT} y={y(value) - 5}>
                {shown(value)} <tspan lang={CLINICAL}>{label.split(" ")[0]?.toLowerCase()}</tspan>
              </text>
            </g>
          ))}
          <path class="ln" d={path(protein.map(({ month, value }) => [x(month), y(value)]))} />
          {protein.map(({ month, value, response: said }) => (
            <Marker key={month} x={x(month)} y={y(value)} response={said} />
          ))}
          {named.map((one) => (
            <text class="strong" key={one.month} x={x(one.month) + (x(one.month) > RIGHT - 40 ? -8 : 8)} y={y(one.value) + (one === protein[0] ? -8 : 20)} text-anchor={x(one.month) > RIGHT - 40 ? "end" : "start"}>
              {shown(one.value, 3)}
            </text>
          ))}
        </>
      )}
      {creatinineUnit && (
        <>
          <path class="ax" d={`M0 ${MID + 12}H${RIGHT}`} />
          <text class="strong" x="0" y={LOW + 10}>
            {w.measuredAs.creatinine}, {unitLabel(from, creatinineUnit)}
          </text>
          {line !== null && (
            <>
              <path class="lim" d={`M${LEFT} ${yc(line)}H${RIGHT}`} />
              <text class="fin" x={RIGHT} y={yc(line) - 5}>
                +{shown(Math.round((rise ?? 0) * 1000) / 10)} % = {shown(line, 3)}
              </text>
            </>
          )}
          {baseline && (
            <text class="fin" x="36" y={yc(baseline.value) + 5}>
              {shown(baseline.value, 3)}
            </text>
          )}
          <path class="ln" d={path(creatinine.map(({ month, value }) => [x(month), yc(value)]))} />
          {creatinine.map(({ month, value }) => (
            <rect class="pt" key={month} x={x(month) - 5} y={yc(value) - 5} width="10" height="10" />
          ))}
          {worst && baseline && worst.value > baseline.value && (
            <text class="strong fin" x={Math.max(x(worst.month) - 9, LEFT + 24)} y={yc(worst.value) - 4}>
              {shown(worst.value, 3)}
            </text>
          )}
        </>
      )}
      {window[0] !== undefined && window[1] !== undefined && (
        <text class="mid" x={round((x(window[0]) + x(window[1])) / 2)} y="362">
          {w.judge}
        </text>
      )}
      <text class="soft fin" x={RIGHT} y="362">
        {w.months}
      </text>
    </Picture>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
const path = (points: readonly (readonly [number, number])[]): string => points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");

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

