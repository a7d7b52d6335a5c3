// Where people came from to register: only what the site lists is kept.

import { expect, test } from "vitest";
import type { Page } from "../../src/testing/browser.ts";
import { countCohorts } from "../../src/features/cohorts/counting.ts";
import { readStatistics } from "../../src/features/cohorts/statistics.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const SOURCES = { allowed: ["newsletter", "podcast"] };

const stored = ({ database }: TestPostern, email: string): unknown =>
  database.prepare("SELECT source FROM users WHERE email = ?").get(email)?.["source"];

/** What a browser sends of the form without being asked. */
function hidden({ text }: Page): Readonly<Record<string, string>> {
  const source = /name="source" value="([^"]*)"/.exec(text)?.[1];
  return source === undefined ? {} : { source };
}

/** Opens a link to the form, registers there after one mistake, and returns what is stored. */
async function comesFrom(app: TestPostern, link: string, email: string): Promise<unknown> {
  const browser = app.browser();
  const opened = await browser.open(link);
  const again = await browser.submit("/register", { email, password: "short", ...hidden(opened) });
  expect(again.status).toBe(422);
  await browser.submit("/register", { email, password: PASSWORD, ...hidden(again) });
  return stored(app, email);
}

test("a source that the site lists is kept, through a form that is shown again, and counted", async () => {
  await using app = await testPostern({ sources: SOURCES });
  const link = "/register?utm_source=newsletter";
  expect(await comesFrom(app, link, "ada@example.com")).toBe("newsletter");
  expect(await comesFrom(app, "/register", "bob@example.com")).toBeNull();
  const { context } = app.postern;
  await countCohorts(context);
  const { groups } = await readStatistics(context, { by: "day", per: ["source"] });
  expect(groups.source?.map(({ name, size }) => [name, size])).toEqual([
    ["newsletter", 1],
    [null, 1],
  ]);
});

test.each([
  ["/register?utm_source=ada%40example.com"],
  ["/register?utm_source=NEWSLETTER"],
  ["/register?utm_source=newsletter&utm_source=podcast"],
  ["/register?source=newsletter"],
])("nothing else that a link says is stored: %s", async (link) => {
  await using app = await testPostern({ sources: SOURCES });
  expect(await comesFrom(app, link, "ada@example.com")).toBeNull();
});

test("what a program sends as a source is stored only if the site lists it", async () => {
  await using app = await testPostern({ sources: { parameter: "ref", allowed: ["podcast"] } });
  const sent = { email: "ada@example.com", password: PASSWORD, source: "<script>" };
  expect((await app.browser().json("POST", "/register", sent)).status).toBe(201);
  expect(stored(app, "ada@example.com")).toBeNull();
  expect(await comesFrom(app, "/register?ref=podcast", "bob@example.com")).toBe("podcast");
});
