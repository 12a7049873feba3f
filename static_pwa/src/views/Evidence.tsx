/** Every number of the guideline: value, unit, for whom, source, place in it, how sure, since when. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { StampLine } from "../answer/Stamp";
import type { GuidedProps } from "../App";
import { withUnit, type GuidelineDocument, type Limit, type LimitValue, type Source } from "../guideline";
import { shown } from "../numbers";
import { Certain } from "../parts/Certain";
import { back, go } from "../screens";
import { CLINICAL, useWords } from "../words";

export function Evidence({ from, about }: GuidedProps) {
  const w = useWords();
  const [kind, id = ""] = (about ?? "").split(/:(.*)/s);
  const limit = kind === "limit" ? from.limits[id] : undefined;
  const source = kind === "source" ? from.sources[id] : undefined;
  return (
    <main id="main" class={limit || source ? "narrow" : undefined}>
      <article class="sheet stack">
        <div class="row apart">
          <span class="hint">{limit ? w.oneNumber : source ? w.oneSource : w.everyNumber}</span>
          <button type="button" class="btn" onClick={() => back()}>
            {w.close}
          </button>
        </div>
        {limit ? <OneLimit from={from} limit={limit} /> : source ? <OneSource from={from} source={source} /> : <All from={from} />}
        <StampLine from={from} />
      </article>
    </main>
  );
}

const percentOr = (from: GuidelineDocument, limit: Limit, number: number, unit: string): string =>
  unit === "1" && limit.percent ? `${shown(Math.round(number * 1000) / 10)} %` : withUnit(from, shown(number), unit);

/** The value in each unit in which its source prints it, the canonical one first. Of the one in force the number stands in the limit itself. */
function eachUnit(limit: Limit, value: LimitValue): [string, number][] {
  const told = "value" in value || "printed" in value ? value : limit;
  return told.printed ? Object.entries(told.printed) : told.value === undefined ? [] : [[limit.unit ?? "1", told.value]];
}

const printed = (from: GuidelineDocument, limit: Limit, value: LimitValue): string => eachUnit(limit, value).map(([unit, number]) => percentOr(from, limit, number, unit)).join(" · ");

/** A target has two ends, each a limit of its own; read together they are one number. */
function otherEnd(from: GuidelineDocument, limit: Limit): Limit | undefined {
  const kin = Object.values(from.limits).filter((one) => limit.drug && one.drug === limit.drug && one.measures === limit.measures && one.population === limit.population);
  return kin.length === 2 ? kin.find((one) => one.id !== limit.id) : undefined;
}

function commonStart(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one.slice(0, at).replace(/[\s,]+$/, "");
}

/** A number that is no longer in use stands with its last value. */
const inForce = (limit: Limit): LimitValue => limit.values.find(({ until }) => !until) ?? limit.values.at(-1)!;

function OneLimit({ from, limit }: { from: GuidelineDocument; limit: Limit }) {
  const w = useWords();
  const now = inForce(limit);
  const other = otherEnd(from, limit);
  const end = other && inForce(other);
  const figures = eachUnit(limit, now).map(([unit, number]) => {
    const there = end && eachUnit(other, end).find(([one]) => one === unit)?.[1];
    return there === undefined ? percentOr(from, limit, number, unit) : withUnit(from, w.range(shown(Math.min(number, there)), shown(Math.max(number, there))), unit);
  });
  const gone = limit.values.filter((value) => value !== now);
  const measured = limit.measures ? (from.inputs[limit.measures]?.label ?? from.derived[limit.measures]?.label) : undefined;
  const kin = Object.values(from.limits).filter((one) => one !== limit && one !== other && limit.measures && one.measures === limit.measures);
  const source = from.sources[now.source]!;
  return (
    <>
      <div class="stack tight">
        <h1 lang={CLINICAL}>{other ? commonStart(limit.label, other.label) : limit.label}</h1>
        <p class="figure">{figures[0]}</p>
        {figures.length > 1 && <p>{w.printedAs(figures.slice(1))}</p>}
        <p>
          <Certain how={now.certainty} from={from} />
        </p>
        {now.why && <p lang={CLINICAL}>{now.why}</p>}
      </div>
      <dl class="lines">
        <Fact term={w.saysSo} lang={CLINICAL}>{now.locator ? `${source.title}, ${now.locator}` : source.title}</Fact>
        <Fact term={w.howFarRead} lang={CLINICAL}>{source.read}</Fact>
        <Fact term={w.forWhom}>{w.populations[limit.population]}</Fact>
        {measured && <Fact term={w.measures} lang={CLINICAL}>{measured}</Fact>}
        <Fact term={w.inUseSince}>{w.day(now.from)}</Fact>
        <Fact term={w.reviewBy}>{w.day(from.review_by)}</Fact>
      </dl>
      {gone.length > 0 && (
        <section class="stack tight">
          <h2>{w.earlier}</h2>
          <ul class="lines">
            {gone.map((value) => (
              <li key={value.from}>
                <s>{printed(from, limit, value)}</s> {w.day(value.from)} – {value.until ? w.day(value.until) : ""}
              </li>
            ))}
          </ul>
        </section>
      )}
      {kin.length > 0 && <Numbers from={from} limits={kin} title={w.sameMeasure} />}
      <p>
        <button type="button" class="link" onClick={() => go("evidence", `source:${now.source}`)}>
          {w.allFromSource}
        </button>
      </p>
    </>
  );
}

