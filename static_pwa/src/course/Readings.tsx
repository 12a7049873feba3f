/** Entry of dated readings: one by one, or pasted from a spreadsheet. */
import { useState } from "preact/hooks";
import { change, theCase, type Typed, type TypedReading } from "../case";
import { Field } from "../entry/Field";
import { isCounted } from "../evaluate";
import { unitLabel, type GuidelineDocument, type QuantityInput } from "../guideline";
import { mixed } from "../parts/mixed";
import { units } from "../remembered";
import { useStore } from "../store";
import { useWords } from "../words";
import { isAfterToday, type Order } from "./dates";
import { readRows } from "./paste";

/** What a reading may hold, in the order of the columns. */
const MEASURED = ["proteinuria", "albumin", "creatinine", "cni_trough"] as const;

export const measured = (from: GuidelineDocument): QuantityInput[] =>
  MEASURED.map((id) => from.inputs[id] as QuantityInput);

/** By date; what is read later of one day joins what is there, and takes the place of the same value alone. */
export function withReadings(had: readonly TypedReading[], more: readonly TypedReading[]): TypedReading[] {
  const byDay = new Map<string, TypedReading>();
  for (const { date, values } of [...had, ...more]) byDay.set(date, { date, values: { ...byDay.get(date)?.values, ...values } });
  return [...byDay.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

export function AddReading({ from, date, onDone }: { from: GuidelineDocument; date?: string | undefined; onDone: () => void }) {
  const w = useWords();
  const it = useStore(theCase);
  const [day, setDay] = useState(date ?? "");
  const [values, setValues] = useState<Readonly<Record<string, Typed>>>(it.readings.find((one) => one.date === date)?.values ?? {});
  const set = (id: string) => (typed: Typed | null) => {
    const { [id]: _gone, ...rest } = values;
    setValues(typed ? { ...rest, [id]: typed } : rest);
  };
  const save = () => {
    change({ readings: withReadings(it.readings.filter((one) => one.date !== date), [{ date: day, values }]) });
    setDay("");
    setValues({});
    onDone();
  };
  return (
    <div class="stack" id="add-reading">
      <div class="field">
        <label class="q" for="reading-date">
          {w.date}
        </label>
        <input id="reading-date" type="date" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
        <p class="hint" role="status">
          {isAfterToday(day, new Date()) && w.afterToday}
        </p>
      </div>
      {measured(from).map((input) => (
        <Field key={input.id} from={from} input={{ ...input, hint: "" }} held={{ key: `reading-${input.id}`, typed: values[input.id], set: set(input.id) }} />
      ))}
      <p>
        <button type="button" class="btn main full" disabled={!isCounted(from, day) || Object.keys(values).length === 0} onClick={save}>
          {date ? w.done : w.addReading}
        </button>
      </p>
    </div>
  );
}

export function Paste({ from }: { from: GuidelineDocument }) {
  const w = useWords();
  const [text, write] = useState("");
  const [order, choose] = useState<Order | null>(null);
  const [said, say] = useState<{ good: number; left: readonly string[] } | null>(null);
  const columns = measured(from).map((input) => ({ input, unit: units.get()[input.id] ?? input.units[0]!.code }));
  const found = readRows(text, columns, order);
  const take = () => {
    change({ readings: withReadings(theCase.get().readings, found.readings) });
    say({ good: found.rows, left: found.left });
    write(found.left.join("\n"));
  };
  const unitWord = ({ input, unit }: (typeof columns)[number]) => `${w.clinical(input.label)} (${unitLabel(from, unit)})`;
  return (
    <details>
      <summary>{w.paste}</summary>
      <div class="stack tight">
        <label for="paste" class="hint">
          {w.pasteHint} {mixed(w.columns([w.date, ...columns.map(unitWord)]))}
        </label>
        <textarea id="paste" rows={5} value={text} spellcheck={false} onInput={(event) => write(event.currentTarget.value)} />
        {(found.asksOrder || order !== null) && (
          <fieldset class="seg">
            <legend>{w.dayFirst}</legend>
            <div>
              {(["day", "month"] as const).map((one) => (
                <label key={one}>
                  <input type="radio" name="order" checked={order === one} onChange={() => choose(one)} />
                  <span>{one === "day" ? w.dayMonth : w.monthDay}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        {found.strange.length > 0 && <p class="read">{w.columnsLeft(found.strange)}</p>}
        <p class="row">
          <button type="button" class="btn" disabled={found.readings.length === 0 || found.asksOrder} onClick={take}>
            {w.pasteRead}
          </button>
          <span role="status">{said && w.pasted(said.good, said.left.length) + said.left.join(" / ")}</span>
        </p>
      </div>
    </details>
  );
}
