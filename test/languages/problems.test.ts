// What programs are told in the pseudo-language: only the titles of problems change.

import { expect, test } from "vitest";
import { z } from "zod";
import { languageOf } from "../../src/domain/language.ts";
import { joined } from "../../src/features.ts";
import type { Route } from "../../src/http/route.ts";
import { allRoutes } from "../../src/postern.ts";
import { webFor } from "../../src/http/web.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { unsaid } from "./unsaid.ts";

const pseudo = languageOf("en-XA");

const routesOf = ({ postern: { context } }: TestPostern) =>
  allRoutes(context, webFor(context.settings, ["x".repeat(32)]), capturedMailbox());

type Asked = Pick<Route, "method" | "path"> & { readonly form?: Route["form"] };

/** Forms that are refused: empty, with an error in each field, and with an unknown field. */
function bodiesFor(form: Route["form"]): readonly object[] {
  const names = form instanceof z.ZodObject ? Object.keys(form.shape) : [];
  const wrong = Object.fromEntries(names.map((name) => [name, "1"]));
  return [{}, wrong, { ...wrong, email: "ada@example.com" }, { odd: "field" }];
}

test("the title of every problem is in the language, and its reason in none", async () => {
  await using app = await testPostern({ language: "en-XA", limits: "off" });
  const problems: Record<string, unknown>[] = [];
  const routes: readonly Asked[] = [...routesOf(app), { method: "GET", path: "/nowhere" }];
  for (const [number, { method, path, form }] of routes.entries()) {
    const confirmed = await app.confirmed(`ada-${number}@example.com`);
    const { browser: waits } = await app.register(`bob-${number}@example.com`);
    for (const browser of [app.browser(), waits, confirmed])
      for (const body of method === "GET" ? [undefined] : bodiesFor(form)) {
        const answer = await browser.json(method, path.replace(/:\w+/, "half-a-link"), body);
        if (answer.status >= 400) problems.push(answer.body);
      }
  }
  const titles = problems.map(({ title }) => String(title));
  expect(titles.filter((title) => unsaid(title) !== "" || !title.startsWith("["))).toEqual([]);
  const reasons = new Set(problems.map(({ reason }) => String(reason)));
  expect([...reasons].filter((reason) => !/^[a-z-]+$/.test(reason))).toEqual([]);
  expect(reasons.size).toBeGreaterThanOrEqual(10);
});

test("the names that others say for a feature are in the language", () => {
  const { notices, auditActs, mailNames, mails } = joined();
  const named = { ...notices, ...auditActs, ...mailNames };
  for (const said of Object.values(named)) expect(unsaid(said(pseudo))).toBe("");
  expect(Object.keys(mailNames).toSorted()).toEqual(Object.keys(mails).toSorted());
});
