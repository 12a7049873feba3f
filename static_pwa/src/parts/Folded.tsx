/** Open where there is room beside it; on a phone, where it would be a screen of its own, one tap away. Never folded on paper. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { room } from "../room";

export function Folded({ id, title, children }: { id?: string; title: string; children: ComponentChildren }) {
  const fold = useRef<HTMLDetailsElement>(null);
  // As it was drawn first: paper is narrow, and must not fold what a desk has open.
  const [open] = useState(room.get());
  useEffect(() => {
    const unfold = () => void (fold.current && (fold.current.open = true));
    addEventListener("beforeprint", unfold);
    return () => removeEventListener("beforeprint", unfold);
  }, []);
  return (
    <details open={open} ref={fold}>
      <summary>{id ? <h2 id={id}>{title}</h2> : title}</summary>
      {children}
    </details>
  );
}
