// `postern start` in production, as a supervisor runs it, always on the same port.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort, run, type Program } from "../../../src/testing/process.ts";
import { until } from "./wait.ts";

export type Node = AsyncDisposable & {
  readonly name: string;
  readonly url: string;
  readonly pid: () => number;
  /** Starts it, and resolves when it listens. */
  start(): Promise<void>;
  /** Sends a signal; after SIGKILL it resolves when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Asks it to stop, and resolves with its exit code. */
  end(): Promise<number | NodeJS.Signals | null>;
  /** Everything that it logged, over all its runs. */
  log(): string;
  /** The output of another command on the same machine, with the same configuration. */
  command(...args: readonly string[]): Promise<string>;
};

export type NodeOptions = {
  readonly name: string;
  readonly database: string;
  readonly smtpPort: number;
  readonly environment?: Readonly<Record<string, string>>;
};

const MAIN = resolve(import.meta.dirname, "../../../src/cli/main.ts");

/** What every start compiles in the same way is compiled only once. */
const COMPILE_CACHE = join(tmpdir(), `postern-fault-tests-${process.getuid?.() ?? "all"}`);

/**
 * People come from many addresses, which a proxy on this machine reports: no limit is switched off. They never confirm,
 * so the site may mail to more strangers than any.
 */
const ENVIRONMENT = {
  NODE_ENV: "production",
  NODE_COMPILE_CACHE: COMPILE_CACHE,
  HOST: "127.0.0.1",
  POSTERN_SECRET: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
  POSTERN_BASE_URL: "http://localhost:5000",
  POSTERN_MAIL_FROM: "Postern <postern@accounts.example>",
  POSTERN_TRUSTED_PROXIES: "127.0.0.1/32",
  POSTERN_FIRST_CONTACTS: "1000000",
};

/** A node that is not started yet. `await using` kills it. */
export async function nodeOf(options: NodeOptions): Promise<Node> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let program: Program | undefined;
  let earlier = "";
  const log = (): string => earlier + (program?.output() ?? "");
  return {
    name: options.name,
    url,
    pid: () => program?.pid ?? 0,
    async start() {
      earlier = log();
      program = runProgram(options, "start", "--json", "--port", `${port}`);
      await untilListening(program);
    },
    async kill(signal) {
      program?.kill(signal);
      if (signal === "SIGKILL") await program?.end;
    },
    async end() {
      program?.kill("SIGTERM");
      return (await program?.end) ?? null;
    },
    log,
    async command(...args) {
      await using other = runProgram(options, ...args);
      await other.end;
      return other.output();
    },
    async [Symbol.asyncDispose]() {
      if (program === undefined || program.hasEnded()) return;
      program.kill("SIGKILL"); // a stopped process receives no other signal
      await program.end;
    },
  };
}

function runProgram(options: NodeOptions, ...args: readonly string[]): Program {
  return run(MAIN, {
    args,
    folder: tmpdir(),
    environment: {
      ...ENVIRONMENT,
      DATABASE_URL: options.database,
      SMTP_URL: `smtp://127.0.0.1:${options.smtpPort}`,
      ...options.environment,
    },
  });
}

async function untilListening(program: Program): Promise<void> {
  await until(
    "a node listens",
    () => {
      if (program.hasEnded()) throw new Error(`It ended at once: ${program.output()}`);
      return program.output().includes('"event":"listening"');
    },
    { every: 5 },
  );
}

/** A folder that is deleted afterwards. */
export function aFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "postern-faults-"));
  return {
    path,
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
