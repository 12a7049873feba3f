/** One thing to mind: the grade's shape, the grade's word in the title, then what to do. */
import type { ComponentChildren } from "preact";
import { useWords } from "../words";
import { Glyph } from "./Glyph";
import type { GradeName } from "./Grade";

interface Props {
  grade: GradeName;
  title: string;
  children?: ComponentChildren;
  /** Without the grade's word, for plain notes. */
  bare?: boolean;
}

export function AlertLine({ grade, title, children, bare }: Props) {
  const w = useWords();
  return (
    <li class={`alert ${grade}`}>
      <Glyph name={grade} />
      <div>
        {bare ? <p class="q">{title}</p> : <h3>{w.graded(w.grade[grade], title)}</h3>}
        {children}
      </div>
    </li>
  );
}
