/** How bad: a shape and a word; the colour only repeats them. */
import { useFirstWords } from "../words";
import { Glyph } from "./Glyph";

export type GradeName = "ok" | "watch" | "act" | "stop" | "none" | "info";

/** The engine says `not_assessed`; the shape for it is the dashed one. */
export const gradeOf = (said: string): GradeName =>
  (["ok", "watch", "act", "stop"] as const).find((known) => known === said) ?? "none";

export function Grade({ grade, children }: { grade: GradeName; children?: preact.ComponentChildren }) {
  const w = useFirstWords();
  return (
    <span class={`g ${grade}`}>
      <Glyph name={grade} />
      {children ?? w.grade[grade]}
    </span>
  );
}
