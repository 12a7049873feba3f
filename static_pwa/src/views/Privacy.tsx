/** What stays here, what can leave and when, what this device remembers. */
import { LeadIn } from "../parts/LeadIn";
import { Sheet } from "../parts/Sheet";
import { useWords } from "../words";

export function Privacy() {
  const w = useWords();
  return (
    <main id="main" class="narrow">
      <article class="stack">
        <LeadIn title={w.screens.privacy} />
        {w.privacy.map(({ title, says }) => (
          <Sheet title={title} key={title}>
            {says.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </Sheet>
        ))}
      </article>
    </main>
  );
}