const Fact = ({ term, lang, children }: { term: string; lang?: string; children: ComponentChildren }) => (
  <div>
    <dt>{term}</dt>
    <dd lang={lang}>{children}</dd>
  </div>
);

function OneSource({ from, source }: { from: GuidelineDocument; source: Source }) {
  const w = useWords();
  const limits = Object.values(from.limits).filter((limit) => inForce(limit).source === source.id);
  return (
    <>
      <h1 lang={CLINICAL}>{source.title}</h1>
      <dl class="lines">
        <Fact term={w.editionOf} lang={CLINICAL}>{source.edition}</Fact>
        <Fact term={w.whereFound} lang={CLINICAL}>{source.where.startsWith("http") ? <a class="link" href={source.where} rel="noreferrer noopener" target="_blank">{source.where}</a> : source.where}</Fact>
        <Fact term={w.howFarRead} lang={CLINICAL}>{source.read}</Fact>
      </dl>
      {limits.length > 0 && <Numbers from={from} limits={limits} title={w.numbersFromIt(limits.length)} />}
    </>
  );
}

function All({ from }: { from: GuidelineDocument }) {
  const w = useWords();
  const [text, write] = useState("");
  const wanted = text.trim().toLowerCase();
  const limits = Object.values(from.limits).filter((limit) => wanted === "" || `${limit.label} ${from.sources[inForce(limit).source]!.title}`.toLowerCase().includes(wanted));
  return (
    <>
      <h1>{w.screens.evidence}</h1>
      <div class="field">
        <label class="q" for="find">
          {w.find}
        </label>
        <input id="find" type="search" autocomplete="off" value={text} onInput={(event) => write(event.currentTarget.value)} />
        <p class="hint" role="status">
          {w.numbersFound(limits.length)}
        </p>
      </div>
      <Numbers from={from} limits={limits} title={w.everyNumber} />
    </>
  );
}

function Numbers({ from, limits, title }: { from: GuidelineDocument; limits: readonly Limit[]; title: string }) {
  const w = useWords();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table class="lined">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{w.number}</th>
            <th scope="col">{w.value}</th>
            <th scope="col">{w.source}</th>
            <th scope="col">{w.howSure}</th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => {
            const now = inForce(limit);
            return (
              <tr key={limit.id}>
                <th scope="row" lang={CLINICAL}>
                  <button type="button" class="link" onClick={() => go("evidence", `limit:${limit.id}`)}>
                    {limit.label}
                  </button>
                </th>
                <td data-l={w.value}>{printed(from, limit, now)}</td>
                <td data-l={w.source}>
                  <span lang={CLINICAL}>
                    {from.sources[now.source]!.title}
                    {now.locator && <span class="hint">, {now.locator}</span>}
                  </span>
                </td>
                <td data-l={w.howSure}>
                  <Certain how={now.certainty} from={from} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
