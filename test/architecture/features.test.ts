// A host's features: what they add, and what is refused when Postern starts.

import { expect, test } from "vitest";
import { catalogue } from "../../src/domain/catalogue.ts";
import type { Feature } from "../../src/feature.ts";
import { shows } from "../../src/http/answer.ts";
import { get } from "../../src/http/route.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import type { MailContent } from "../../src/ui/mail-layout.ts";
import { html } from "../../src/ui/markup.ts";
import { wordsOf } from "../journeys/page.ts";

const hello: Feature = {
  name: "hello",
  routes: () => [
    get("/hello", async () => shows({ title: "Hello", body: html`<p>Good day.</p>` }, {})),
  ],
};

const NOTHING: MailContent = { subject: "", preheader: "", blocks: [], reason: "" };

/** The error when Postern starts with these features. */
const refusal = (features: readonly Feature[]): Promise<string> =>
  testPostern({ features }).then(
    () => "none",
    (error: unknown) => String(error),
  );

test("two features that answer one request are refused when Postern starts, in words", async () => {
  const home: Feature = {
    ...hello,
    name: "home",
    routes: () => [get("/", async () => shows({ title: "", body: html`` }, {}))],
  };
  expect(await refusal([home])).toContain("features: two of them answer GET /");
  const link = (parameter: string): Feature => ({
    name: parameter,
    routes: () => [get(`/links/:${parameter}`, async () => shows({ title: "", body: html`` }, {}))],
  });
  expect(await refusal([link("one"), link("other")])).toContain(
    "two of them answer GET /links/:other",
  );
});

test.each<[string, Partial<Feature>]>([
  ["the name login", { name: "login" }],
  ["the name pages", { name: "pages" }],
  ["the notice logged-out", { words: catalogue({ en: { notices: { "logged-out": "Bye." } } }) }],
  [
    "the notice session-ended",
    { words: catalogue({ en: { notices: { "session-ended": "Bye." } } }) },
  ],
  ["the act registered", { words: catalogue({ en: { auditActs: { registered: "Was here" } } }) }],
  ["the limit login", { limits: [{ name: "login", windows: [] }] }],
  ["the mail reset", { mails: { reset: { render: () => NOTHING } } }],
  ["the purpose reset", { purposes: { reset: { lifetime: 1 } } }],
  ["the option appName", { options: { appName: { words: "a name", read: (given) => given } } }],
])("a feature that brings %s a second time is refused in words", async (what, part) => {
  expect(await refusal([{ ...hello, ...part }])).toContain(`features: two of them have ${what}`);
});

test("a notice that no feature has is not shown, whatever the cookie says", async () => {
  await using app = await testPostern({ features: [hello] });
  for (const name of ["unknown", "constructor", "__proto__"]) {
    const request = new Request(`${app.baseUrl}/hello`, {
      headers: { cookie: `__Host-postern-notice=${name}` },
    });
    const shown = await (await app.postern.fetch(request)).text();
    expect(shown).not.toContain('class="notice');
  }
});

const counting: Feature = {
  ...hello,
  limits: [{ name: "hello", windows: [{ count: 2, every: 1_000 }] }],
  options: {
    greeting: {
      words: "a greeting, like Hello",
      read: (given = "Hello") => (typeof given === "string" ? given : undefined),
    },
  },
};

/** A site's options with an option of a feature. */
const withOptions = (options: Readonly<Record<string, unknown>>) =>
  testPostern({ features: [counting], ...options });

test("an option of a feature is read beside the others, with its default", async () => {
  await using site = await withOptions({});
  expect(site.postern.context.settings.features.options).toEqual({ greeting: "Hello" });
  await using other = await withOptions({ greeting: "Ahoy" });
  expect(other.postern.context.settings.features.options).toEqual({ greeting: "Ahoy" });
});

test("an option of a feature that cannot be meant is refused in its words, with all others", async () => {
  const started = withOptions({ greeting: 7, appName: "" });
  await expect(started).rejects.toThrow("greeting: give a greeting, like Hello, not 7");
  await expect(withOptions({ greeting: 7, appName: "" })).rejects.toThrow("appName: give");
});

test("an option of a feature that is not there is no option", async () => {
  const greeting: object = { greeting: "Ahoy" };
  await expect(testPostern(greeting)).rejects.toThrow("greeting: there is no such option");
});

test("the counts of a feature's limits are chosen as those of Postern's own, or all are off", async () => {
  const windows = async (limits: unknown) => {
    await using site = await withOptions({ limits });
    const { features, limits: own } = site.postern.context.settings;
    return [features.limits["hello"]?.windows[0]?.count, own.register.windows[0]?.count];
  };
  expect(await windows("on")).toEqual([2, 20]);
  expect(await windows({ hello: 5, register: 7 })).toEqual([5, 7]);
  expect(await windows("off")).toEqual([undefined, undefined]);
  await expect(windows({ hello: 0 })).rejects.toThrow("limits.hello: give a whole number from 1");
  await expect(windows({ goodbye: 1 })).rejects.toThrow("limits.goodbye: give counts for");
});

test("rows of the profile page stand in their order, among Postern's own", async () => {
  const rows: Feature = {
    ...hello,
    navigation: [{ order: 45, row: ({ email }) => ({ term: "Greetings", value: `to ${email}` }) }],
  };
  await using app = await testPostern({ features: [rows] });
  const browser = await app.confirmed("ada@example.com");
  expect(wordsOf(await browser.open("/profile"))).toMatch(
    /Password .* Greetings to ada@example\.com Sessions/,
  );
});

test("tasks run when the background starts, and one that fails keeps no other from its turn", async () => {
  const done: string[] = [];
  const all = Promise.withResolvers<void>();
  const tasks: Feature = {
    ...hello,
    tasks: [
      { name: "fails", every: 60_000, run: () => Promise.reject(new Error("not today")) },
      {
        name: "works",
        every: 60_000,
        run: async () => {
          done.push("works");
          all.resolve();
        },
      },
    ],
  };
  await using app = await testPostern({ features: [tasks], background: true });
  await all.promise;
  await app.postern.stop();
  expect(done).toEqual(["works"]);
  expect(app.log.filter(({ event }) => event === "upkeep-failed")).toHaveLength(1);
});
