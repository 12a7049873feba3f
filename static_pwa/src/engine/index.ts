/** The engine as the screens and the tests see it: the twin of the server's, answer for answer. */
export { Case } from "./case";
export { Guideline } from "./guideline";
export * as checklist from "./checklist";
export * as course from "./course";
export * as decision from "./decision";
export * as doses from "./doses";
export * as monitoring from "./monitoring";
export * as pathway from "./pathway";
export * as quantities from "./quantities";
export type * from "./types";
