/** Every screen but the first, with its sheet: fetched as soon as the first screen stands. */
import sheet from "./views/views.css?url";

/** Before they are drawn for the first time. */
let dressed: Promise<void> | undefined;
const dress = () =>
  (dressed ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet;
    link.onload = () => resolve();
    link.onerror = () => ((dressed = undefined), reject(new Error("views.css")));
    document.head.append(link);
  }));

/** One piece, because its screens share nearly everything. */
export const work = async () => (await Promise.all([import("./views/work"), dress()]))[0];
