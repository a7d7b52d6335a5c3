// TLS to a real server with a self-signed certificate: `sslmode` means the same as for libpq.

import { chownSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { row } from "../../src/stores/sql/work.ts";
import { folder, runCli } from "../cli/tools.ts";
import { selfSigned } from "../mails/certificate.ts";
import { ask, startOwnPostgres, type OwnServer } from "./server.ts";

const running: { server?: OwnServer; url?: string } = {};

const OWN = selfSigned("127.0.0.1", new Date());

beforeAll(async () => {
  running.server = await startOwnPostgres();
  running.url = await running.server.database();
  await speakTls(running.url);
});

afterAll(() => running.server?.stop());

async function speakTls(url: string): Promise<void> {
  const [shown] = await ask(url, "SHOW data_directory");
  const { data_directory: data } = shown as { data_directory: string };
  const { uid, gid } = statSync(data);
  for (const [name, content] of Object.entries({ "server.crt": OWN.cert, "server.key": OWN.key })) {
    writeFileSync(join(data, name), content, { mode: 0o600 });
    chownSync(join(data, name), uid, gid);
  }
  await ask(url, "ALTER SYSTEM SET ssl = on");
  await ask(url, "SELECT pg_reload_conf()");
  const ssl = "SELECT 1 WHERE current_setting('ssl') = 'on'";
  while ((await ask(url, ssl)).length === 0);
}

/** The path of a certificate, where an operator keeps that of the authority. */
function kept(certificate: string): string {
  const path = join(folder(), "ca.pem");
  writeFileSync(path, certificate);
  return path;
}

function urlWith(query: string, host = "127.0.0.1"): string {
  const url = new URL(running.url!);
  url.hostname = host;
  url.search = query;
  return url.href;
}

/** Whether the server says that the connection is encrypted. */
async function isEncrypted(database: string): Promise<boolean | undefined> {
  const driver = await openDriver({ database, dataFolder: undefined });
  onTestFinished(() => driver.close());
  const own = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
  return (await driver.write(() => row<{ ssl: boolean }>(own)))?.ssl;
}

test("a server is reached encrypted, and its certificate and name are checked as far as is asked", async () => {
  const root = `&sslrootcert=${kept(OWN.cert)}`;
  expect(await isEncrypted(urlWith(""))).toBe(false);
  expect(await isEncrypted(urlWith("sslmode=require"))).toBe(true);
  expect(await isEncrypted(urlWith(`sslmode=require${root}`))).toBe(true);
  expect(await isEncrypted(urlWith(`sslmode=verify-full${root}`))).toBe(true);
  expect(await isEncrypted(urlWith(`sslmode=verify-ca${root}`, "localhost"))).toBe(true);
});

test.each([
  ["an authority that nobody here knows", "127.0.0.1", "sslmode=verify-full", undefined],
  ["another authority", "127.0.0.1", "sslmode=verify-full", selfSigned("127.0.0.1", new Date())],
  [
    "another authority, where any name will do",
    "127.0.0.1",
    "sslmode=require",
    selfSigned("127.0.0.1", new Date()),
  ],
  ["another name", "localhost", "sslmode=verify-full", OWN],
])("no server is started on a database with %s", async (_, host, mode, authority) => {
  const root = authority === undefined ? "" : `&sslrootcert=${kept(authority.cert)}`;
  const database = urlWith(`${mode}${root}`, host);
  const { code, err } = await runCli(["dev", "--port", "0"], {
    cwd: folder(),
    environment: { DATABASE_URL: database },
  });
  expect([code, err]).toEqual([4, expect.stringMatching(/cannot be used now: .*certificate/i)]);
});
