/** Whether there is room for the answer beside the form: what a phone would not show, it need not work out at each key either. */
import { store } from "./store";

const wide = matchMedia("(min-width:64em)");
export const room = store(wide.matches);
wide.addEventListener("change", () => room.set(wide.matches));
