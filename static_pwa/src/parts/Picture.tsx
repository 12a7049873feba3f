/** A drawing whose letters grow with the reader's text size; where it then grows past its sheet, it scrolls in place. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  /** Width and height of the drawing. */
  size: readonly [number, number];
  /** Where nothing stands at its head, the drawing begins so far down. */
  top?: number;
  label: string;
  children: ComponentChildren;
}

export function Picture({ size: [width, height], top = 0, label, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [wide, is] = useState(false);
  useEffect(() => {
    const look = () => box.current && is(box.current.scrollWidth > box.current.clientWidth);
    look();
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);
  // What scrolls must be reachable with the keyboard; what does not must not cost a stop.
  return (
    <div class="scroll" ref={box} {...(wide && { tabIndex: 0, role: "group", "aria-label": label })}>
      <svg class="pic" viewBox={`0 ${top} ${width} ${height - top}`} role="img" aria-label={label}>
        {children}
      </svg>
    </div>
  );
}
