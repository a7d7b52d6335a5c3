// Setting up production: the settings in one file, and the health check that needs no other program.

import { once } from "node:events";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folder, like, runCli, runProcess } from "./tools.ts";

const NAMED = ["--app-name", "Acme #1 & Söhne"];

const GIVEN = [
  ["--base-url", "https://accounts.acme.example"],
  ["--mail-url", "smtps://acme:p%24ss@smtp.acme.example"],
  ["--yes", "--no-doctor"],
].flat();

const init = (cwd: string, ...args: readonly string[]) => runCli(["init", ...args], { cwd });

test("init writes what production needs, for its owner only, and the server's configuration is complete with it", async () => {
  const cwd = folder();
  const ran = await init(cwd, ...GIVEN, ...NAMED);
  expect([ran.code, ran.out]).toEqual([0, like(/^Written to \.env: NODE_ENV, POSTERN_SECRET,/)]);
  expect(statSync(join(cwd, ".env")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(cwd, ".env"), "utf8")).toMatch(/^POSTERN_APP_NAME='Acme #1 & Söhne'$/m);
  const config = await runCli(["config", "--json"], { cwd });
  expect(config.code).toBe(0);
  const { mode, values } = config.json() as {
    mode: string;
    values: readonly { name: string; value: string }[];
  };
  const valueOf = (wanted: string) => values.find(({ name }) => name === wanted)?.value;
  expect(mode).toBe("production");
  expect([valueOf("POSTERN_BASE_URL"), valueOf("POSTERN_APP_NAME")]).toEqual([
    "https://accounts.acme.example",
    "Acme #1 & Söhne",
  ]);
  expect(config.out).toContain("Acme #1 & Söhne <accounts@accounts.acme.example>");
});

test("init again changes nothing, and never makes another secret", async () => {
  const cwd = folder();
  await init(cwd, ...GIVEN);
  const before = readFileSync(join(cwd, ".env"), "utf8");
  const again = await init(cwd, "--yes", "--no-doctor", "--json");
  expect(again.json()).toEqual({ file: ".env", written: [], findings: [] });
  const other = await init(cwd, "--base-url", "https://other.example", "--no-doctor");
  expect([other.code, other.err]).toEqual([1, like(/already has another POSTERN_BASE_URL/)]);
  expect(readFileSync(join(cwd, ".env"), "utf8")).toBe(before);
});

test("init completes a file, and keeps what it has", async () => {
  const cwd = folder();
  const secret = "a".repeat(20) + "secret of this site";
  writeFileSync(join(cwd, ".env"), `# ours\nPOSTERN_SECRET="${secret}"\nPOSTERN_APP_NAME=Ours`);
  const ran = await init(cwd, ...GIVEN);
  expect(ran.code).toBe(0);
  expect(readFileSync(join(cwd, ".env"), "utf8")).toMatch(
    new RegExp(`^# ours\nPOSTERN_SECRET="${secret}"\nPOSTERN_APP_NAME=Ours\nNODE_ENV=production\n`),
  );
});

test("init says what is missing when nobody can be asked, and writes nothing", async () => {
  const cwd = folder();
  const ran = await init(cwd, "--base-url", "https://accounts.acme.example", "--json");
  expect([ran.code, ran.json()]).toMatchObject([
    2,
    { error: { reason: "usage", message: like(/--mail-url: /) } },
  ]);
  const wrong = await init(cwd, ...GIVEN, "--base-url", "accounts");
  expect([wrong.code, wrong.err]).toEqual([3, like(/would not start:\nPOSTERN_BASE_URL: give/)]);
  expect(() => statSync(join(cwd, ".env"))).toThrow(/ENOENT/);
});

test("init checks what it wrote, and says how to fix what is wrong around it", async () => {
  const cwd = folder();
  const url = ["--base-url", "http://localhost:5000", "--mail-url", "smtp://127.0.0.1:1"];
  const ran = await init(cwd, ...url, "--yes", "--json");
  const { findings } = ran.json() as { findings: readonly { check: string; state: string }[] };
  expect(ran.code).toBe(0);
  expect(findings).toContainEqual(expect.objectContaining({ check: "smtp", state: "problem" }));
});

test("what the environment says has precedence over .env, which nobody needs", async () => {
  const cwd = folder();
  await init(cwd, ...GIVEN);
  const environment = { POSTERN_APP_NAME: "From outside" };
  const ran = await runCli(["config"], { cwd, environment });
  expect(ran.out).toContain("From outside");
  expect((await runCli(["config"], { cwd: folder() })).code).toBe(0);
});

test("a .env that cannot be read is told, and not taken for one that is not there", async () => {
  const cwd = folder();
  mkdirSync(join(cwd, ".env"));
  const ran = await runCli(["config"], { cwd });
  expect([ran.code, ran.err]).toEqual([1, like(/\.env cannot be read because it is a folder/)]);
});

test("init writes no value that Node, systemd and Compose would read differently", async () => {
  const cwd = folder();
  const ran = await init(cwd, ...GIVEN, "--app-name", "Ada's");
  expect([ran.code, ran.err]).toEqual([3, like(/POSTERN_APP_NAME: a quotation mark/)]);
  expect(() => statSync(join(cwd, ".env"))).toThrow(/ENOENT/);
});

/** A server that answers as a Postern does. */
async function answering(status: number, body: unknown): Promise<string> {
  const server = createServer((request, response) => {
    response.statusCode = request.url?.endsWith("/readyz") ? status : 204;
    response.setHeader("content-type", "application/json");
    response.end(request.url?.endsWith("/readyz") ? JSON.stringify(body) : undefined);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `${(server.address() as AddressInfo).port}`;
}

test("health asks where the server listens, and says by its exit code whether it can do its work", async () => {
  const fields = { store: "The database accepts no writes." };
  const PORT = await answering(503, { reason: "not-ready", fields });
  const health = (...args: readonly string[]) =>
    runCli(["health", ...args], { environment: { ...SITE, HOST: "0.0.0.0", PORT } });
  const [alive, ready] = [await health(), await health("--ready")];
  expect([alive.code, alive.out]).toEqual([
    0,
    `The server at http://127.0.0.1:${PORT}/auth/healthz answers.\n`,
  ]);
  expect([ready.code, ready.err]).toEqual([1, like(/not ready: The database accepts no writes/)]);
});

test("health shows the warnings of a server that is ready, and says when none answers", async () => {
  const warnings = [{ reason: "sending-held", title: "Sending is held." }];
  const PORT = await answering(200, { state: "ready", warnings });
  const ready = await runCli(["health", "--ready", "--json"], { environment: { ...SITE, PORT } });
  expect([ready.code, ready.json()]).toMatchObject([0, { warnings }]);
  const none = await runCli(["health"], { environment: { ...SITE, PORT: "1" } });
  expect([none.code, none.err]).toEqual([1, like(/No server answers at http:.*ECONNREFUSED/)]);
  const any = await runCli(["health"], { environment: { ...SITE, PORT: "0" } });
  expect(any.code).toBe(2);
});

const SITE = {
  NODE_ENV: "production",
  POSTERN_BASE_URL: "https://acme.example/auth",
  POSTERN_SECRET: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
  SMTP_URL: "smtp://127.0.0.1:25",
};

test("a running server's health is seen by the command in a process of its own", async () => {
  const PORT = await answering(204, undefined);
  const ran = await runProcess(["health"], { environment: { ...SITE, PORT } });
  expect(ran.code).toBe(0);
});
