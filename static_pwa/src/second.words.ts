/** What the screen says of a server's answer. Fetched with the check itself, and never kept on the device. */
import type { Second } from "./second";
import type { Words } from "./words";

/** What it is told of this device: the edition it works with, and the step it names. */
export interface Ours {
  version: string;
  step: string;
}
type Told = Exclude<Second["state"], "offline">;
interface Sayings {
  title: Readonly<Record<Told, string>>;
  says: Readonly<Record<Told, (time: string, version: string) => string>>;
  otherEdition: (ours: string, theirs: string) => string;
  step: (title: string) => string;
  /** The members of an answer, as the contract names them. */
  parts: Readonly<Record<string, string>>;
}

const en: Sayings = {
  title: { agrees: "Server agrees", differs: "Server differs", slow: "No answer in time", refused: "Server did not take it" },
  says: {
    agrees: (time, version) => `Guideline ${version}, same answer, ${time}.`,
    differs: (time, version) => `Server guideline ${version}, ${time}. Do not rely on either until this is explained. Not the same:`,
    slow: (time) => `${time}. Try again later; the answer on this device stands by itself.`,
    refused: (time) => `${time}. The two may be of different editions.`,
  },
  otherEdition: (ours, theirs) => `This device works with guideline ${ours}, the server with ${theirs}.`,
  step: (title) => `The server’s step: ${title}.`,
  parts: {
    outcome: "step",
    missing: "what is missing",
    path: "reasons",
    why_not: "why not something else",
    derived: "worked-out values",
    alerts: "alerts",
    options: "what may come next",
    drug_choice: "which drug",
    clocks: "two clocks",
    would_change: "what would change this",
    doses: "doses",
    withheld: "doses not given",
    target_troughs: "target trough",
  },
};

const de: Sayings = {
  title: { agrees: "Server stimmt überein", differs: "Server weicht ab", slow: "Keine Antwort in der Zeit", refused: "Server hat es nicht angenommen" },
  says: {
    agrees: (time, version) => `Leitlinie ${version}, gleiche Antwort, ${time}.`,
    differs: (time, version) => `Leitlinie des Servers ${version}, ${time}. Auf keine der beiden verlassen, bis das geklärt ist. Nicht gleich:`,
    slow: (time) => `${time}. Später noch einmal; die Antwort auf diesem Gerät gilt für sich.`,
    refused: (time) => `${time}. Es können zwei verschiedene Ausgaben sein.`,
  },
  otherEdition: (ours, theirs) => `Dieses Gerät arbeitet mit Leitlinie ${ours}, der Server mit ${theirs}.`,
  step: (title) => `Schritt des Servers: ${title}.`,
  parts: {
    outcome: "Schritt",
    missing: "was fehlt",
    path: "Gründe",
    why_not: "warum nichts anderes",
    derived: "berechnete Werte",
    alerts: "Warnungen",
    options: "was folgen kann",
    drug_choice: "welches Medikament",
    clocks: "zwei Uhren",
    would_change: "was die Antwort ändern würde",
    doses: "Dosis",
    withheld: "nicht gegebene Dosis",
    target_troughs: "Zieltalspiegel",
  },
};

/** A heading and the sentences after it, in the reader's language; the server's step in the guideline's own. */
export function inWords(found: Second, ours: Ours, w: Words): { title: string; says: string } {
  const { state, version, step } = found;
  const time = w.time(found.at);
  if (state === "offline") return { title: w.noServer, says: w.noServerSays(time) };
  const it = w.code === "de" ? de : en;
  const says = [it.says[state](time, version ?? "")];
  if (state === "differs") says.push(`${found.differs.map((part) => it.parts[part] ?? part).join(", ")}.`);
  if (step && step !== ours.step) says.push(it.step(w.clinical(step)));
  if (version && version !== ours.version) says.push(it.otherEdition(ours.version, version));
  return { title: it.title[state], says: says.join(" ") };
}
