/** What just happened to the app itself: cleared, about to clear, a link, a newer edition. One calm line each, with its way out. */
import type { ComponentChildren } from "preact";
import { cleared, confirmFromLink, isEmpty, theCase, undoClear } from "../case";
import { guideline, isOverdue } from "../guideline";
import { aboutToClear } from "../idle";
import { notice } from "../notice";
import { ready } from "../ready";
import { useStore } from "../store";
import { useFirstWords } from "../words";

function Line({ says, action, onAction }: { says: ComponentChildren; action?: string; onAction?: () => void }) {
  return (
    <p class="note row apart">
      <span>{says}</span>
      {action && (
        <button type="button" class="btn" onClick={onAction}>
          {action}
        </button>
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
  return (
    <div role="status">
      {from !== null && isOverdue(from, new Date()) && <Line says={<b>{w.reviewPassed(w.day(from.review_by))}</b>} />}
      {soon && <Line says={w.clearsSoon} action={w.keepCase} onAction={() => aboutToClear.set(false)} />}
      {gone && <Line says={w.clearedBecause[gone.why]} action={w.undo} onAction={undoClear} />}
      {it.fromLink.length > 0 && <Line says={w.fromLinkCount(it.fromLink.length)} action={w.confirmAll} onAction={() => confirmFromLink()} />}
      {said?.kind === "link_refused" && <Line says={said.says} action={w.close} onAction={() => notice.set(null)} />}
      {said?.kind === "no_guideline" && <Line says={w.noGuideline} action={w.tryAgain} onAction={() => location.reload()} />}
      {said?.kind === "not_saved" && <Line says={w.notSaved} action={w.close} onAction={() => notice.set(null)} />}
      {update && isEmpty(it) && <Line says={w.newerApp} action={w.useNewer} onAction={update} />}
    </div>
  );
}
