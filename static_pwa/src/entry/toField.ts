/** Moves the reader to the field of an input, wherever it is drawn. */
export function toField(id: string): boolean {
  const field = document.getElementById(`field-${id}`);
  if (!field) return false;
  const first = field.querySelector<HTMLElement>("input, select, textarea") ?? field.querySelector("button");
  // A gate that is not opened has one button for all of them.
  const gate = field.closest(".route") ? document.getElementById("confirm-gates") : null;
  const target = gate ?? field.querySelector<HTMLElement>("input:checked") ?? first;
  if (gate) field.closest("section")?.scrollIntoView({ block: "start" });
  else field.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
  return target !== null;
}
