/** What the tool is for, what it rests on, what it does not do. The headings are those that let a clinician review the basis. */
import { Causes } from "../answer/Causes";
import { Rows } from "../answer/Sources";
import { SourceLinks } from "../answer/SourceLinks";
import { StampLine } from "../answer/Stamp";
import type { GuidedProps } from "../App";
import { accepted } from "../evaluate";
import { Certain } from "../parts/Certain";
import { LeadIn } from "../parts/LeadIn";
import { Sheet } from "../parts/Sheet";
import { go } from "../screens";
import { CLINICAL, useWords } from "../words";

export function About({ from }: GuidedProps) {
  const w = useWords();
  const count = (how: string) => Object.values(from.limits).filter(({ values }) => values.some(({ certainty, until }) => !until && certainty === how)).length;
  return (
    <main id="main" class="narrow">
      <article class="stack">
        <LeadIn title={w.screens.about} />
        <Sheet title={w.purpose}>
          <p class="lead" lang={CLINICAL}>{from.purpose}</p>
          <p lang={CLINICAL}>{from.disclaimer}</p>
          {!from.signed_off && <p><b>{w.notSignedOff}</b></p>}
        </Sheet>
        <Sheet title={w.intendedUser}>
          <p lang={CLINICAL}>{from.intended_user}</p>
          <h2>{w.populationOf}</h2>
          <p lang={CLINICAL}>{from.population}</p>
        </Sheet>
        <Sheet title={w.inputs}>
          <p lang={CLINICAL}>{Object.values(from.inputs).map(({ label }) => label).join(" · ")}</p>
        </Sheet>
        <Sheet title={w.algorithm}>
          <p lang={CLINICAL}>{from.algorithm}</p>
          <p>
            <button type="button" class="link" onClick={() => go("flow")}>
              {w.screens.flow}
            </button>
          </p>
        </Sheet>
        <Sheet title={w.sources}>
          <ul class="lines">
            {Object.keys(from.certainty).map((how) => (
              <li key={how}>
                <Certain how={how} from={from} />
                <span>{w.numbersFound(count(how))}</span>
              </li>
            ))}
          </ul>
          <p class="row">
            <button type="button" class="link" onClick={() => go("evidence")}>
              {w.screens.evidence}
            </button>
          </p>
          <details>
            <summary>{w.everySource(Object.keys(from.sources).length)}</summary>
            <SourceLinks from={from} sources={Object.keys(from.sources)} />
          </details>
        </Sheet>
        <Sheet title={w.limitsOfUse}>
          <ul class="lines" lang={CLINICAL}>
            {from.limits_of_use.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Sheet>
        <section class="sheet stack tight">
          <details>
            <summary>
              <h2>{w.refuses}</h2>
            </summary>
            <p class="hint">{w.refusesHint}</p>
            <ul class="lines">
              {Object.values(from.inputs).map(
                (input) =>
                  input.kind === "quantity" && (
                    <li key={input.id}>
                      <span>
                        <b lang={CLINICAL}>{input.label}.</b> {accepted(from, input, input.units[0]!.code, w)} <span lang={CLINICAL}>{from.raw["inputs"][input.id].range.why}</span>
                      </span>
                    </li>
                  ),
              )}
            </ul>
          </details>
        </section>
        <Sheet title={w.causes}>
          <Causes from={from} />
        </Sheet>
        <Sheet title={w.newer}>
          <Rows from={from} rows={from.newer.map(({ title, says, ...rest }) => ({ ...rest, says: <><b>{title}.</b> {says}</> }))} />
        </Sheet>
        {from.claims.length > 0 && (
          <Sheet title={w.claims}>
            <p class="hint">{w.claimsHint}</p>
            <Rows from={from} rows={from.claims.map(({ quote, answer, ...rest }) => ({ ...rest, says: <><b>“{quote}”</b><br />{answer}</> }))} />
          </Sheet>
        )}
        <Sheet title={w.changes}>
          <ul class="lines">
            {from.changes.map(({ version, date, says }) => (
              <li key={version + says}>
                <span>
                  <b>{version}</b>, {w.day(date)}
                  <br />
                  <span lang={CLINICAL}>{says}</span>
                </span>
              </li>
            ))}
          </ul>
        </Sheet>
        <StampLine from={from} />
      </article>
    </main>
  );
}
