/** Marks what the next step asks for, with the way out for who does not know it. Dashed, like everything still to settle. */
import { choose, notKnown, saidNotKnown, theCase } from "../case";
import { useStore } from "../store";
import { useWords } from "../words";

export function Needed({ id }: { id?: string }) {
  const w = useWords();
  const it = useStore(theCase);
  if (id === undefined) return <span class="g none">{w.neededNow}</span>;
  const said = saidNotKnown(it, id);
  return (
    <span class="row">
      <span class="g none">{said ? w.notKnown : w.neededNow}</span>
      <button type="button" class="link" onClick={() => (said ? choose(id, null) : notKnown(id))}>
        {said ? w.undo : w.notKnown}
      </button>
    </span>
  );
}
