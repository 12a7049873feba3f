/** The names of sources, each a way to its evidence. */
import type { GuidelineDocument } from "../guideline";
import { go } from "../screens";
import { CLINICAL } from "../words";

export function SourceLinks({ from, sources }: { from: GuidelineDocument; sources: readonly string[] }) {
  return (
    <span lang={CLINICAL}>
      {sources.map((id, at) => (
        <span key={id}>
          {at > 0 && " "}
          <button type="button" class="link" onClick={() => go("evidence", `source:${id}`)}>
            {from.sources[id]?.title ?? id}
          </button>
        </span>
      ))}
    </span>
  );
}
