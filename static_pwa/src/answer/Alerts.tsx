/** What to mind, worst first. Never folded away. */
import { alertsOf, harmOf, isHold, type Answers } from "../evaluate";
import { AlertLine } from "../parts/Alert";
import { Sheet } from "../parts/Sheet";
import { go } from "../screens";
import { CLINICAL, useWords } from "../words";

export function Alerts({ answers }: { answers: Answers }) {
  const w = useWords();
  const alerts = alertsOf(answers);
  const harm = isHold(answers) ? null : harmOf(answers);
  if (alerts.length === 0 && harm === null) return null;
  return (
    <Sheet id="alerts" title={w.alerts}>
      <ul>
        {harm && (
          <AlertLine grade={harm.grade} title={harm.title}>
            {harm.says && <p lang={CLINICAL}>{harm.says}</p>}
            {harm.items.map((because) => (
              <p key={because} lang={CLINICAL}>{because}</p>
            ))}
            <p class="noprint">
              <button type="button" class="link" onClick={() => go("checklist")}>
                {w.screens.checklist}
              </button>
            </p>
          </AlertLine>
        )}
        {alerts.map(({ id, subject, grade, title, says }) => (
          <AlertLine key={`${id} ${subject ?? ""} ${says}`} grade={grade} title={title}>
            <p lang={CLINICAL}>{says}</p>
          </AlertLine>
        ))}
      </ul>
    </Sheet>
  );
}
