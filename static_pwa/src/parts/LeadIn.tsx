/** A screen's title, and the way back to where its reader came from. */
import { back, type Name } from "../screens";
import { useWords } from "../words";

interface Props {
  /** Where to, if the app was opened right here. */
  to?: Name | undefined;
  /** Only where no bar stands under the thumb. */
  desk?: boolean;
}

export function Back({ to, desk }: Props) {
  const w = useWords();
  return (
    <button type="button" class={desk ? "btn desk" : "btn"} onClick={() => back(to)}>
      {w.back}
    </button>
  );
}

export const LeadIn = ({ title, to }: { title: string } & Props) => (
  <div class="row apart lead-in">
    <h1>{title}</h1>
    <Back to={to} />
  </div>
);
