/** One subject on one sheet, under its title. */
import type { ComponentChildren } from "preact";

export const Sheet = ({ id, title, children }: { id?: string; title: string; children: ComponentChildren }) => (
  <section class="sheet stack tight">
    <h2 id={id} tabIndex={id ? -1 : undefined}>
      {title}
    </h2>
    {children}
  </section>
);
