/** The browser engine behind a pipe: the guideline first, then a request a line, and its answer a line. */
import { Guideline } from "../src/engine";
import { serve } from "./lines";
import { answered, type Asked } from "./routes";

await serve<Asked>((document) => {
  const guideline = new Guideline(document);
  return (asked) => answered(guideline, asked);
});
