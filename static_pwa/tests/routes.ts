/** Answers a request by its route, as the API does: refused with reasons, or evaluated. For the tests only. */
import { checklist, course, doses, monitoring, pathway, quantities, type Guideline, type Inputs, type Refusal } from "../src/engine";

export interface Asked {
  route: string;
  /** Absent where a route is only read. */
  request?: Record<string, unknown>;
  /** Of the pathway: whether to say what would change the answer. */
  would_change?: boolean;
}

const OF_INPUTS: Record<string, (guideline: Guideline, inputs: Inputs, asked: Asked) => object> = {
  "/v1/pathway": (guideline, inputs, asked) => pathway.answer(guideline, inputs, asked.would_change),
  "/v1/checklists/cni-toxicity": checklist.answer,
  "/v1/doses": doses.answer,
};

export function refused(guideline: Guideline, { route, request = {} }: Asked): Refusal[] {
  if (route === "/v1/course") return course.refusals(guideline, request.inputs, request.readings);
  if (route === "/v1/monitoring-plan") return monitoring.refusals(guideline, request.start, request.cni_drug);
  return quantities.refusals(guideline, request.inputs);
}

export function answered(guideline: Guideline, asked: Asked): object {
  const { route, request } = asked;
  if (!request) return checklist.describe(guideline);
  const refusals = refused(guideline, asked);
  if (refusals.length) return { refusals };
  const inputs = request.inputs as Inputs;
  if (route === "/v1/course") return course.answer(guideline, inputs, request.readings as Inputs[]);
  if (route === "/v1/monitoring-plan") return monitoring.plan(guideline, request.start as string, request.cni_drug as string);
  return OF_INPUTS[route]!(guideline, inputs, asked);
}
