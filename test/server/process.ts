// `postern` in a separate process: what a supervisor, a terminal or a power cut does to it.

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { startCli } from "../cli/tools.ts";

export type ServerProcess = {
  readonly url: string;
  /** Where its metrics are read, if a port is configured for them. */
  readonly metricsUrl: string | undefined;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  readonly end: Promise<number | NodeJS.Signals | null>;
  /** All that it logged so far. */
  log(): string;
  /** Stops reading its log, like a log collector that died. */
  closeLog(): void;
};

/** A separate folder, deleted after the test. */
export function aFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "postern-server-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Starts `postern dev` on a database file, and waits until it listens. */
export async function startServerProcess(
  folder: string,
  {
    port = 0,
    database = "sqlite:postern.db",
    environment = {},
  }: {
    readonly port?: number;
    readonly database?: string;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<ServerProcess> {
  const child = startCli(["dev", "--port", `${port}`, "--json"], {
    cwd: folder,
    environment: { DATABASE_URL: database, ...environment },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const end = once(child, "close").then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null,
  );
  const [line] = (await Promise.race([
    once(createInterface(child.stdout!), "line"),
    end.then((how) => Promise.reject(new Error(`ended with ${how}: ${log}`))),
  ])) as [string];
  const closeLog = (): void => void child.stderr?.destroy();
  const { url, metricsUrl } = JSON.parse(line) as { url: string; metricsUrl?: string };
  return {
    url,
    metricsUrl,
    kill: (signal) => void child.kill(signal),
    end,
    log: () => log,
    closeLog,
  };
}

/** Registers as a program does. */
export const register = (url: string, email: string): Promise<Response> =>
  fetch(`${url}/register`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ email, password: "plum tree by the river" }),
  });

/** The recipients of captured mails, newest first. */
export async function mailedTo(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/dev/mailbox`, { headers: { accept: "application/json" } });
  const { mails } = (await response.json()) as { mails: readonly { readonly to: string }[] };
  return mails.map(({ to }) => to);
}
