// Runs the real command line on its own database: in this process, or in another one.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Readable, Writable } from "node:stream";
import { expect } from "vitest";
import { run } from "../../src/cli/run.ts";

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** stdout, which must be one JSON document. */
  json(): Record<string, unknown>;
};

export type Environment = Readonly<Record<string, string>>;

export const MAIN = resolve(import.meta.dirname, "../../src/cli/main.ts");

/** All that a run keeps of the tests' own environment. */
const { PATH, NODE_COMPILE_CACHE } = process.env;

/** A folder of this run's temporary files. */
export const folder = (): string => mkdtempSync(join(tmpdir(), "postern-cli-"));

/** Starts `postern`. */
export function startCli(
  args: readonly string[],
  { environment = {}, cwd }: { environment?: Environment; cwd?: string } = {},
): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
  });
}

type RunOptions = {
  readonly input?: string;
  readonly environment?: Environment;
  readonly cwd?: string;
};

/** Servers change their process, and Node reads its own variables only when it starts. */
const needsProcess = (args: readonly string[], { environment = {} }: RunOptions): boolean =>
  ["start", "dev"].includes(args[0] ?? "") ||
  Object.keys(environment).some((name) => /^NODE_(?!ENV$)/.test(name));

/** Runs `postern` to its end; in this process if that makes no difference. */
export const runCli = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  needsProcess(args, options) ? runProcess(args, options) : inTurn(args, options);

/** The same in a separate process, as an operator runs it. */
export async function runProcess(
  args: readonly string[],
  { input = "", ...options }: RunOptions = {},
): Promise<Ran> {
  const child = startCli(args, options);
  child.stdin?.end(input);
  const [out, err] = [kept(), kept()];
  child.stdout?.pipe(out.stream);
  child.stderr?.pipe(err.stream);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return ranWith(code, out.text(), err.text());
}

let last: Promise<unknown> = Promise.resolve();

/** A process has one folder and one environment, so commands run one after the other. */
function inTurn(args: readonly string[], options: RunOptions): Promise<Ran> {
  const ran = last.then(() => runHere(args, options));
  last = ran.catch(() => undefined);
  return ran;
}

async function runHere(
  args: readonly string[],
  { input = "", environment = {}, cwd = tmpdir() }: RunOptions,
): Promise<Ran> {
  const [out, err] = [kept(), kept()];
  const { exitCode } = process;
  const folderBefore = process.cwd();
  const before = Object.getOwnPropertyDescriptors(process);
  const given = {
    env: { PATH, ...environment },
    stdin: Readable.from([Buffer.from(input)]),
    stdout: out.stream,
    stderr: err.stream,
  };
  process.chdir(cwd);
  process.exitCode = undefined;
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(process, name, { value, configurable: true });
  try {
    return ranWith(await run(args), out.text(), err.text());
  } finally {
    for (const name of Object.keys(given) as (keyof typeof given)[])
      Object.defineProperty(process, name, before[name]);
    process.exitCode = exitCode;
    process.chdir(folderBefore);
  }
}

/** Keeps what is written to it. */
function kept(): { readonly stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  return {
    stream: new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    }),
    text: () => Buffer.concat(chunks).toString(),
  };
}

const ranWith = (code: number | null, out: string, err: string): Ran => ({
  code,
  out,
  err,
  json: () => JSON.parse(out) as Record<string, unknown>,
});

/** A command line on a new database: `cli("user list --json")`, or with arguments in a list. */
export function deskWithDatabase() {
  const cwd = folder();
  const database = join(cwd, "postern.db");
  const environment = { DATABASE_URL: `sqlite:${database}` };
  return {
    cwd,
    database,
    cli: (
      args: string | readonly string[],
      options: { input?: string; environment?: Environment } = {},
    ): Promise<Ran> =>
      runCli(typeof args === "string" ? args.split(" ") : args, {
        ...options,
        cwd,
        environment: { ...environment, ...options.environment },
      }),
  };
}

/** Expected where any number is right. */
export const someNumber: unknown = expect.any(Number);

/** Expected where a text must match this. */
export const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
