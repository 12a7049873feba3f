/** What the pages of a sign-in show, in the app's own look, until they go over into the app. */
import { saidBy } from "./refusal";
import { w } from "./words";

export interface Way {
  label: string;
  act: () => void;
  main?: boolean;
}

const app = (): HTMLElement => document.getElementById("app")!;

function element(name: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** The name of the tool with its line, as the app's own header has it. */
function brand(): HTMLElement {
  const glyph = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "use");
  line.setAttribute("href", "#line");
  glyph.setAttribute("class", "i");
  glyph.setAttribute("aria-hidden", "true");
  glyph.append(line);
  const button = element("button", "brand", glyph, w.app) as HTMLButtonElement;
  button.type = "button";
  button.addEventListener("click", without.act);
  return button;
}

/** One sheet: what is going on, and what the reader may do. */
export function show(says: string, ways: readonly Way[] = [], busy = false): void {
  const heading = element("h1", "lead-in", w.heading);
  heading.tabIndex = -1;
  const buttons = ways.map(({ label, act, main }) => {
    const button = element("button", main ? "btn main" : "btn", label) as HTMLButtonElement;
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  });
  const said = element("p", "", says);
  said.setAttribute("role", busy ? "status" : "alert");
  const sheet = element("section", "sheet stack", said, ...(buttons.length > 0 ? [element("p", "row", ...buttons)] : []));
  const main = element("main", "narrow", element("div", "stack", heading, sheet));
  main.setAttribute("aria-busy", String(busy));
  app().replaceChildren(element("header", "top", brand()), main);
}

export const without: Way = { label: w.without, act: () => location.replace("./") };

export const refuse = (fault: unknown, ...ways: readonly Way[]): void => show(saidBy(fault), [...ways, without]);

/** The page becomes the app: no value has to be kept anywhere on the way. */
export async function becomeTheApp() {
  const { opened } = await import("../main");
  return opened;
}

export function clear(): void {
  history.replaceState(null, "", "./");
  app().replaceChildren();
}
