/** What this answer was made with, and that a copy of it is not kept up to date. */
import { isOverdue, type GuidelineDocument } from "../guideline";
import { APP_VERSION } from "../version";
import { CLINICAL, useWords } from "../words";

export function StampLine({ from, when }: { from: GuidelineDocument; when?: Date }) {
  const w = useWords();
  const at = when ?? new Date();
  return (
    <p class="stamp">
      {w.stamp(from.id, from.version, w.day(from.review_by), APP_VERSION, w.moment(at))}{" "}
      {isOverdue(from, at) && <b>{w.reviewPassed(w.day(from.review_by))}</b>}{" "}
      {!from.signed_off && <b>{w.notSignedOff}</b>} <span lang={CLINICAL}>{from.disclaimer}</span>
    </p>
  );
}
