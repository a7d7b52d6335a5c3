// A contestant: a program that repeats one act for a given time, and counts.
//
// Each runs in its own process, so that none profits from what another has warmed up. The load comes from
// outside, so that the client takes no time from the server.

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Run } from "./rows.ts";

/** What a program can be told to do; its results must survive JSON. */
export type Acts = Readonly<Record<string, (given: never) => unknown>>;

export type Program = AsyncDisposable & {
  /** Runs an act in the program, and returns its result. Throws what the act threw, as text. */
  ask<Answer>(act: string, given?: unknown): Promise<Answer>;
  readonly pid: number;
};

type Told = { readonly number: number; readonly act: string; readonly given: unknown };
type Answered = { readonly number: number; readonly value?: unknown; readonly error?: string };

/** Inside a program: does what its parent asks for, until the parent has gone. */
export function obey(acts: Acts): void {
  process.on("disconnect", () => process.exit());
  process.on("message", ({ number, act, given }: Told) => {
    Promise.resolve(given)
      .then((value) => (acts[act] ?? unknown(act))(value as never))
      .then(
        (value) => process.send?.({ number, value }),
        (error: unknown) => process.send?.({ number, error: reasonOf(error) }),
      );
  });
  process.send?.({ number: 0 });
}

/** Starts a program of this folder. `await using` ends it. */
export async function program(
  file: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, [], { env: { ...process.env, NODE_ENV: "production", ...environment } });
  const waiting = new Map<number, (answered: Answered) => void>();
  const ended = new Promise<never>((_, reject) => {
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  ended.catch(() => undefined);
  child.on("message", (answered: Answered) => waiting.get(answered.number)?.(answered));
  const answerTo = (number: number): Promise<Answered> =>
    Promise.race([new Promise<Answered>((resolve) => waiting.set(number, resolve)), ended]);
  await answerTo(0);
  let asked = 0;
  return {
    pid: child.pid ?? 0,
    async ask<Answer>(act: string, given: unknown = null) {
      const number = (asked += 1);
      const answer = answerTo(number);
      child.send({ number, act, given });
      const { value, error } = await answer;
      waiting.delete(number);
      if (error !== undefined) throw new Error(`${file}, ${act}: ${error}`);
      return value as Answer;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** A program for each contestant of a row, by name. `await using` ends all of them. */
export type Programs<Name extends string> = AsyncDisposable & {
  readonly of: Readonly<Record<Name, Program>>;
  /** Calls a function for each of them. */
  each<Value>(value: (of: Program, who: Name) => Value): Promise<Record<Name, Awaited<Value>>>;
};

/**
 * Starts a program for each, in its own environment. If the run has another revision, its `postern` takes part
 * as `before`.
 */
export async function programs<Name extends string>(
  { before }: Pick<Run, "before">,
  files: Readonly<Record<Name | "postern", string>>,
  environment: (who: Name) => Promise<Readonly<Record<string, string>>>,
): Promise<Programs<Name>> {
  await using starting = new AsyncDisposableStack();
  const all: Readonly<Record<string, string>> =
    before === undefined ? files : { ...files, before: fileOf(before, files.postern) };
  const names = Object.keys(all) as Name[];
  const of = {} as Record<Name, Program>;
  for (const who of names) {
    of[who] = starting.use(await program(all[who]!, await environment(who)));
  }
  const started = starting.move();
  return {
    of,
    async each<Value>(value: (of: Program, who: Name) => Value) {
      const values = names.map(async (who) => [who, await value(of[who], who)] as const);
      return Object.fromEntries(await Promise.all(values)) as Record<Name, Awaited<Value>>;
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** The same program in another checkout. */
const fileOf = (checkout: string, file: string): string =>
  pathToFileURL(join(checkout, "bench", file)).href;

/** How often per second a step can be done in sequence, measured for the given number of milliseconds. */
export async function rateOf(
  step: () => unknown,
  { milliseconds }: { readonly milliseconds: number },
): Promise<number> {
  const start = performance.now();
  let steps = 0;
  let now = start;
  while (now < start + milliseconds) {
    for (let time = 0; time < 50; time += 1) await step();
    steps += 50;
    now = performance.now();
  }
  return (steps / (now - start)) * 1_000;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, "exit");
}

function unknown(act: string): () => never {
  return () => {
    throw new Error(`there is no act "${act}"`);
  };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
