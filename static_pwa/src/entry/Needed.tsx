/** Marks what the next step asks for. Dashed, like everything that is still to settle. */
import { useWords } from "../words";

export function Needed() {
  const w = useWords();
  return <span class="g none">{w.neededNow}</span>;
}
