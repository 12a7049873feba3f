/** A case as a link: in the fragment only, which no server ever sees. Unknown keys are refused; whatever comes in is to be confirmed. */
import type { Address } from "./address";
import { EMPTY, theCase, type Case, type Typed } from "./case";
import type { GuidelineDocument } from "./guideline";
import { notice } from "./notice";
import { go } from "./screens";
import { allWords } from "./words";

const MARK = "#v1:";
const LONGEST = 4096;

export type Inputs = Readonly<Record<string, unknown>>;
export type LinkRefused = "query" | "too_long" | "unreadable" | "unknown_key";
export type Opened = { inputs: Inputs } | { refused: LinkRefused; key?: string } | null;

function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64url(text: string): string {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}

export const linkTo = (inputs: Inputs): string => `${location.origin}${location.pathname}${MARK}${base64url(JSON.stringify({ inputs }))}`;

/** The inputs that an address carries, why they are refused, or null where it carries none. */
export function read({ hash, search }: Address): Opened {
  if (!hash.startsWith(MARK)) return search === "" ? null : { refused: "query" };
  if (hash.length > LONGEST) return { refused: "too_long" };
  try {
    const whole: unknown = JSON.parse(fromBase64url(hash.slice(MARK.length)));
    if (!isObject(whole)) return { refused: "unreadable" };
    const stray = Object.keys(whole).find((key) => key !== "inputs");
    if (stray !== undefined) return { refused: "unknown_key", key: stray };
    return isObject(whole["inputs"]) ? { inputs: whole["inputs"] } : { refused: "unreadable" };
  } catch {
    return { refused: "unreadable" };
  }
}

const isObject = (it: unknown): it is Record<string, unknown> => typeof it === "object" && it !== null && !Array.isArray(it);

/** Makes the case of a link the case at hand, every value marked as not yet looked at; or says why not. */
export function openLink(from: GuidelineDocument, address: Address): void {
  const opened = read(address);
  if (opened === null) return;
  const found = "refused" in opened ? opened : caseFromLink(from, opened.inputs);
  if ("refused" in found) return notice.set({ kind: "link_refused", says: allWords().linkRefused(found.refused, found.key) });
  const form = from.forms[0]?.id;
  theCase.set({ ...found, form });
  go("entry", form);
}

/** The case a link describes, or the first key that this guideline does not know. */
export function caseFromLink(from: GuidelineDocument, inputs: Inputs): Case | { refused: LinkRefused; key: string } {
  const typed: Record<string, Typed> = {};
  const chosen: Record<string, string> = {};
  const listed: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(inputs)) {
    const input = Object.hasOwn(from.inputs, key) ? from.inputs[key] : undefined;
    if (!input) return { refused: "unknown_key", key };
    if (value === null) continue;
    if (input.kind === "quantity") {
      if (!isObject(value) || typeof value["value"] !== "number" || Object.keys(value).some((part) => part !== "value" && part !== "unit")) return { refused: "unreadable", key };
      const unit = input.units.find((known) => known.code === value["unit"]);
      if (!unit) return { refused: "unreadable", key };
      typed[key] = { text: String(value["value"]), unit: unit.code };
    } else if (input.kind === "code") {
      if (value !== "unknown" && !input.codes.some(({ code }) => code === value)) return { refused: "unreadable", key };
      chosen[key] = value as string;
    } else {
      if (!Array.isArray(value) || new Set(value).size !== value.length || value.some((one) => !input.codes.some(({ code }) => code === one))) return { refused: "unreadable", key };
      listed[key] = value as string[];
    }
  }
  return { ...EMPTY, typed, chosen, listed, fromLink: [...Object.keys(typed), ...Object.keys(chosen), ...Object.keys(listed)] };
}
