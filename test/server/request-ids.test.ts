// One id for a request, its answer and every line that is logged about it.

import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { aFolder, register, startServerProcess } from "./process.ts";

const idOf = (response: Response): string => response.headers.get("x-request-id") ?? "";

const THEIRS = { "x-request-id": "7f3a1c9e-0b52-4d68-9a41-c0ffee123456" };

test("every answer carries an id of its own, whatever a stranger calls the request", async () => {
  const { url } = await startServerProcess(aFolder());
  const answers = [
    await fetch(url),
    await fetch(`${url}/nowhere`),
    await fetch(`${url}/login`, { method: "PUT" }),
    await fetch(url, { headers: THEIRS }),
  ];
  const ids = answers.map(idOf);
  for (const id of ids) expect(id).toMatch(/^[\w-]{20,}$/);
  expect(new Set(ids).size).toBe(4);
  expect(ids).not.toContain(THEIRS["x-request-id"]);
});

test("the id of a trusted proxy is taken over, unless it is none", async () => {
  const { url } = await startServerProcess(aFolder(), {
    environment: { POSTERN_TRUSTED_PROXIES: "127.0.0.0/8, ::1/128" },
  });
  expect(idOf(await fetch(url, { headers: THEIRS }))).toBe(THEIRS["x-request-id"]);
  for (const odd of ["", "short", 'a"b":"injected', "x".repeat(129), "two words here"]) {
    const id = idOf(await fetch(url, { headers: { "x-request-id": odd } }));
    expect(id).toMatch(/^[\w-]{20,}$/);
    expect(id).not.toBe(odd);
  }
});

test("every line that is logged of a request carries its id, and a line of nothing else does", async () => {
  const folder = aFolder();
  const server = await startServerProcess(folder);
  const database = new DatabaseSync(`${folder}/postern.db`, { timeout: 10_000 });
  database.exec("ALTER TABLE users RENAME TO gone; ALTER TABLE mails RENAME TO lost");
  database.close();
  const answers = await Promise.all(
    [1, 2, 3].map((place) => register(server.url, `user${place}@example.com`)),
  );
  expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
  await expect.poll(() => server.log()).toContain("outbox-unreadable");
  const lines = server
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const failed = lines.filter(({ event }) => event === "request-failed");
  expect(new Set(failed.map(({ request }) => request))).toEqual(new Set(answers.map(idOf)));
  for (const line of lines) {
    expect([line["event"], "request" in line]).toEqual([
      line["event"],
      line["event"] === "request-failed",
    ]);
  }
});
