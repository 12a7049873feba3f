/** What this answer was made with, and that a copy of it is not kept up to date. */
import { compared, newerThan } from "../compared";
import { isOverdue, type GuidelineDocument } from "../guideline";
import { useStore } from "../store";
import { APP_VERSION } from "../version";
import { CLINICAL, useWords } from "../words";

export function StampLine({ from, when }: { from: GuidelineDocument; when?: Date }) {
  const w = useWords();
  const at = when ?? new Date();
  const newer = newerThan(from.version, useStore(compared));
  return (
    <p class="stamp">
      {w.stamp(from.id, from.version, w.day(from.review_by), APP_VERSION, w.moment(at))}{" "}
      {isOverdue(from, at) && <b>{w.reviewPassed(w.day(from.review_by))}</b>} {newer && <b>{w.newerGuideline(newer)}</b>}{" "}
      <span lang={CLINICAL}>{from.disclaimer}</span>
    </p>
  );
}
