/** A case as a link: in the fragment only, which no server ever sees. */
import type { Address } from "./address";
import { inWords, receive, strayKey, type Inputs, type Refused } from "./arrival";
import type { GuidelineDocument } from "./guideline";
import { notice } from "./notice";
import { allWords } from "./words";

export const MARK = "#v1:";
export const LONGEST = 4096;

export type Opened = { inputs: Inputs } | { refused: readonly Refused[] } | null;

function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64url(text: string): string {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}

const fragment = (inputs: Inputs): string => MARK + base64url(JSON.stringify({ inputs }));

/** The app's own address with these inputs; null where they are too many for a link. */
export function linkTo(inputs: Inputs): string | null {
  const hash = fragment(inputs);
  return hash.length > LONGEST ? null : location.origin + location.pathname + hash;
}

/** The inputs that an address carries, why they are refused, or null where it carries none. */
export function read({ hash }: Pick<Address, "hash">): Opened {
  // A mail program may write the colon as %3A.
  const [, version, text = ""] = /^#v(\d+)(?::|%3a)(.*)$/is.exec(hash) ?? [];
  if (version === undefined) return null;
  const w = allWords();
  if (version !== "1") return { refused: [{ pointer: "", detail: w.linkOther }] };
  if (hash.length > LONGEST) return { refused: [{ pointer: "", detail: w.linkTooLong }] };
  try {
    const whole: unknown = JSON.parse(fromBase64url(text));
    const { inputs, ...stray } = whole as { inputs: Inputs };
    const refused = Object.keys(stray).map((key) => strayKey(key));
    if (refused.length > 0) return { refused };
    if (typeof inputs === "object" && inputs !== null && !Array.isArray(inputs)) return { inputs };
  } catch {
    // Not base64url, not UTF-8 or not JSON: damaged on its way, whichever it is.
  }
  return { refused: [{ pointer: "", detail: w.linkDamaged }] };
}

/** Makes the case of a link the case at hand, every value marked as not yet looked at; or says why not. */
export async function openLink(from: GuidelineDocument, { hash, search }: Address): Promise<void> {
  const w = allWords();
  if (search !== "") notice.set({ kind: "said", says: w.queryNotRead });
  const opened = read({ hash });
  if (opened === null) return;
  const found = "inputs" in opened ? await receive(from, { inputs: opened.inputs, sender: null }) : opened;
  if ("refused" in found) notice.set({ kind: "said", says: w.linkRefused(inWords(from, found.refused)) });
}
