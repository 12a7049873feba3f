/** Adult or child: the age decides once it is known, the first choice until then. Kept with the case, for the header. */
import { theCase, type Case, type Who } from "./case";
import { guideline, withUnit, type GuidelineDocument, type QuantityInput } from "./guideline";
import { judge } from "./evaluate";
import { shown } from "./numbers";
import { spoken } from "./words";

function told(it: Case, from: GuidelineDocument): { who: Who; age: string } | null {
  const input = from.inputs["age"] as QuantityInput | undefined;
  const adultFrom = from.limits["adult_from"]?.value;
  const judged = input && judge(from, it, input, it.typed["age"]);
  if (!input || adultFrom === undefined || judged?.kind !== "ok") return null;
  const { value, unit } = judged.amount;
  const spec = from.raw["inputs"]["age"]["units"][unit];
  const years = (value * spec.multiply) / spec.divide;
  return { who: years >= adultFrom ? "adult" : "child", age: withUnit(from, shown(value), unit) };
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
