// The built server, as an operator runs it: of this revision, and of the other one that it is measured against.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run as runProgram, type Program, type ProgramOptions } from "../src/testing/process.ts";
import type { Run } from "./rows.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** A built command line, what its image gives to Node, and a database for it. */
export type Build = {
  readonly main: string;
  readonly flags: readonly string[];
  /** What its image sets for the memory allocator of the C library. */
  readonly allocator: Readonly<Record<string, string>>;
  readonly database: string;
};

type Each<Value> = { readonly postern: Value } & Readonly<Record<string, Value>>;

/** Builds this revision and, if the run has one, the other as `before`; returns a value for each. */
export function eachBuild<Value>(
  { folder, before }: Pick<Run, "folder" | "before">,
  value: (build: Build) => Value,
): Each<Value> {
  const of = (checkout: string, name: string): Value =>
    value({
      main: built(checkout),
      ...imageOf(checkout),
      database: join(folder, `${name}.db`),
    });
  const postern = of(ROOT, "built");
  return before === undefined ? { postern } : { postern, before: of(before, "built-before") };
}

/** By the tool itself, because the script of another revision would install that one's packages; without types, which it might not get from these. */
function built(checkout: string): string {
  const tsdown = join(checkout, "node_modules/tsdown/dist/run.mjs");
  const { status } = spawnSync(process.execPath, [tsdown, "--no-dts"], { cwd: checkout });
  if (status !== 0) throw new Error(`${checkout} could not be built: npm run build`);
  return join(checkout, "dist/cli/main.js");
}

function imageOf(checkout: string): Pick<Build, "flags" | "allocator"> {
  const file = join(checkout, "Dockerfile");
  const image = existsSync(file) ? readFileSync(file, "utf8") : "";
  const [, entry = "[]"] = /^ENTRYPOINT (\[.*\])$/m.exec(image) ?? [];
  const [, arenas] = /\bMALLOC_ARENA_MAX=(\d+)/.exec(image) ?? [];
  return {
    flags: (JSON.parse(entry) as readonly string[]).filter((word) => word.startsWith("--")),
    allocator: arenas === undefined ? {} : { MALLOC_ARENA_MAX: arenas },
  };
}

/** Starts a program that listens on a port. */
export function startOn(port: number, file: string, more: ProgramOptions = {}): Program {
  const environment = { NODE_ENV: "production", PORT: `${port}`, HOST: "localhost" };
  return runProgram(file, { ...more, environment: { ...environment, ...more.environment } });
}

/** Starts the server as its image does. */
export function startBuilt(
  port: number,
  { main, flags, allocator, database }: Build,
  environment: Readonly<Record<string, string>> = {},
): Program {
  const [file = main, ...more] = flags.length === 0 ? [] : [...flags, main];
  return startOn(port, file, {
    args: [...more, "start"],
    environment: {
      POSTERN_BASE_URL: `http://localhost:${port}`,
      DATABASE_URL: `sqlite:${database}`,
      POSTERN_MAIL_FROM: "accounts@example.com",
      POSTERN_SECRET: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
      SMTP_URL: "smtp://127.0.0.1:9",
      POSTERN_DRAIN: "0",
      ...allocator,
      ...environment,
    },
  });
}
