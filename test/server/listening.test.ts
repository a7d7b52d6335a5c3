// A separate server and the streams of its waiting pages: told by the command line, and ended with it.

import { expect, test } from "vitest";
import { runCli } from "../cli/tools.ts";
import { asksToListen, listens } from "../listening.ts";
import { aFolder, register, startServerProcess, type ServerProcess } from "./process.ts";

const EMAIL = "ada@example.com";

/** The browser of somebody who has just registered. */
async function waits({ url }: ServerProcess) {
  const answer = await register(url, EMAIL);
  const cookie = answer.headers.getSetCookie()[0]!.split(";")[0]!;
  return {
    request: (path: string, { headers, ...init }: RequestInit = {}) =>
      fetch(url + path, { ...init, headers: { ...(headers as object), cookie } }),
  };
}

test("a page is told of what the command line does", async () => {
  const folder = aFolder();
  const server = await startServerProcess(folder);
  const browser = await waits(server);
  const isConfirmed = async (): Promise<boolean> => {
    const answer = await browser.request("/unconfirmed", {
      headers: { accept: "application/json" },
    });
    return (
      answer.status !== 200 || ((await answer.json()) as { state: string }).state !== "waiting"
    );
  };
  // Its mail is sent in the meantime, which is news, too.
  let heard = await listens(browser);
  const ran = runCli(["user", "confirm", EMAIL, "--reason", "a ticket"], {
    environment: { DATABASE_URL: `sqlite:${folder}/postern.db` },
  });
  expect(await heard.rest()).toContain("data: look");
  while (!(await isConfirmed())) {
    heard = await listens(browser);
    expect(await heard.rest()).toContain("data: look");
  }
  expect((await ran).code).toBe(0);
});

test("a server that is asked to end ends all streams at once, and new ones as soon as they begin, while it drains", async () => {
  const environment = { POSTERN_DRAIN: "2 seconds" };
  const server = await startServerProcess(aFolder(), { environment });
  const browser = await waits(server);
  const open = await Promise.all([listens(browser), listens(browser)]);
  server.kill("SIGTERM");
  for (const heard of open) await heard.rest();
  const late = await asksToListen(browser);
  expect(late.headers.get("connection")).toBe("close");
  expect(await late.text()).toMatch(/^retry: \d{4}\n\n$/);
  expect([await server.end, server.log()]).toEqual([0, ""]);
});
