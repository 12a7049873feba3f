/** What was read from one place of a record, and what became of it. */
export type Standing = "taken" | "possible" | "ask" | "left_out";

/** A resource, its standing, and why: ids of reasons, questions and notes. `given` fills their words. */
export interface Finding {
  resource: string;
  standing: Standing;
  why: readonly string[];
  input: string | null;
  value: unknown;
  date: string | null;
  display: string | null;
  drug: string | null;
  given: Readonly<Record<string, string>>;
}

export const found = (resource: string, more: Partial<Finding> = {}): Finding => ({
  resource, standing: "left_out", why: [], input: null, value: null, date: null, display: null, drug: null, given: {}, ...more,
});

/** Whether the value is evaluated. */
export const used = ({ standing }: Finding): boolean => standing === "taken" || standing === "possible";

/** The same, not used after all. */
export const leftOut = (it: Finding, reason: string, given: Finding["given"] = {}): Finding => ({ ...it, standing: "left_out", why: [reason], value: null, given });

/** The same, used only once a question is answered. */
export const asked = (it: Finding, question: string): Finding => ({ ...it, standing: "ask", why: [question, ...it.why] });
