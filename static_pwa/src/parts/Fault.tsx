/** Where something breaks, the answer goes and this is said instead: better no answer than one that does not fit the values. */
import { Component, type ComponentChildren } from "preact";
import { firstWords } from "../words";

interface State {
  broken: boolean;
}

export class Fault extends Component<{ children: ComponentChildren }, State> {
  override state: State = { broken: false };

  static override getDerivedStateFromError(): State {
    return { broken: true };
  }

  override render({ children }: { children: ComponentChildren }, { broken }: State) {
    if (!broken) return children;
    const w = firstWords();
    return (
      <main id="main" class="narrow">
        <section class="ask stack tight" role="alert">
          <h1>{w.faultTitle}</h1>
          <p>{w.faultSays}</p>
          <p>
            <button type="button" class="btn main" onClick={() => location.reload()}>
              {w.tryAgain}
            </button>
          </p>
        </section>
      </main>
    );
  }
}
