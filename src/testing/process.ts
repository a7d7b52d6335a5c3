// Separate programs, started as a reader of the documentation would start them.

import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

export type Program = AsyncDisposable & {
  readonly pid: number | undefined;
  /** Everything that it has printed so far. */
  output(): string;
  hasEnded(): boolean;
  /** Sends a signal, even one that cannot be handled. */
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  readonly end: Promise<number | NodeJS.Signals | null>;
};

export type ProgramOptions = {
  readonly args?: readonly string[];
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Runs a file under this Node. `await using` ends it. */
export function run(
  file: string,
  { args = [], folder, environment = {} }: ProgramOptions = {},
): Program {
  let text = "";
  const child = spawn(process.execPath, [file, ...args], {
    ...(folder === undefined ? {} : { cwd: folder }),
    env: { ...process.env, ...environment },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal)),
  );
  return {
    pid: child.pid,
    output: () => text,
    hasEnded,
    kill: (signal) => void child.kill(signal),
    end,
    async [Symbol.asyncDispose]() {
      if (hasEnded()) return;
      child.kill();
      await end;
    },
  };
}

/**
 * A port of this machine on which nobody listens now. It is below the range from which systems give out ports
 * by themselves (from 32768 on): one of those could be taken a moment later.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 32_000);
  const server = createServer().listen(port, "localhost");
  try {
    await once(server, "listening");
  } catch {
    return freePort();
  }
  server.close();
  await once(server, "close");
  return port;
}

/** Sends requests until one is answered, for at most ten seconds. */
export async function answering(url: string, program: Program): Promise<Response> {
  for (let tries = 0; tries < 200; tries += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined) return response;
    if (program.hasEnded()) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nobody answers at ${url}. It said: ${program.output()}`);
}
