/** Every screen after the first, by its name; all but one wait for the guideline. */
import type { ComponentType } from "preact";
import type { GuidedProps, View } from "../App";
import { guideline } from "../guideline";
import type { Name } from "../screens";
import { useStore } from "../store";
import { About } from "./About";
import { Answer } from "./Answer";
import { Checklist } from "./Checklist";
import { Course } from "./Course";
import { Entry } from "./Entry";
import { Evidence } from "./Evidence";
import { Flow } from "./Flow";
import { Plan } from "./Plan";
import { Privacy } from "./Privacy";
import { SecondCheck } from "./SecondCheck";
import { Share } from "./Share";

const guided = (Guided: ComponentType<GuidedProps>): View =>
  function Waiting({ about }) {
    const from = useStore(guideline);
    return from ? <Guided from={from} about={about} /> : <main id="main" aria-busy="true" />;
  };

export const views: Record<Exclude<Name, "start">, View> = {
  entry: guided(Entry),
  answer: guided(Answer),
  checklist: guided(Checklist),
  course: guided(Course),
  plan: guided(Plan),
  evidence: guided(Evidence),
  flow: guided(Flow),
  check: guided(SecondCheck),
  share: guided(Share),
  about: guided(About),
  privacy: Privacy,
};
