// How many took how long, on a scale on which each step is about twice the one before.

import { days, hours, minutes, seconds, type Duration } from "../../domain/time.ts";
import { html } from "../markup.ts";
import { at, WIDTH, type Picture, type PictureWords } from "./chart.ts";

export type TimeHistogram = PictureWords & {
  readonly steps: readonly {
    readonly from: Duration;
    readonly to: Duration;
    readonly count: number;
  }[];
  readonly marks: readonly { readonly name: string; readonly value: Duration }[];
  /** Numbers of people and durations, in words. */
  readonly said: { count(count: number): string; duration(duration: Duration): string };
};

const LEFT = 40;
const RIGHT = 12;
const MARK = 13;
const TALL = 120;

const TICKS: readonly Duration[] = [
  seconds(15),
  minutes(1),
  minutes(10),
  hours(1),
  hours(6),
  days(1),
  days(7),
  days(30),
];

/** Bars from zero. The names of the marks have rows of their own, so that they do not overlap. */
export function timeHistogram({ steps, marks, said, ...words }: TimeHistogram): Picture {
  const top = marks.length * MARK + 5;
  const most = Math.max(1, ...steps.map(({ count }) => count));
  const [first, last] = [steps[0]?.to ?? 1, steps.at(-1)?.to ?? 2];
  const width = (WIDTH - LEFT - RIGHT) / Math.max(1, steps.length);
  const x = (time: Duration): number => at(LEFT + placeOf(steps, time) * width);
  const y = (count: number): number => at(top + TALL * (1 - count / most));
  return {
    ...words,
    height: top + TALL + 24,
    body: html`
      ${[0, most].map(
        (count) => html`
          <path class="grid" d="M${LEFT} ${y(count)}H${WIDTH - RIGHT}" />
          <text class="small soft end" x="${LEFT - 5}" y="${y(count) + 3}"
            >${said.count(count)}</text
          >
        `,
      )}
      ${steps.map(
        ({ count }, place) =>
          html`<rect
            class="bar"
            x="${at(LEFT + place * width + 1)}"
            y="${y(count)}"
            width="${at(width - 2)}"
            height="${at(top + TALL - y(count))}"
          />`,
      )}
      ${TICKS.filter((value) => value >= first / 2 && value <= last).map(
        (value) => html`
          <path class="grid" d="M${x(value)} ${top + TALL}v4" />
          <text class="small soft mid" x="${x(value)}" y="${top + TALL + 16}"
            >${said.duration(value)}</text
          >
        `,
      )}
      ${marks.map(
        ({ value }, row) =>
          html`<path class="mark" d="M${x(value)} ${row * MARK + 3}V${top + TALL}" />`,
      )}
      ${marks.map(({ name, value }, row) => {
        const isRight = x(value) > WIDTH / 2;
        // A mark that is near another may pass behind its name.
        return html`
          <text
            class="small halo ${isRight ? "end" : ""}"
            x="${x(value) + (isRight ? -4 : 4)}"
            y="${row * MARK + 10}"
            >${name}</text
          >
        `;
      })}
    `,
  };
}

/** Where a time is among the steps: 1.5 is in the middle of the second one. A duration of zero is at the left edge. */
function placeOf(steps: TimeHistogram["steps"], time: Duration): number {
  const place = steps.findIndex(({ to }) => time <= to);
  const step = steps[place];
  if (step === undefined) return time <= 0 ? 0 : steps.length;
  const from = Math.max(step.from, step.to / 2, 1);
  const part = step.to === Infinity ? 0 : Math.log(time / from) / Math.log(step.to / from);
  return place + Math.min(1, Math.max(0, part));
}
