/** For whoever writes a hospital's launcher: the inputs of a link as JSON, the link that they make, and every input that there is.
 *  Fetched when it is opened, and never kept on the device. It imports nothing, Preact neither: a file that both shared would split the app's own. */
import type { createElement } from "preact";
import type { useState } from "preact/hooks";
import type { CopyButton } from "../answer/CopyButton";
import type { Inputs, Refused } from "../arrival";
import type { GuidelineDocument, Input } from "../guideline";

export interface BuilderProps {
  h: typeof createElement;
  useState: typeof useState;
  Copy: typeof CopyButton;
  language: string;
  from: GuidelineDocument;
  /** Those of the case at hand, to begin with. */
  inputs: Inputs;
  linkTo: (inputs: Inputs) => string | null;
  refusalsOf: (inputs: unknown) => readonly Refused[];
}

const en = {
  format: [
    'A link is the address of this tool, then #v1: and the base64url of {"inputs": …}, at most 4 kB. It holds no name, number or date of birth.',
    'A number comes with its unit: {"value": 71.5, "unit": "kg"}.',
    "Whoever opens it confirms each value; a link that holds anything else is refused whole. docs/embedding.md has a page that makes such links.",
  ],
  asJson: "Inputs, as JSON",
  notJson: "This is not JSON yet.",
  tooLong: "Longer than a link may be: leave some inputs out.",
  link: "Link of these inputs",
  copy: "Copy this link",
  record: "Read values from a hospital's record",
  every: "Every input",
  kinds: { quantity: "a number, in", code: "one of", list: "a list of" },
};

const de: typeof en = {
  format: [
    'Ein Link ist die Adresse dieses Werkzeugs, dann #v1: und {"inputs": …} als base64url, höchstens 4 kB. Er enthält weder Namen noch Nummer noch Geburtsdatum.',
    'Eine Zahl kommt mit ihrer Einheit: {"value": 71.5, "unit": "kg"}.',
    "Wer ihn öffnet, bestätigt jeden Wert; ein Link mit irgendetwas anderem wird ganz abgelehnt. In docs/embedding.md steht eine Seite, die solche Links baut.",
  ],
  asJson: "Angaben, als JSON",
  notJson: "Das ist noch kein JSON.",
  tooLong: "Länger, als ein Link sein darf: bitte einige Angaben weglassen.",
  link: "Link mit diesen Angaben",
  copy: "Diesen Link kopieren",
  record: "Werte aus einer Patientenakte lesen",
  every: "Alle Angaben",
  kinds: { quantity: "eine Zahl, in", code: "eines von", list: "eine Liste aus" },
};

type Built = { link: string } | { wrong: readonly Refused[] };
const wrong = (detail: string): Built => ({ wrong: [{ pointer: "", detail }] });

function built(text: string, { linkTo, refusalsOf }: BuilderProps, w: typeof en): Built {
  let inputs: unknown;
  try {
    inputs = JSON.parse(text);
  } catch {
    return wrong(w.notJson);
  }
  const refused = refusalsOf(inputs);
  if (refused.length > 0) return { wrong: refused };
  const link = linkTo(inputs as Inputs);
  return link === null ? wrong(w.tooLong) : { link };
}

/** Rows of a box before its text scrolls. */
const LONG = 12;
const SHORT = 4;
const SAMPLE: Inputs = { sex: "female", histology: "fsgs", cni_barriers: [] };

/** "kg, [lb_av]" or "native, transplant, dialysis". */
const takes = (input: Input): string => (input.kind === "quantity" ? input.units : input.codes).map(({ code }) => code).join(", ");
/** The ids and codes of an input are the same for everyone: English words, or none. */
const id = { lang: "en" };

export function LinkBuilder(props: BuilderProps) {
  const { h, useState, Copy, language, from, inputs } = props;
  const w = language === "de" ? de : en;
  const [text, write] = useState(JSON.stringify(Object.keys(inputs).length > 0 ? inputs : SAMPLE, null, 2));
  const found = built(text, props, w);
  const every = Object.values(from.inputs).map((input) =>
    h("li", { key: input.id }, h("span", null, h("b", id, input.id), h("br", null), h("small", id, input.label)), h("span", null, `${w.kinds[input.kind]} `, h("span", id, takes(input)))),
  );
  // Of an input that there is, the guideline speaks.
  const said = ({ pointer, detail }: Refused) => h("p", { key: pointer, lang: from.inputs[pointer.split("/")[2] ?? ""] && "en" }, pointer && `${pointer}: `, detail);
  const selected = (event: { currentTarget: HTMLTextAreaElement }) => event.currentTarget.select();
  const written = (event: { currentTarget: HTMLTextAreaElement }) => write(event.currentTarget.value);
  return h("div", { class: "stack tight" },
    w.format.map((line) => h("p", { key: line }, line)),
    h("label", { class: "q", for: "builder-inputs" }, w.asJson),
    h("textarea", { id: "builder-inputs", rows: LONG, spellcheck: false, value: text, "aria-describedby": "builder-found", onInput: written }),
    h("div", { id: "builder-found", role: "status" }, "wrong" in found && found.wrong.map(said)),
    "link" in found && h("textarea", { readOnly: true, rows: SHORT, value: found.link, "aria-label": w.link, onFocus: selected }),
    "link" in found && h("p", null, h(Copy, { text: () => found.link, label: w.copy })),
    h("p", null, h("a", { class: "link", href: "launch.html" }, w.record)),
    h("h3", null, w.every),
    h("ul", { class: "lines wrap" }, every),
  );
}
