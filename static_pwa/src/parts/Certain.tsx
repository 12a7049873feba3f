/** How directly a number was read: a fuller square is more direct. */
import type { Certainty, GuidelineDocument } from "../guideline";
import { Glyph } from "./Glyph";

export const Certain = ({ how, from }: { how: Certainty; from: GuidelineDocument }) => (
  <span class="cert">
    <Glyph name={how} />
    {from.certainty[how]?.label ?? how}
  </span>
);
