/** The nearest change of one value that leads elsewhere: how far this answer is from another. */
import type { WouldChange as Row } from "../answers";
import { Sheet } from "../parts/Sheet";
import { useWords } from "../words";
import { FirstRows } from "./FirstRows";

/** What no treatment and no time until the next visit changes stands last. */
const STANDING: readonly string[] = ["age", "sex", "kidney", "histology", "secondary_causes", "nephrotic_syndrome_ever"];

export function WouldChange({ rows }: { rows: readonly Row[] }) {
  const w = useWords();
  if (rows.length === 0) return null;
  const stands = ({ input }: Row) => STANDING.includes(input);
  return (
    <Sheet title={w.wouldChange}>
      <FirstRows
        rows={[...rows.filter((row) => !stands(row)), ...rows.filter(stands)].map(({ input, outcome, says, title }) => ({
          key: `${input} ${outcome}`,
          says: (
            <>
              <b>{says}</b>
              <br />
              {title}
            </>
          ),
        }))}
      />
    </Sheet>
  );
}
