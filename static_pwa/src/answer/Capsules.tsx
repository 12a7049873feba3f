/** The capsule counts inside the range: never a count without its milligrams. */
import type { DoseOption } from "../answers";
import { shown } from "../numbers";
import { Folded } from "../parts/Folded";
import { useWords } from "../words";

const OPEN = 3;

export function Capsules({ options }: { options: readonly DoseOption[] }) {
  const w = useWords();
  const rest = options.slice(OPEN);
  return (
    <>
      <Table options={options.slice(0, OPEN)} caption={w.capsulesInside} />
      {rest.length > 0 && (
        <Folded title={w.moreCapsules(rest.length, shown(rest.at(-1)!.total))}>
          <Table options={rest} />
        </Folded>
      )}
    </>
  );
}

function Table({ options, caption }: { options: readonly DoseOption[]; caption?: string }) {
  const w = useWords();
  const times = (text: string | undefined) =>
    (text ?? "").split(/,\s*|\s\+\s/).map((one) => (
      <span class="nb" key={one}>
        {one.replace(/^(.+) x (\d+)$/, "$2 × $1")}
        <br />
      </span>
    ));
  return (
    <table>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">{w.aDay}</th>
          <th scope="col">{w.morning}</th>
          <th scope="col">{w.evening}</th>
        </tr>
      </thead>
      <tbody>
        {options.map(({ total, morning, evening, capsules }) => (
          <tr key={total}>
            <th scope="row" class="nb">
              {shown(total)} mg
            </th>
            <td data-l={w.morning}>
              <b class="nb">{shown(morning)} mg</b>
              <br />
              <small>{times(capsules[0])}</small>
            </td>
            <td data-l={w.evening}>
              <b class="nb">{shown(evening)} mg</b>
              <br />
              <small>{times(capsules[1])}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
