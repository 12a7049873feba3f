/** One subject on one sheet, under its title. */
import type { ComponentChildren } from "preact";

export const Sheet = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="sheet stack tight">
    <h2>{title}</h2>
    {children}
  </section>
);
