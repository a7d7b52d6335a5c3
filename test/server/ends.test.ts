// How a server stops: in order when asked to, at once when asked twice, and without loss when killed.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { freePort } from "../../src/testing/process.ts";
import { aFolder, mailedTo, register, startServerProcess } from "./process.ts";
import { connectTo, startSite, statuses } from "./raw.ts";

const BODY = JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" });

/** A registration whose last byte is still missing. */
const ALMOST = [
  "POST /register HTTP/1.1",
  "Host: localhost",
  "Content-Type: application/json",
  `Content-Length: ${BODY.length}`,
  "",
  BODY.slice(0, -1),
].join("\r\n");

test("asked to end, it takes nobody new, answers who is in the middle, and exits with 0", async () => {
  const folder = aFolder();
  const server = await startServerProcess(folder);
  const connection = await connectTo(server.url);
  connection.socket.write(ALMOST);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(204);
  server.kill("SIGTERM");
  await expect
    .poll(() =>
      fetch(`${server.url}/healthz`).then(
        () => "answered",
        () => "refused",
      ),
    )
    .toBe("refused");
  connection.socket.write(BODY.slice(-1));
  await connection.ended;
  expect(statuses(connection.heard())).toEqual([201]);
  expect([await server.end, server.log()]).toEqual([0, ""]);
});

test("before it ends it says so at /readyz, and for a while still answers whoever comes", async () => {
  const environment = { POSTERN_DRAIN: "2 seconds" };
  const server = await startServerProcess(aFolder(), { environment });
  server.kill("SIGTERM");
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(503);
  const ready = await fetch(`${server.url}/readyz`, { headers: { accept: "application/json" } });
  expect(await ready.json()).toMatchObject({ fields: { ending: "not-ready" } });
  const answer = await register(server.url, "ada@example.com");
  expect([answer.status, answer.headers.get("connection")]).toEqual([201, "close"]);
  expect([await server.end, server.log()]).toEqual([0, ""]);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "a second %s is meant: it does not wait for who is in the middle",
  async (signal) => {
    const server = await startServerProcess(aFolder());
    const connection = await connectTo(server.url);
    connection.socket.write(ALMOST);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(204);
    server.kill(signal);
    await expect
      .poll(() =>
        fetch(`${server.url}/healthz`).then(
          () => "answered",
          () => "refused",
        ),
      )
      .toBe("refused");
    server.kill(signal);
    expect(await server.end).toBe(130);
  },
);

test("killed right after it answered, it has lost nothing: the mail comes after a restart", async () => {
  const folder = aFolder();
  const port = await freePort();
  const first = await startServerProcess(folder, { port });
  const answers = await Promise.all(
    ["ada", "bob", "eve"].map((name) => register(first.url, `${name}@example.com`)),
  );
  first.kill("SIGKILL");
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await first.end).toBe("SIGKILL");

  passLeases(folder);
  const second = await startServerProcess(folder, { port });
  const cookie = answers[0]!.headers.getSetCookie()[0]!.split(";")[0]!;
  const home = await fetch(`${second.url}/`, { headers: { cookie, accept: "application/json" } });
  expect(await home.json()).toMatchObject({ user: { email: "ada@example.com" } });
  await expect
    .poll(async () => (await mailedTo(second.url)).toSorted(), { timeout: 10_000 })
    .toEqual(["ada@example.com", "bob@example.com", "eve@example.com"]);
});

test("what was asked by somebody who then hung up is finished before the store is closed", async () => {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => log.mockRestore());
  {
    await using site = await startSite();
    const { socket } = await site.connect();
    socket.write(`${ALMOST}}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(log.mock.calls.flat()).toEqual([]);
});

/** The half minute after which another sender takes over the mails of a dead one. */
function passLeases(folder: string): void {
  const database = new DatabaseSync(join(folder, "postern.db"));
  database.exec("UPDATE mails SET due_on = 0 WHERE state = 'sending'");
  database.close();
}

test("whose log nobody reads any more, it loses the lines and goes on", async () => {
  const { url, end, closeLog } = await startServerProcess(aFolder());
  closeLog();
  for (let time = 0; time < 3; time += 1) {
    // Each causes a warning: a proxy that is not configured as trusted, and mails that cannot be read.
    const headers = { "x-forwarded-for": "203.0.113.9" };
    expect((await fetch(`${url}/healthz`, { headers })).status).toBe(204);
  }
  expect(await Promise.race([end, fetch(`${url}/healthz`).then(() => "goes on")])).toBe("goes on");
});
