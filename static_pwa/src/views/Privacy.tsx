/** What stays here, what can leave and when, what this device remembers. */
import { back } from "../screens";
import { useWords } from "../words";

export function Privacy() {
  const w = useWords();
  return (
    <main id="main" class="narrow">
      <article class="stack">
        <div class="row apart lead-in">
          <h1>{w.screens.privacy}</h1>
          <button type="button" class="btn" onClick={() => back()}>
            {w.back}
          </button>
        </div>
        {w.privacy.map(({ title, says }) => (
          <section class="sheet stack tight" key={title}>
            <h2>{title}</h2>
            {says.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </section>
        ))}
      </article>
    </main>
  );
}
