/** What just happened to the app itself: cleared, about to clear, a link, a newer edition. One calm line each, with its way out. */
import type { ComponentChildren } from "preact";
import { cleared, isEmpty, theCase, undoClear } from "../case";
import { guideline, isOverdue } from "../guideline";
import { aboutToClear } from "../idle";
import { notice, type Way } from "../notice";
import { mixed } from "./mixed";
import { ready } from "../ready";
import { go, screen } from "../screens";
import { useStore } from "../store";
import { useFirstWords } from "../words";

function Line({ says, ways = [] }: { says: ComponentChildren; ways?: readonly Way[] }) {
  return (
    <p class="note row apart">
      <span>{says}</span>
      {ways.length > 0 && (
        <span class="row">
          {ways.map(({ label, act }) => (
            <button type="button" class="btn" key={label} onClick={act}>
              {label}
            </button>
          ))}
        </span>
      )}
    </p>
  );
}

export function Notices() {
  const w = useFirstWords();
  const it = useStore(theCase);
  const gone = useStore(cleared);
  const soon = useStore(aboutToClear);
  const said = useStore(notice);
  const from = useStore(guideline);
  const { update } = useStore(ready);
  const here = useStore(screen);
  const away = () => notice.set(null);
  return (
    <div role="status">
      {from !== null && isOverdue(from, new Date()) && <Line says={<b>{w.reviewPassed(w.day(from.review_by))}</b>} />}
      {soon && <Line says={w.clearsSoon} ways={[{ label: w.keepCase, act: () => aboutToClear.set(false) }]} />}
      {gone && <Line says={w.clearedBecause[gone.why]} ways={[{ label: w.undo, act: undoClear }]} />}
      {it.fromLink.length > 0 && here.name !== "entry" && <Line says={w.cameWith(it.fromLink.length, it.sender)} ways={[{ label: w.compare, act: () => go("entry", it.form) }]} />}
      {said?.kind === "said" && <Line says={mixed(said.says)} ways={said.ways ?? [{ label: w.close, act: away }]} />}
      {said?.kind === "no_guideline" && <Line says={w.noGuideline} ways={[{ label: w.tryAgain, act: () => location.reload() }]} />}
      {said?.kind === "not_saved" && <Line says={w.notSaved} ways={[{ label: w.close, act: away }]} />}
      {said?.kind === "fault" && <Line says={`${w.faultTitle}. ${w.faultSays}`} ways={[{ label: w.tryAgain, act: () => location.reload() }]} />}
      {update && isEmpty(it) && <Line says={w.newerApp} ways={[{ label: w.useNewer, act: update }]} />}
    </div>
  );
}
