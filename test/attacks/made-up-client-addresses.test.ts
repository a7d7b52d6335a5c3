// `X-Forwarded-For` is written by whoever sends it: on a real server, it changes nobody's limits.

import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/server/config.ts";
import { startServer, type RunningServer } from "../../src/server/start.ts";

/** Registers thirty times, each time with another header; returns how often it was allowed. */
async function registerOften(
  server: RunningServer,
  header: (time: number) => Readonly<Record<string, string>>,
): Promise<number> {
  let registered = 0;
  for (let time = 0; time < 30; time += 1) {
    const response = await fetch(`${server.url}/register`, {
      method: "POST",
      headers: { "content-type": "application/json", ...header(time) },
      body: JSON.stringify({ email: `ada${time}@example.com`, password: "plum tree by the river" }),
    });
    if (response.status === 201) registered += 1;
  }
  return registered;
}

async function serverWith(trusted: string) {
  const config = await loadConfig({
    environment: { PORT: "0", DATABASE_URL: "sqlite::memory:", POSTERN_TRUSTED_PROXIES: trusted },
    mode: "development",
    folder: tmpdir(),
  });
  const server = await startServer(config);
  return { server, [Symbol.asyncDispose]: () => server.stop() };
}

const LOOPBACK = "127.0.0.0/8 ::1/128";

test("without a trusted proxy the header is not read at all", async () => {
  await using site = await serverWith("");
  const often = registerOften(site.server, (time) => ({
    "x-forwarded-for": `198.51.100.${time}`,
    forwarded: `for=198.51.100.${time}`,
    "x-real-ip": `198.51.100.${time}`,
  }));
  expect(await often).toBe(20);
});

test("of what a trusted proxy passes on, only its own word counts, the rightmost", async () => {
  await using site = await serverWith(LOOPBACK);
  const often = registerOften(site.server, (time) => ({
    "x-forwarded-for": `198.51.100.${time}, 203.0.113.9`,
  }));
  expect(await often).toBe(20);
});

test("clients behind a trusted proxy are told apart", async () => {
  await using site = await serverWith(LOOPBACK);
  const often = registerOften(site.server, (time) => ({ "x-forwarded-for": `203.0.113.${time}` }));
  expect(await often).toBe(30);
});

test("what is no address behind a trusted proxy is one client, whatever it says", async () => {
  await using site = await serverWith(LOOPBACK);
  const often = registerOften(site.server, (time) => ({ "x-forwarded-for": `nobody-${time}` }));
  expect(await often).toBe(20);
});

test("behind a proxy that nobody named, /readyz says so; behind one that was, there is nothing to say", async () => {
  await using silent = await serverWith(LOOPBACK);
  await using told = await serverWith("");
  for (const { server } of [silent, told])
    await registerOften(server, () => ({ via: "1.1 proxy" }));
  expect((await fetch(`${silent.server.url}/readyz`)).status).toBe(204);
  const answer = await fetch(`${told.server.url}/readyz`, {
    headers: { accept: "application/json" },
  });
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { state: "ready", warnings: [{ reason: "proxy-not-trusted" }] },
  ]);
});
