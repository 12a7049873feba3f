declare module "virtual:opening" {
  import type { Form, GuidelineDocument } from "./guideline";

  /** What the first screen says of the guideline, as it stood when the app was built. */
  export const opening: Pick<GuidelineDocument, "version" | "published" | "review_by"> & {
    forms: readonly Pick<Form, "id" | "title" | "says">[];
    limits: Readonly<Record<"adult_from" | "child_from", { value: number }>>;
  };
}
