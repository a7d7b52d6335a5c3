// What a host is told about its own mistakes, once and in words; and that its visitors do not pay for them.

import { expect, test } from "vitest";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

/** The mistakes that the log tells, in order. */
const told = (app: TestPostern) =>
  app.log.filter(({ event }) => event === "hint").map(({ facts }) => facts["mistake"]);

/** A request with a form that something has read already. */
async function readAlready(app: TestPostern, accept: string): Promise<Request> {
  const request = new Request(`${app.baseUrl}/login`, {
    method: "POST",
    headers: { accept, origin: app.baseUrl, "content-type": "application/x-www-form-urlencoded" },
    body: "email=ada%40example.com&password=x",
  });
  await request.text();
  return request;
}

test("a body that something read before Postern is the host's mistake, and not the visitor's", async () => {
  await using app = await testPostern();
  const page = await app.postern.fetch(await readAlready(app, "text/html"));
  expect(page.status).toBe(500);
  expect(await page.text()).toContain("Mount Postern before whatever parses request bodies.");
  const answer = await app.postern.fetch(await readAlready(app, "application/json"));
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(problem["reason"]).toBe("misused");
  expect(problem["fix"]).toContain("a request to /login");
  expect(told(app)).toEqual(["body-already-read"]);
});
