/** The checklist of causes that must be excluded before anything else. */
import type { GuidelineDocument } from "../guideline";
import { SourceLinks } from "./SourceLinks";
import { CLINICAL } from "../words";

export const Causes = ({ from }: { from: GuidelineDocument }) => (
  <ul class="lines" lang={CLINICAL}>
    {from.causes.map(({ title, says, sources }) => (
      <li key={title}>
        <span>
          <b>{title}.</b> {says}
          <br />
          <SourceLinks from={from} sources={sources} />
        </span>
      </li>
    ))}
  </ul>
);
