// Whether the time of an answer reveals what is known about an address.
//
//   npm run bench:timing                     some minutes
//   npm run bench:timing -- --samples 0.1    a tenth of the samples, for a first look
//   npm run bench:timing -- --only resend    one flow
//   npm run bench:timing -- --write          measures nothing: writes the stored results into the docs
//
// One Postern on SQLite in memory, with the real hasher and the real limits, is asked through `fetch`. There is no
// network and no disk in between, so this shows even differences that nobody outside could measure. Every address and
// every client is used once in each flow, and the states take turns in random order. The table is printed on the
// terminal. With all samples, it is also stored in bench/results/timing.json. Exits with 1 if the states can be
// distinguished: if even the nearer end of an interval is outside the aim.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { writeSection } from "../scripts/page-section.ts";
import { addressOf, knownSite, STATES, type Site, type State } from "./known-site.ts";
import { median, tellApart } from "./statistics.ts";

type Flow = {
  readonly name: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly samples: number;
  readonly answers: number;
  /**
   * Whether it is asked on the same site after passwords of other systems were imported. Each answer takes a second then, so
   * several are under way at a time.
   */
  readonly imported?: true;
};

/** Milliseconds from one question to the next, while those about imported passwords wait for their answers. */
const APART = 150;

const WRONG = { password: "a lamp behind the door" };

/** What is asked, and how many times about each state. */
const FLOWS: readonly Flow[] = [
  { name: "resend", path: "/resend", fields: {}, samples: 2_000, answers: 202 },
  { name: "forgot", path: "/forgot", fields: {}, samples: 2_000, answers: 202 },
  { name: "login, wrong password", path: "/login", fields: WRONG, samples: 800, answers: 401 },
  { name: "register", path: "/register", fields: WRONG, samples: 1_200, answers: 201 },
  {
    name: "login, imported",
    path: "/login",
    fields: WRONG,
    samples: 1_000,
    answers: 401,
    imported: true,
  },
];

const PAIRS: readonly (readonly [State, State])[] = [
  ["unknown", "unknown again"],
  ["unknown", "unconfirmed"],
  ["unknown", "confirmed"],
  ["unconfirmed", "confirmed"],
];

const PAIRS_WITH_IMPORTED: typeof PAIRS = [
  ["unknown", "unknown again"],
  ["unknown", "bcrypt"],
  ["unknown", "scrypt"],
  ["confirmed", "bcrypt"],
  ["confirmed", "scrypt"],
  ["bcrypt", "scrypt"],
];

type Pair = {
  readonly one: State;
  readonly other: State;
  readonly auc: number;
  readonly low: number;
  readonly high: number;
};

type Result = {
  readonly flow: string;
  readonly date: string;
  readonly machine: string;
  readonly samples: number;
  readonly medians: Readonly<Record<string, number>>;
  readonly pairs: readonly Pair[];
};

/** Outside this range around a half, somebody could learn something. */
const AIM = { least: 0.47, most: 0.53 };

/** How much further from a half than the noise of the same run a pair with imported passwords may be. */
const BEYOND_NOISE = 0.02;

const RESULTS = new URL("results/timing.json", import.meta.url);

const { values: flags } = parseArgs({
  options: {
    samples: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    write: { type: "boolean", default: false },
  },
});
const share = Number(flags.samples);
if (!(share > 0 && share <= 1)) throw new Error("--samples: give a share between 0 and 1");

if (flags.write) writeDocs(keptResults());
else await measure();

async function measure(): Promise<void> {
  const flows = FLOWS.filter(({ name }) => name.includes(flags.only)).map((flow) => ({
    ...flow,
    samples: Math.ceil(flow.samples * share),
  }));
  await using site = await knownSite(Math.max(...flows.map(({ samples }) => samples)));
  for (const [number, flow] of flows.entries()) {
    if (flow.imported) await site.addImported();
    const result = resultOf(flow, await timesOf(site, flow, number));
    console.log(tableOf(result));
    if (share === 1) keep(result);
    if (result.pairs.some((pair) => isTold(pair, result))) process.exitCode = 1;
  }
}

