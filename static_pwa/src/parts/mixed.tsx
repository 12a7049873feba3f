/** A sentence of the interface that quotes the guideline: what stands between its marks is spoken in the guideline's language. */
import { CLINICAL, MARKS } from "../words";

export const mixed = (text: string) => text.split(MARKS).map((part, at) => (at % 2 ? <span lang={CLINICAL}>{part}</span> : part));
