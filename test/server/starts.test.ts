// How a server starts, or says in words why it cannot.

import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../cli/tools.ts";
import { aFolder, startServerProcess } from "./process.ts";

test("in production it names everything that is missing at once, and opens nothing", async () => {
  const ran = await runCli(["start", "--port", "0"], { cwd: aFolder() });
  expect(ran.code).toBe(3);
  expect(ran.out).toBe("");
  for (const variable of ["POSTERN_SECRET", "POSTERN_BASE_URL", "SMTP_URL"]) {
    expect(ran.err).toMatch(new RegExp(`^ +${variable}: `, "m"));
  }
  expect(ran.err).not.toMatch(/^ +at /m);
});

test.each([
  ["a short secret", { POSTERN_SECRET: "too short" }, /POSTERN_SECRET: .*32 characters/],
  [
    "a sample secret",
    { POSTERN_SECRET: "change-me-change-me-change-me-change-me" },
    /POSTERN_SECRET: .*sample/,
  ],
  [
    "a base URL without https",
    { POSTERN_BASE_URL: "http://accounts.example.com" },
    /POSTERN_BASE_URL: /,
  ],
  ["limits that are off", { POSTERN_LIMITS: "off" }, /POSTERN_LIMITS: /],
  [
    "a limit that there is none of",
    { POSTERN_LIMITS: "mail=5" },
    /POSTERN_LIMITS \(mail\): give counts for register, /,
  ],
  [
    "a limit of nothing",
    { POSTERN_LIMITS: "register=0" },
    /POSTERN_LIMITS \(register\): give a whole number from 1 to 5000, not 0/,
  ],
  ["a limit twice", { POSTERN_LIMITS: "login=1 login=2" }, /POSTERN_LIMITS: .*register: 200/],
  ["limits that are no words of ours", { POSTERN_LIMITS: "many" }, /POSTERN_LIMITS: .*"off"/],
  ["sessions without a number", { POSTERN_SESSIONS_PER_USER: "few" }, /PER_USER: .*whole number/],
  ["no session for anybody", { POSTERN_SESSIONS_PER_USER: "0" }, /PER_USER: .*whole number/],
  ["an audit log of an hour", { POSTERN_AUDIT_RETENTION: "1 hour" }, /RETENTION: .*at least a day/],
  ["a mail server that is no URL", { SMTP_URL: "smtp.example.com" }, /SMTP_URL: /],
  ["a drain that is no time", { POSTERN_DRAIN: "soon" }, /POSTERN_DRAIN: /],
  ["a port that is none", { PORT: "http" }, /PORT: /],
  ["proxies that are none", { POSTERN_TRUSTED_PROXIES: "everybody" }, /POSTERN_TRUSTED_PROXIES: /],
  ["a database of another kind", { DATABASE_URL: "mysql://localhost/app" }, /DATABASE_URL: /],
])("in production it refuses %s, and says what to give instead", async (_, wrong, words) => {
  const environment = { ...WELL, ...wrong };
  const ran = await runCli(["start"], { cwd: aFolder(), environment });
  expect([ran.code, ran.err.match(/^ {2}\w+(?: \(\w+\))?: /gm)?.length]).toEqual([3, 1]);
  expect(ran.err).toMatch(words);
});

const WELL = {
  POSTERN_SECRET: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
  POSTERN_BASE_URL: "https://accounts.example.com",
  SMTP_URL: "smtps://user:password@smtp.example.com",
};

test("ready once the tables are there: a second one on the same file is ready, too", async () => {
  const folder = aFolder();
  const first = await startServerProcess(folder);
  const second = await startServerProcess(folder);
  for (const { url } of [first, second]) {
    expect((await fetch(`${url}/readyz`)).status).toBe(204);
    expect((await fetch(`${url}/healthz`)).status).toBe(204);
  }
});

test("a port that is taken: one line of words and exit code 1, for programs too", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const ran = await runCli(["dev", "--port", `${port}`, "--json"], {
    cwd: tmpdir(),
    environment: { DATABASE_URL: "sqlite::memory:" },
  });
  expect([ran.code, ran.json()]).toMatchObject([1, { error: { reason: "port" } }]);
  expect(ran.err.trim().split("\n")).toEqual([expect.stringContaining(`Port ${port} is taken`)]);
});
