/** The CNI-toxicity checklist: a grade for each item, one action for the whole. */
import { Case } from "./case";
import type { Guideline, Item } from "./guideline";
import { read } from "./quantities";
import type { ActionWords, ChecklistAnswer, ChecklistDescription, GradedItem, Inputs } from "./types";
import { said, sentences } from "./words";

/** The checklist itself: its items, what each asks for, and the actions. */
export function describe(guideline: Guideline): ChecklistDescription {
  const { items, grades, actions } = guideline.document.checklist;
  return {
    guideline: guideline.stamp,
    items: items.map(({ id, title, asks, likelier, sources }) => ({ id, title, asks, likelier, sources })),
    grades,
    actions,
  };
}

/** Each item's grade with why and what to do, the action for the whole, and what was not assessed.
 *
 * applies is null (and `missing` names cni_status) where it is not known whether a CNI is taken.
 */
export function answer(guideline: Guideline, inputs: Inputs): ChecklistAnswer {
  const it = new Case(guideline, read(guideline, inputs));
  if (!it.knows("cni_status")) return withoutItems(guideline, null, ["cni_status"]);
  if (!it.value("on_cni")) return withoutItems(guideline, false, []);
  const graft = it.told("kidney") === "transplant";
  const items = [...guideline.items.values()].map((item) => graded(it, item, graft));
  const action = actionFor(guideline, items);
  return {
    guideline: guideline.stamp,
    applies: true,
    missing: [],
    action,
    ...actionWords(guideline, action, graft),
    items,
    not_assessed: items.filter(({ grade }) => grade === "not_assessed").map(({ id }) => id),
  };
}

function withoutItems(guideline: Guideline, applies: false | null, missing: string[]): ChecklistAnswer {
  const words = guideline.document.checklist[applies === false ? "not_taking" : "status_unknown"];
  return {
    guideline: guideline.stamp,
    applies,
    missing,
    action: null,
    title: words.title,
    says: words.says,
    urgency: "routine",
    items: [],
    not_assessed: [],
  };
}

function graded(it: Case, item: Item, graft: boolean): GradedItem {
  const { checklist } = it.guideline.document;
  const row = item.rows.find(({ when }) => when(it));
  const grade = row?.grade ?? "not_assessed";
  const because = row ? said(it, row.because) : checklist.not_assessed;
  let does = row ? said(it, row.does) : "";
  if (graft && checklist.graft.for_grades.includes(grade)) does = checklist.graft.does;
  return {
    id: item.entry.id,
    title: item.entry.title,
    grade,
    because,
    does,
    notes: sentences(it, item.notes),
    likelier: item.entry.likelier,
    asks: item.entry.asks,
    certainty: item.entry.certainty,
    sources: item.entry.sources,
  };
}

/** The most severe action that any item asks for; null where nothing was assessed. */
function actionFor(guideline: Guideline, items: readonly GradedItem[]): string | null {
  const { actions, asks_for } = guideline.document.checklist;
  const order = actions.map(({ id }) => id);
  const asked = items.filter(({ grade }) => grade !== "not_assessed").map(({ id, grade }) => asks_for[grade]![id] ?? asks_for[grade]!["all"]!);
  return asked.length ? order[Math.max(...asked.map((action) => order.indexOf(action)))]! : null;
}

function actionWords(guideline: Guideline, action: string | null, graft: boolean): ActionWords {
  const { actions, nothing_assessed, graft: words } = guideline.document.checklist;
  if (action === null) return { title: nothing_assessed.title, says: nothing_assessed.says, urgency: "routine" };
  if (graft && words.for_actions.includes(action)) return { title: words.title, says: words.does, urgency: "urgent" };
  const { title, says, urgency } = actions.find(({ id }) => id === action)!;
  return { title, says, urgency };
}
