/** The two clocks that are often mistaken for one: how long to try, and how long to treat who responds. */
import type { Clocks } from "../answers";
import { shown } from "../numbers";
import { go } from "../screens";
import { Folded } from "../parts/Folded";
import { Picture } from "../parts/Picture";
import { Sheet } from "../parts/Sheet";
import { useWords } from "../words";

const LEFT = 20;
const WIDTH = 276;

/** `anew`: a CNI starts or starts again, so that both clocks stand at its first dose, whatever an earlier course took. */
export function ClocksSheet({ clocks: { trial, course, now: running }, anew = false }: { clocks: Clocks; anew?: boolean }) {
  const w = useWords();
  const now = anew ? null : running;
  const phase = now === null ? "before" : now < trial.from ? "in" : now < trial.to ? "judging" : "over";
  return (
    <Sheet title={w.twoClocks}>
      <p>
        <b>{w.trial}.</b> {w.trialSays[phase](shown(trial.from), shown(trial.to))}
      </p>
      <p>
        <b>{w.course}.</b> {w.courseSays(shown(course.at_least), now === null || now >= course.at_least ? null : shown(Math.ceil((course.at_least - now) * 10) / 10))}
      </p>
      <Folded title={w.asPicture}>
        <ClocksPicture clocks={{ trial, course, now }} />
      </Folded>
      <p class="row noprint">
        <button type="button" class="link" onClick={() => go("evidence", "limit:trial_from")}>
          {w.whyRange(`${w.range(shown(trial.from), shown(trial.to))} ${w.months}`)}
        </button>
        <button type="button" class="link" onClick={() => go("evidence", "limit:course_at_least")}>
          {w.whyRange(`${shown(course.at_least)} ${w.months}`)}
        </button>
      </p>
    </Sheet>
  );
}

export function ClocksPicture({ clocks: { trial, course, now } }: { clocks: Clocks }) {
  const w = useWords();
  const end = Math.max(course.at_least, now ?? 0);
  const x = (month: number) => Math.round((LEFT + (month / end) * WIDTH) * 10) / 10;
  const at = now === null ? null : x(now);
  // The word stands on the side with room.
  const flip = at !== null && at > LEFT + WIDTH * 0.7;
  return (
    <Picture size={[320, 150]} label={w.twoClocks}>
      <path class="ax" d={`M${LEFT} 20V124M${x(trial.from)} 52V124M${x(trial.to)} 52V124M${x(course.at_least)} 40V124`} />
      <rect class="band" x={x(trial.from)} y="52" width={x(trial.to) - x(trial.from)} height="16" />
      <path class="ln" d={`M${LEFT} 60H${x(trial.from)}`} />
      <text x="26" y="51">
        {w.trial}
      </text>
      <text class="mid" x={(x(trial.from) + x(trial.to)) / 2} y="45">
        {w.judge}
      </text>
      <path class="ln" d={`M${LEFT} 98H${x(course.at_least)}M${x(course.at_least)} 88V108`} />
      <text x="26" y="90">
        {w.courseIfItWorks}
      </text>
      {at !== null && (
        <>
          <path class="now" d={`M${at} 18V124`} />
          <path class="pin" d={`M${at - 7} 14h14l-7 10z`} />
          <text class={flip ? "strong fin" : "strong"} x={flip ? at - 12 : at + 12} y="24">
            {w.now}
          </text>
        </>
      )}
      {[0, trial.from, trial.to, course.at_least].map((month) => (
        <text class="mid" x={x(month)} y="142" key={month}>
          {shown(month)}
        </text>
      ))}
      <text class="soft" x={x(trial.to) + 14} y="142">
        {w.months}
      </text>
    </Picture>
  );
}
