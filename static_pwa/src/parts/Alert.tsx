/** One thing to mind: the grade's shape, the grade's word in the title, then what to do. */
import type { ComponentChildren } from "preact";
import { CLINICAL, useWords } from "../words";
import { Glyph } from "./Glyph";
import type { GradeName } from "./Grade";

interface Props {
  grade: GradeName;
  title: string;
  children?: ComponentChildren;
  /** Without the grade's word, for plain notes. */
  bare?: boolean;
  /** A plain note in the guideline's words. */
  clinical?: boolean;
}

export function AlertLine({ grade, title, children, bare, clinical }: Props) {
  const w = useWords();
  return (
    <li class={`alert ${grade}`}>
      <Glyph name={grade} />
      <div>
        {bare ? <p class="q" lang={clinical ? CLINICAL : undefined}>{title}</p> : <h3>{w.grade[grade]}: <span lang={CLINICAL}>{w.afterColon(title)}</span></h3>}
        {children}
      </div>
    </li>
  );
}
