/** A value that came from outside: nobody here has looked at it yet. */
import { confirmFromLink, theCase } from "../case";
import { useStore } from "../store";
import { useWords } from "../words";

export function FromLink({ id }: { id: string }) {
  const w = useWords();
  const it = useStore(theCase);
  if (!it.fromLink.includes(id)) return null;
  return (
    <p class="row apart">
      <span>{w.fromLink(it.sender)}</span>
      <button type="button" class="btn" onClick={() => confirmFromLink(id)}>
        {w.confirm}
      </button>
    </p>
  );
}
