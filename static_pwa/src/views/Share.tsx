/** Takes the case along: as text, as a link that no server sees, as a code for a phone. */
import { createElement } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { CopyButton } from "../answer/CopyButton";
import type { GuidedProps } from "../App";
import { refusalsOf } from "../arrival";
import { theCase } from "../case";
import { hostOf, launcher } from "../frame/launcher";
import { useAnswers } from "../evaluate";
import { linkTo } from "../link";
import { LeadIn } from "../parts/LeadIn";
import { Sheet } from "../parts/Sheet";
import { plainText } from "../plain";
import { pathOf, qr } from "../qr";
import { useStore } from "../store";
import { useWords } from "../words";
import type { BuilderProps, LinkBuilder } from "./LinkBuilder";

/** `about`: "text" where the browser forbids copying, so that the text is at hand. */
export function Share({ from, about }: GuidedProps) {
  const w = useWords();
  const it = useStore(theCase);
  const answers = useAnswers(from);
  const text = plainText(from, it, answers, w, new Date());
  const link = linkTo(answers.inputs);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (about === "text") box.current?.select();
  }, [about]);
  const send = () => void navigator.share({ text }).catch(() => undefined);
  return (
    <main id="main" class="two">
      <div class="stack">
        <LeadIn title={w.screens.share} to="answer" />
        <Sheet title={w.asText}>
          <p class="hint">{w.asTextHint}</p>
          <textarea ref={box} readOnly rows={12} value={text} aria-label={w.asText} onFocus={(event) => event.currentTarget.select()} />
          <p class="row">
            <CopyButton text={() => text} />
            {"share" in navigator && (
              <button type="button" class="btn" onClick={send}>
                {w.sendWith}
              </button>
            )}
            <SendToRecord text={text} />
          </p>
        </Sheet>
      </div>
      <Sheet title={w.asLink}>
        <p class="hint">{w.asLinkHint}</p>
        {link ? (
          <>
            <textarea readOnly rows={4} value={link} aria-label={w.asLink} onFocus={(event) => event.currentTarget.select()} />
            <p>
              <CopyButton text={() => link} label={w.copyLink} />
            </p>
            <Code text={link} />
          </>
        ) : (
          <p>{w.linkTooLong}</p>
        )}
        <Builder from={from} inputs={answers.inputs} />
      </Sheet>
    </main>
  );
}

/** In a launcher's frame: the text goes to the page around, on this click and to no other. */
function SendToRecord({ text }: { text: string }) {
  const w = useWords();
  const around = useStore(launcher);
  const [sent, setSent] = useState<string | null>(null);
  if (!around) return null;
  const send = () => {
    around.send(text);
    setSent(text);
  };
  return (
    <>
      <button type="button" class="btn" onClick={send}>
        {w.sendToRecord(hostOf(around.origin))}
      </button>
      <span role="status">{sent === text && w.sentToRecord(hostOf(around.origin))}</span>
    </>
  );
}

/** What only the makers of a launcher read is fetched when they open it: they have a network. */
function Builder({ from, inputs }: Pick<BuilderProps, "from" | "inputs">) {
  const w = useWords();
  const [Drawn, draw] = useState<typeof LinkBuilder | null>(null);
  const [failed, fail] = useState(false);
  const fetchIt = () => import("./LinkBuilder").then(({ LinkBuilder }) => draw(() => LinkBuilder), () => fail(true));
  return (
    <details onToggle={(event) => event.currentTarget.open && !Drawn && void fetchIt()}>
      <summary>{w.linkBuilder}</summary>
      {Drawn ? <Drawn h={createElement} useState={useState} Copy={CopyButton} language={w.code} from={from} inputs={inputs} linkTo={linkTo} refusalsOf={(given) => refusalsOf(from, given)} /> : <p role="status">{failed && w.onlineOnly}</p>}
    </details>
  );
}

function Code({ text }: { text: string }) {
  const w = useWords();
  const [open, setOpen] = useState(false);
  const code = useMemo(() => (open ? qr(text) : null), [open, text]);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.asCode}</summary>
      {code ? (
        <svg class="qr" viewBox={`-4 -4 ${code.length + 8} ${code.length + 8}`} role="img" aria-label={w.codePicture} shape-rendering="crispEdges">
          <path d={pathOf(code)} />
        </svg>
      ) : (
        <p>{w.codeTooLong}</p>
      )}
    </details>
  );
}
