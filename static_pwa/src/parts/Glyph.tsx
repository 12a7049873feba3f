/** A silhouette from the sheet in index.html. Always beside a word, so hidden from screen readers. */
export const Glyph = ({ name }: { name: string }) => (
  <svg class="i" aria-hidden="true" focusable="false">
    <use href={`#${name}`} />
  </svg>
);
