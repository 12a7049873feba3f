/** The name of the tool, and adult or child always in view: the two most expensive things to get wrong. */
import { theCase } from "../case";
import { go } from "../screens";
import { useStore } from "../store";
import { useFirstWords } from "../words";
import { Glyph } from "./Glyph";

export function Header() {
  const w = useFirstWords();
  const { who, age } = useStore(theCase);
  return (
    <header class="top">
      <button type="button" class="brand" onClick={() => go("start")}>
        <Glyph name="line" />
        {w.app}
      </button>
      {who && (
        <button type="button" class="who" onClick={() => go("start")}>
          <b>{w.who[who]}</b> {age}
          <span class="sr">{w.changePatient}</span>
        </button>
      )}
    </header>
  );
}
