/** The frame: header, the one notice line, and the screen that is asked for. Only the first screen is part of the first load. */
import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { GuidelineDocument } from "./guideline";
import { work } from "./later";
import { notice } from "./notice";
import { Fault } from "./parts/Fault";
import { Header } from "./parts/Header";
import { Notices } from "./parts/Notices";
import { screen, type Screen } from "./screens";
import { useStore } from "./store";
import { Start } from "./views/Start";
import { useFirstWords } from "./words";

export interface ViewProps {
  about?: string | undefined;
}
/** Of a screen that stands on the guideline. */
export interface GuidedProps extends ViewProps {
  from: GuidelineDocument;
}
export type View = ComponentType<ViewProps>;

export function App() {
  const wanted = useStore(screen);
  const w = useFirstWords();
  const [drawn, draw] = useState<{ at: Screen; View: View }>({ at: { name: "start" }, View: Start });

  useEffect(() => {
    let stale = false;
    const show = (View: View) => {
      if (!stale) draw({ at: wanted, View });
    };
    if (wanted.name === "start") show(Start);
    else {
      const { name } = wanted;
      work().then(
        ({ views }) => show(views[name]),
        () => notice.set({ kind: "not_saved" }),
      );
    }
    return () => void (stale = true);
  }, [wanted]);

  const settled = drawn.at === wanted;
  // Only now is the page as long as it was when the reader left it.
  useLayoutEffect(() => {
    if (settled) scrollTo(0, wanted.y ?? 0);
  }, [settled, wanted]);
  useEffect(() => {
    if (!settled) return;
    document.title = wanted.name === "start" ? w.app : w.titled(w.screens[wanted.name]);
    // A new screen is announced by its heading; the first one the browser announces itself.
    const heading = document.querySelector<HTMLElement>("main h1");
    heading?.setAttribute("tabindex", "-1");
    if (history.state !== null) heading?.focus({ preventScroll: true });
  }, [settled, wanted, w]);

  const { View } = drawn;
  return (
    <>
      <a
        class="skip btn"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>("main h1")?.focus();
        }}
      >
        {w.skip}
      </a>
      <Header />
      <Notices />
      <Fault key={`${drawn.at.name} ${drawn.at.about ?? ""}`}>
        <View about={drawn.at.about} />
      </Fault>
    </>
  );
}
