/** A value that came from outside: nobody here has looked at it yet. */
import { confirmFromLink, theCase } from "../case";
import { useStore } from "../store";
import { useWords } from "../words";

export const useFromLink = (id: string): boolean => useStore(theCase, ({ fromLink }) => fromLink.includes(id));

export function FromLink({ id }: { id: string }) {
  const w = useWords();
  const sender = useStore(theCase, (it) => it.sender);
  if (!useFromLink(id)) return null;
  return (
    <p class="row apart">
      <span>{w.fromLink(sender)}</span>
      <button type="button" class="btn" onClick={() => confirmFromLink(id)}>
        {w.confirm}
      </button>
    </p>
  );
}
