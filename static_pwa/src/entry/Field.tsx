/** One number: its limit before typing, its unit beside it, how it was read, and a question where it is doubtful. */
import { useId } from "preact/hooks";
import { theCase, type, type Typed } from "../case";
import { accepted, named, questionOf, useJudged, type Judged } from "../evaluate";
import { unitLabel, withUnit, type GuidelineDocument, type QuantityInput } from "../guideline";
import { shown, type Amount } from "../numbers";
import { mixed } from "../parts/mixed";
import { Grade } from "../parts/Grade";
import { rememberUnit, units } from "../remembered";
import { store, useStore } from "../store";
import { CLINICAL, useWords } from "../words";
import { FromLink, useFromLink } from "./FromLink";
import { Needed } from "./Needed";

/** The field under the fingers: it is not questioned before it is left. */
export const typing = store<string | null>(null);

interface Props {
  from: GuidelineDocument;
  input: QuantityInput;
  says?: string | undefined;
  needed?: boolean;
  /** Where the value is kept, if not in the case itself: a dated reading has values of its own. */
  held?: { key: string; typed: Typed | undefined; set: (typed: Typed | null) => void };
}

/** Values of one kind share the unit this device remembers: a baseline comes in the unit of the value itself. */
const family = (id: string): string => id.replace(/_(baseline|nadir)$/, "");

function useUnit(input: QuantityInput, typed: Typed | undefined): string {
  const id = family(input.id);
  const beside = useStore(theCase, (it) => it.typed[id]?.unit);
  const remembered = useStore(units)[id];
  const wanted = typed?.unit ?? beside ?? remembered;
  return input.units.find(({ code }) => code === wanted)?.code ?? input.units[0]!.code;
}

export function Field({ from, input, says, needed = false, held }: Props) {
  const id = useId();
  const key = held?.key ?? input.id;
  const now = useStore(typing, (name) => name === key);
  const own = useStore(theCase, (it) => it.typed[input.id]);
  const typed = held ? held.typed : own;
  const set = held ? held.set : (next: Typed | null) => type(input.id, next);
  const unit = useUnit(input, typed);
  const judged = useJudged(from, input, typed);
  const settled = judged.kind === "blank" || judged.kind === "ok" || (judged.kind === "asked" && typed?.kept);
  const asks = !now && !settled;
  const came = useFromLink(input.id) && !held;
  // One structure whether asked or not: the field under the fingers must not be drawn anew.
  return (
    <div
      class={`field${asks ? " ask" : ""}${came ? " from" : ""}`}
      id={`field-${key}`}
      {...(asks && { role: "group", "aria-labelledby": `${id}-q` })}
    >
      <Box id={id} from={from} input={input} says={says} name={key} set={set} typed={typed} unit={"amount" in judged ? judged.amount.unit : unit} asks={asks} needed={needed} />
      {asks ? <Question id={id} from={from} input={input} set={set} typed={typed!} judged={judged} /> : <Read id={id} judged={judged} from={from} kept={typed?.kept === true} />}
      {came && <FromLink id={input.id} />}
    </div>
  );
}

type Set = (typed: Typed | null) => void;

interface BoxProps extends Omit<Props, "held"> {
  id: string;
  name: string;
  set: Set;
  typed: Typed | undefined;
  unit: string;
  asks: boolean;
}

function Box({ id, from, input, says, name, set, typed, unit, asks, needed }: BoxProps) {
  const w = useWords();
  const write = (text: string, inUnit: string) => set(text === "" ? null : { text, unit: inUnit });
  return (
    <>
      <div class="row apart">
        <label class="q" id={`${id}-l`} for={id} lang={CLINICAL}>
          {input.label}
        </label>
        {needed && !asks && <Needed id={name} />}
      </div>
      <p class="hint" id={`${id}-h`}>
        <span lang={CLINICAL}>{[input.hint, says].filter(Boolean).join(" ")}</span> {accepted(from, input, unit, w)}
      </p>
      <div class="box">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          spellcheck={false}
          value={typed?.text ?? ""}
          aria-describedby={asks ? `${id}-h ${id}-q` : `${id}-h ${id}-r`}
          aria-invalid={asks}
          onBlur={() => typing.get() === name && typing.set(null)}
          onInput={(event) => {
            typing.set(name);
            write(event.currentTarget.value, unit);
          }}
        />
        {input.units.length > 1 ? (
          <select
            id={`${id}-u`}
            aria-label={w.unitBox}
            aria-labelledby={`${id}-u ${id}-l`}
            value={unit}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              rememberUnit(family(input.id), chosen);
              // The number stays as it is: the reader says in which unit it was meant.
              if (typed) write(withoutUnit(typed.text), chosen);
            }}
          >
            {input.units.map(({ code }) => (
              <option key={code} value={code}>
                {unitLabel(from, code)}
              </option>
            ))}
          </select>
        ) : (
          <span class="unit">{unitLabel(from, unit)}</span>
        )}
      </div>
    </>
  );
}

const withoutUnit = (text: string): string => text.replace(/[^\d.,'’ +\-−<>]+.*$/u, "").trim();

function Read({ id, judged, from, kept }: { id: string; judged: Judged; from: GuidelineDocument; kept: boolean }) {
  const w = useWords();
  const amount = judged.kind === "asked" || (judged.kind === "ok" && !judged.plain) ? judged.amount : null;
  // The line stays when it is empty, so that the description of the field never points at nothing.
  return (
    <p class={amount ? "read" : "sr"} id={`${id}-r`}>
      {amount && (judged.kind === "asked" && kept ? w.keptAs : w.readAs)(withUnit(from, shown(amount.value), amount.unit))}
    </p>
  );
}

function Question({ id, from, input, set, typed, judged }: { id: string; from: GuidelineDocument; input: QuantityInput; set: Set; typed: Typed; judged: Judged }) {
  const w = useWords();
  const take = ({ value, unit }: Amount) => {
    rememberUnit(family(input.id), unit);
    set({ text: shown(value).replace("−", "-"), unit, kept: true });
  };
  const retype = () => {
    const field = document.getElementById(id) as HTMLInputElement | null;
    field?.focus();
    field?.select();
  };
  const amount = (one: Amount) => withUnit(from, shown(one.value), one.unit);
  return (
    <>
      <p id={`${id}-q`} class="row">
        <Grade grade="act">{w.check}</Grade>
        <b>{mixed(questionOf(judged, typed, w))}</b>
      </p>
      <p class="row">
        {judged.kind === "ways" &&
          judged.ways.map((way) => (
            <button type="button" class="btn main" key={way.value} onClick={() => take(way)}>
              {amount(way)}
            </button>
          ))}
        {(judged.kind === "refused" || judged.kind === "asked") &&
          judged.instead.map((one) => (
            <button type="button" class="btn main" key={one.unit} onClick={() => take(one)}>
              {amount(one)}
              {named(from, input, one, judged.amount.unit)}
            </button>
          ))}
        {judged.kind === "asked" && (
          <button type="button" class="btn" onClick={() => take(judged.amount)}>
            {w.keep(amount(judged.amount))}
          </button>
        )}
        <button type="button" class="btn" onClick={retype}>
          {w.typeAgain}
        </button>
      </p>
    </>
  );
}
