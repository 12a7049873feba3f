/** Moves the reader to the heading of a part of the answer, and the keyboard with the eye. */
export function toPart(id: string): void {
  const heading = document.getElementById(id);
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView();
}