/** Replaces what was stored for the same flow. */
function keep(result: Result): void {
  const others = existsSync(RESULTS)
    ? keptResults().filter(({ flow }) => flow !== result.flow)
    : [];
  const results = FLOWS.flatMap(({ name }) =>
    [...others, result].filter(({ flow }) => flow === name),
  );
  mkdirSync(new URL(".", RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ aim: AIM, results }, null, 2)}\n`);
}

function keptResults(): readonly Result[] {
  return (JSON.parse(readFileSync(RESULTS, "utf8")) as { results: readonly Result[] }).results;
}

type Times = Readonly<Record<State, readonly number[]>>;

/** The milliseconds until each answer, by state. */
async function timesOf(on: Site, flow: Flow, number: number): Promise<Times> {
  const states = statesOf(flow);
  const underWay: Promise<void>[] = [];
  const times = Object.fromEntries(STATES.map((state): [State, number[]] => [state, []])) as Record<
    State,
    number[]
  >;

  async function ask(state: State, place: number): Promise<void> {
    const isWarmUp = place < 0;
    const email = isWarmUp
      ? `${state.slice(-2)}${-place}@example.org`
      : addressOf(state, place, number);
    const { status, took } = await on.ask(flow.path, { email, ...flow.fields });
    if (status !== flow.answers) throw new Error(`${flow.name} was answered ${status}`);
    if (!isWarmUp) times[state].push(took);
  }

  for (let place = flow.imported ? -5 : -50; place < flow.samples; place += 1) {
    for (const state of shuffled(states)) {
      const answered = ask(state, place);
      underWay.push(answered);
      await (flow.imported && place >= 0 ? setTimeout(APART) : answered);
    }
  }
  await Promise.all(underWay);
  await on.forward();
  return times;
}

function statesOf({ imported }: Flow): readonly State[] {
  return STATES.filter((state) =>
    (imported ? PAIRS_WITH_IMPORTED : PAIRS).some((pair) => pair.includes(state)),
  );
}

function resultOf(flow: Flow, times: Times): Result {
  const pairs = flow.imported ? PAIRS_WITH_IMPORTED : PAIRS;
  return {
    flow: flow.name,
    date: new Date().toISOString().slice(0, 10),
    machine: `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model}`,
    samples: times.unknown.length,
    medians: Object.fromEntries(
      statesOf(flow).map((state) => [state, rounded(median(times[state]))]),
    ),
    pairs: pairs.map(([one, other]) => {
      const { auc, low, high } = tellApart(times[one], times[other]);
      return { one, other, auc: rounded(auc), low: rounded(low), high: rounded(high) };
    }),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

function farness({ auc }: Pair): number {
  return Math.abs(auc - 0.5);
}

/** Whether even the end of the interval that is nearer to a half is outside the aim, or the pair is further than the noise. */
function isTold(pair: Pair, { flow, pairs }: Pick<Result, "flow" | "pairs">): boolean {
  const { low, high } = pair;
  if (high < AIM.least || low > AIM.most) return true;
  return isImported(flow) && farness(pair) > farness(pairs[0]!) + BEYOND_NOISE;
}

function isImported(name: string): boolean {
  return FLOWS.some((flow) => flow.name === name && flow.imported);
}

function tableOf({ flow, samples, medians, pairs }: Result): string {
  const lines = pairs.map((pair) => {
    const missed = isTold(pair, { flow, pairs }) ? "  can be told apart" : "";
    return `  ${`${pair.one} / ${pair.other}`.padEnd(26)} ${intervalOf(pair)}${missed}`;
  });
  const middle = Object.entries(medians).map(([state, time]) => `${state} ${time} ms`);
  return [`\n${flow}, ${samples} of each: ${middle.join(", ")}`, ...lines].join("\n");
}

function intervalOf({ auc, low, high }: Pair): string {
  return `${auc.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

function writeDocs(results: readonly Result[]): void {
  writeTable(
    "timing",
    PAIRS,
    results.filter(({ flow }) => !isImported(flow)),
  );
  writeTable(
    "timing-imported",
    PAIRS_WITH_IMPORTED,
    results.filter(({ flow }) => isImported(flow)),
  );
}

function writeTable(section: string, pairs: typeof PAIRS, results: readonly Result[]): void {
  writeSection(
    section,
    {
      head: ["asked", "of each", "median", ...pairs.map((pair) => pair.join(" / "))],
      rows: results.map(({ flow, samples, medians, pairs: found }) => [
        flow,
        `${samples}`,
        `${medians["unknown"]} ms`,
        ...found.map(intervalOf),
      ]),
    },
    [...new Set(results.map(({ date, machine }) => `Measured on ${date}: ${machine}.`))].join("\n"),
  );
}

function shuffled<Value>(values: readonly Value[]): readonly Value[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
