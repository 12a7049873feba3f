/** Who is treated, and which of four questions brought the clinician here. */
import { useEffect, useState } from "preact/hooks";
import { opening } from "virtual:opening";
import type { ViewProps } from "../App";
import { change, clear, isEmpty, theCase, type Who } from "../case";
import { compared, newerThan } from "../compared";
import { guideline } from "../guideline";
import { notice } from "../notice";
import { Changed } from "../parts/Changed";
import { Glyph } from "../parts/Glyph";
import { Grade } from "../parts/Grade";
import { framed, ready } from "../ready";
import { go } from "../screens";
import { useStore } from "../store";
import { chooseTheme, theme, type Theme } from "../theme";
import { CLINICAL, LANGUAGES, speak, useFirstWords, type Language } from "../words";

const NEW = "new_patient";

/** `about`: the way in that a shortcut of the home screen names. */
/** A language that cannot be fetched leaves the one before it, and says so. */
function speakOrSay(box: HTMLSelectElement, before: string): void {
  speak(box.value as Language).catch(() => {
    box.value = before;
    notice.set({ kind: "not_saved" });
  });
}

export function Start({ about }: ViewProps) {
  const w = useFirstWords();
  const it = useStore(theCase);
  const from = useStore(guideline);
  const { offline } = useStore(ready);
  const heard = useStore(compared);
  /** The way that waits until it is known who the patient is. */
  const [wanted, want] = useState<string | null>(null);
  const { who } = it;

  const choose = (chosen: Who) => {
    change({ who: chosen, meant: chosen });
    want(null);
    if (wanted) start(wanted, chosen);
  };
  const start = (form: string, as?: Who) => {
    // A new patient never inherits values, nor adult or child; what was open can be brought back.
    if (form === NEW && !isEmpty(it)) clear("asked");
    if (as ?? theCase.get().who) {
      const { chosen } = theCase.get();
      change({ form, chosen: { ...from?.forms.find(({ id }) => id === form)?.sets, ...chosen } });
      return go("entry", form);
    }
    want(form);
    // After the question has drawn, where a case stood before.
    setTimeout(() => document.querySelector<HTMLElement>("#who input")?.focus());
  };
  useEffect(() => {
    if (from?.forms.some(({ id }) => id === about)) start(about!);
  }, [from, about]);
  // The same words before the guideline has arrived and after: nothing moves under a thumb.
  const { version, published, review_by, forms, limits } = from ?? opening;
  const newer = newerThan(version, heard);
  const adult = limits["adult_from"]!.value!;
  const child = limits["child_from"]!.value!;

  return (
    <main id="main" class="two home">
      <div class="stack">
        <h1 class="lead-in">{w.title}</h1>
        {!isEmpty(it) ? (
          <section class="sheet stack tight" aria-labelledby="now">
            <h2 id="now">{w.caseOpen(who ? w.who[who] : null, it.age)}</h2>
            <p class="row">
              <button type="button" class="btn main" onClick={() => go("answer")}>
                {w.goOn}
              </button>
              <button type="button" class="btn" onClick={() => clear("asked")}>
                {w.clearAll}
              </button>
            </p>
            <p class="hint">{w.clearAllHint}</p>
          </section>
        ) : (
          <div class={wanted ? "ask" : undefined}>
          <fieldset class="seg" id="who">
            <legend>{w.whoIs}</legend>
            {wanted && <p role="alert">{w.whoFirst}</p>}
            <div>
              {(["adult", "child"] as const).map((one) => (
                <label key={one}>
                  <input type="radio" name="who" checked={it.who === one} onChange={() => choose(one)} />
                  <span>
                    <b>{w.who[one]}</b>
                    <small>{one === "adult" ? w.adultAge(adult) : w.childAge(child, adult - 1)}</small>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          </div>
        )}
        <p class="hint">{w.notUnder(child)}</p>
      </div>

      <div class="stack">
        <h2>{isEmpty(it) ? w.whereStart : w.anotherQuestion}</h2>
        <ul class="ways">
          {forms.map(({ id, title, says }) => (
            <li key={id}>
              <button type="button" lang={CLINICAL} disabled={!from} onClick={() => start(id)}>
                <b>{title}</b>
                <small>{says}</small>
                <Glyph name="go" />
              </button>
            </li>
          ))}
        </ul>
      </div>

      <div class="stack">
        <p class="row">
          {framed ? <span>{w.inFrame(location.host)}</span> : offline ? <Grade grade="ok">{w.readyOffline}</Grade> : <Grade grade="none">{w.notYetOffline}</Grade>}
          <span>{w.edition(version, w.day(published), w.day(review_by))}</span>
          <span class="hint">{heard ? w.checkedAt(w.moment(new Date(heard.at))) : w.neverChecked}</span>
        </p>
        {newer && <p class="from">{w.newerGuideline(newer)}</p>}
        {from && <Changed from={from} />}
        <p class="hint">{w.staysHere}</p>
        <p class="row">
          {(["flow", "evidence", "plan", "about", "privacy"] as const).map((name) => (
            <button type="button" class="link" key={name} onClick={() => go(name)}>
              {w.screens[name]}
            </button>
          ))}
        </p>
        <Choices />
        {w.whyEnglish && <p class="hint">{w.whyEnglish}</p>}
      </div>
    </main>
  );
}

/** The two choices of the reader that this device keeps. */
function Choices() {
  const w = useFirstWords();
  const chosen = useStore(theme);
  return (
    <div class="pair">
      <div class="field">
        <label class="q" for="theme">
          {w.light}
        </label>
        <select id="theme" value={chosen} onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}>
          {(["auto", "light", "dark"] as const).map((one) => (
            <option key={one} value={one}>
              {w.themes[one]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label class="q" for="language">
          {w.language}
        </label>
        <select id="language" value={w.code} onChange={({ currentTarget }) => speakOrSay(currentTarget, w.code)}>
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
