// Runs the real command line as a process of its own, on a database of its own.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "vitest";

export type Ran = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** stdout, which must be one JSON document. */
  json(): Record<string, unknown>;
};

export type Environment = Readonly<Record<string, string>>;

export const MAIN = resolve(import.meta.dirname, "../../src/cli/main.ts");

/** What every run compiles alike is compiled once. */
const COMPILE_CACHE = join(tmpdir(), `postern-cli-tests-${process.getuid?.() ?? "all"}`);

/** On a busy machine a process takes its time. */
export const PATIENCE = { timeout: 30_000 };

/** A folder of this run's temporary files. */
export const folder = (): string => mkdtempSync(join(tmpdir(), "postern-cli-"));

/** Starts `postern` with nothing of the tests' own environment but the path. */
export function startCli(
  args: readonly string[],
  { environment = {}, cwd }: { environment?: Environment; cwd?: string } = {},
): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
  });
}

/** Runs `postern` to its end. */
export async function runCli(
  args: readonly string[],
  { input = "", ...options }: { input?: string; environment?: Environment; cwd?: string } = {},
): Promise<Ran> {
  const child = startCli(args, options);
  child.stdin?.end(input);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

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

/** Expected where any number will do. */
export const someNumber: unknown = expect.any(Number);

/** Expected where a text has to look like this. */
export const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
