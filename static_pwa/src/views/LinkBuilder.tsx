/** For whoever writes a hospital's launcher: the inputs of a link as JSON, the link that they make, and every input that there is.
 *  Spoken in English alone, as the documentation is. */
import { useState } from "preact/hooks";
import type { CopyButton } from "../answer/CopyButton";
import type { Inputs, Refused } from "../arrival";
import type { GuidelineDocument, Input } from "../guideline";

export interface BuilderProps {
  from: GuidelineDocument;
  /** Those of the case at hand, to begin with. */
  inputs: Inputs;
  linkTo: (inputs: Inputs) => string | null;
  refusalsOf: (inputs: unknown) => readonly Refused[];
  Copy: typeof CopyButton;
}

const FORMAT = [
  'A link is the address of this tool, then #v1: and the base64url of {"inputs": …}, at most 4 kB. It holds no name, number or date of birth.',
  "Whoever opens it confirms each value; a link that holds anything else is refused whole. docs/embedding.md has a page that makes such links.",
];
const SAMPLE: Inputs = { sex: "female", histology: "fsgs", cni_barriers: [] };

type Built = { link: string } | { wrong: readonly string[] };

function built(text: string, { linkTo, refusalsOf }: BuilderProps): Built {
  let inputs: unknown;
  try {
    inputs = JSON.parse(text);
  } catch {
    return { wrong: ["This is not JSON yet."] };
  }
  const refused = refusalsOf(inputs);
  if (refused.length > 0) return { wrong: refused.map(({ pointer, detail }) => `${pointer}: ${detail}`) };
  const link = linkTo(inputs as Inputs);
  return link === null ? { wrong: ["Longer than a link may be: leave some inputs out."] } : { link };
}

/** "kg, [lb_av]" or "native, transplant, dialysis". */
const takes = (input: Input): string => (input.kind === "quantity" ? input.units : input.codes).map(({ code }) => code).join(", ");
const KINDS = { quantity: '{"value": number, "unit": …}', code: "one of", list: "[any of]" } as const;

export function LinkBuilder(props: BuilderProps) {
  const { from, inputs, Copy } = props;
  const [text, write] = useState(JSON.stringify(Object.keys(inputs).length > 0 ? inputs : SAMPLE, null, 2));
  const found = built(text, props);
  return (
    <div class="stack tight" lang="en">
      {FORMAT.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <label class="q" for="builder-inputs">
        Inputs, as JSON
      </label>
      <textarea id="builder-inputs" rows={12} spellcheck={false} value={text} aria-describedby="builder-found" onInput={(event) => write(event.currentTarget.value)} />
      <div id="builder-found" role="status">
        {"wrong" in found && found.wrong.map((line) => <p key={line}>{line}</p>)}
      </div>
      {"link" in found && (
        <>
          <textarea readOnly rows={4} value={found.link} aria-label="Link of these inputs" onFocus={(event) => event.currentTarget.select()} />
          <p>
            <Copy text={() => found.link} label="Copy this link" />
          </p>
        </>
      )}
      <p>
        <a class="link" href="launch.html">
          Read values from a hospital's record
        </a>
      </p>
      <h3>Every input</h3>
      <ul class="lines wrap">
        {Object.values(from.inputs).map((input) => (
          <li key={input.id}>
            <span>
              <b>{input.id}</b>
              <br />
              <small>{input.label}</small>
            </span>
            <span>
              {KINDS[input.kind]} {takes(input)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
