/** What this answer was made with, and that a copy of it is not kept up to date. */
import type { GuidelineDocument } from "../guideline";
import { APP_VERSION } from "../version";
import { useWords } from "../words";

export function StampLine({ from, when }: { from: GuidelineDocument; when?: Date }) {
  const w = useWords();
  return (
    <p class="stamp">
      {w.stamp(from.id, from.version, w.day(from.review_by), APP_VERSION, w.moment(when ?? new Date()))}{" "}
      {!from.signed_off && <b>{w.notSignedOff}</b>} {from.disclaimer}
    </p>
  );
}
