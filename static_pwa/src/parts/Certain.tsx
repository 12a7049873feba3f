/** How directly a number was read: a fuller square is more direct. */
import type { Certainty, GuidelineDocument } from "../guideline";
import { Glyph } from "./Glyph";
import { CLINICAL } from "../words";

export const Certain = ({ how, from }: { how: string; from: GuidelineDocument }) => (
  <span class="cert" lang={CLINICAL}>
    <Glyph name={how} />
    {from.certainty[how as Certainty]?.label ?? how}
  </span>
);
