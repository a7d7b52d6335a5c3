// Password managers save a password under the account that the form names, if it names one.

import { expect, test } from "vitest";
import type { Page } from "../../src/testing/browser.ts";
import { testPostern } from "../../src/testing/test-postern.ts";

const ADA = "ada@example.com";

/** The account that each form with a password names: a field with that purpose, or undefined. */
const accountsIn = ({ text }: Page): readonly (string | undefined)[] =>
  [...text.matchAll(/<form[\s\S]*?<\/form>/g)]
    .map(([form]) => form)
    .filter((form) => form.includes('type="password"'))
    .map((form) => {
      const input = /<input[^>]*autocomplete="username"[^>]*>/.exec(form)?.[0];
      return input && /value="([^"]*)"/.exec(input)?.[1];
    });

test("every form for a password names the account, and sends no field for it", async () => {
  await using app = await testPostern();
  const { link } = await app.register(ADA);
  const elsewhere = app.browser();
  expect(accountsIn(await elsewhere.open(link))).toEqual([ADA, ADA]);

  app.clock.forward("2 hours");
  const browser = await app.confirmed("bob@example.com");
  for (const path of ["/profile/password", "/login/again", "/profile/delete"]) {
    const page = await browser.open(path);
    expect([path, accountsIn(page)]).toEqual([path, ["bob@example.com"]]);
    expect(page.text).not.toMatch(/<input[^>]*name="[^"]*"[^>]*autocomplete="username"/);
  }

  await app.browser().submit("/forgot", { email: "bob@example.com" });
  const reset = (await app.mailTo("bob@example.com")).links[0]!;
  expect(accountsIn(await app.browser().open(reset))).toEqual(["bob@example.com"]);

  await browser.submit("/profile/email", { email: "robert@example.com" });
  const change = (await app.mailTo("robert@example.com")).links[0]!;
  expect(accountsIn(await app.browser().open(change))).toEqual(["bob@example.com"]);
});
