/** The browser's reading of records behind a pipe: the guideline and the codes first, then a record a line. */
import { Guideline, quantities } from "../src/engine";
import * as dates from "../src/engine/dates";
import * as numbers from "../src/engine/numbers";
import { read } from "../src/interop/reading";
import { serve } from "./lines";

await serve<{ resources: any[]; today: string }>(({ guideline, codes }) => {
  const engine = { guideline: new Guideline(guideline), quantities, dates, numbers };
  return ({ resources, today }) => read(engine, codes, resources, today);
});
