/** Moves the reader to the field of an input, wherever it is drawn. */
export function toField(id: string): boolean {
  const field = document.getElementById(`field-${id}`);
  if (!field) return false;
  const first = field.querySelector<HTMLElement>("input, select, textarea, button");
  // A gate that is not opened has one button for all of them.
  const gate = field.closest(".route") ? document.getElementById("confirm-gates") : null;
  const target = gate ?? field.querySelector<HTMLElement>("input:checked") ?? first;
  field.scrollIntoView({ block: gate ? "start" : "center" });
  target?.focus({ preventScroll: gate === null });
  return target !== null;
}
