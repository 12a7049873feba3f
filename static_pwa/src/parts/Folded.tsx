/** Open where there is room beside it; on a phone, where it would be a screen of its own, one tap away. Never folded on paper. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { room } from "../room";

export function Folded({ id, title, children }: { id?: string; title: string; children: ComponentChildren }) {
  const fold = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const unfold = () => void (fold.current && (fold.current.open = true));
    addEventListener("beforeprint", unfold);
    return () => removeEventListener("beforeprint", unfold);
  }, []);
  return (
    <details open={room.get()} ref={fold}>
      <summary>{id ? <h2 id={id}>{title}</h2> : title}</summary>
      {children}
    </details>
  );
}
