/** For each other step that lay on the way: why not that one. */
import type { WhyNotRow } from "../answers";
import { Folded } from "../parts/Folded";
import { useWords } from "../words";
import { FirstRows } from "./FirstRows";

export function WhyNot({ rows }: { rows: readonly WhyNotRow[] }) {
  const w = useWords();
  if (rows.length === 0) return null;
  return (
    <section class="sheet stack tight wide">
      <Folded id="why-not" title={w.whyNot}>
        <FirstRows
          rows={rows.map(({ outcome, title, because }) => ({
            key: `${outcome} ${because}`,
            says: (
              <>
                <b>{title}.</b> {because}
              </>
            ),
          }))}
        />
      </Folded>
    </section>
  );
}
