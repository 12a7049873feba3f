/** Adult or child: the age decides once it is known, the first choice until then. Kept with the case, for the header. */
import { theCase, type Case, type Who } from "./case";
import { guideline, withUnit, type GuidelineDocument, type QuantityInput } from "./guideline";
import { taken, whoOf } from "./evaluate";
import { shown } from "./numbers";
import { spoken } from "./words";

function told(it: Case, from: GuidelineDocument): { who: Who; age: string } | null {
  const amount = taken(from, it, from.inputs["age"] as QuantityInput, it.typed["age"]);
  return amount && { who: whoOf(from, amount), age: withUnit(from, shown(amount.value), amount.unit) };
}

/** Follows the typed age for as long as the page lives. */
export function followAge(): void {
  const follow = () => {
    const from = guideline.get();
    const it = theCase.get();
    if (!from) return;
    const now = told(it, from);
    const who = now?.who ?? it.who;
    const age = now?.age ?? null;
    if (who !== it.who || age !== it.age) theCase.set({ ...it, who, age });
  };
  theCase.subscribe(follow);
  guideline.subscribe(follow);
  spoken.subscribe(follow);
  follow();
}
