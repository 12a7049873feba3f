/** What to mind, worst first. Never folded away. */
import type { RaisedAlert } from "../answers";
import { AlertLine } from "../parts/Alert";
import { CLINICAL, useWords } from "../words";

export function Alerts({ alerts }: { alerts: readonly RaisedAlert[] }) {
  const w = useWords();
  if (alerts.length === 0) return null;
  return (
    <section class="sheet stack tight">
      <h2>{w.alerts}</h2>
      <ul>
        {alerts.map(({ id, subject, grade, title, says }) => (
          <AlertLine key={`${id} ${subject ?? ""} ${says}`} grade={grade} title={title}>
            <p lang={CLINICAL}>{says}</p>
          </AlertLine>
        ))}
      </ul>
    </section>
  );
}
