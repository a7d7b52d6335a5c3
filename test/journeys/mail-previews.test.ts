// /dev/mails: every mail with sample data, in development.

import { expect, test } from "vitest";
import { joined } from "../../src/features.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { newsletter } from "../architecture/toy-feature/feature.ts";
import { linksIn, wordsOf } from "./page.ts";

test("in development every mail can be looked at in every language, with sample data", async () => {
  await using app = await testPostern({ developmentMailbox: true, appName: "Acme" });
  const browser = app.browser();
  const list = await browser.open("/dev/mails");
  const { body } = await browser.json("GET", "/dev/mails");
  const kinds = (body["mails"] as { kind: string }[]).map(({ kind }) => kind);
  expect([...new Set(kinds)].toSorted()).toEqual(Object.keys(joined().mails).toSorted());
  const links = linksIn(list).filter((path) => path.startsWith("/dev/mails/"));
  expect(links).toHaveLength(kinds.length * (body["languages"] as string[]).length);
  for (const path of links) {
    const page = await browser.open(path);
    expect([path, page.status]).toEqual([path, 200]);
    expect([path, wordsOf(page).match(/undefined|NaN|Invalid/)]).toEqual([path, null]);
    for (const which of ["light", "dark"]) {
      const { status, headers } = await browser.request(`${path}/${which}`);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get("content-security-policy")).toContain("sandbox");
    }
  }
  const page = await browser.open("/dev/mails/en/confirm");
  expect(wordsOf(page)).toContain("Confirm your email address – Acme");
});

test("the mails of a host's feature are among them", async () => {
  await using app = await testPostern({ developmentMailbox: true, features: [newsletter] });
  expect(wordsOf(await app.browser().open("/dev/mails/en/newsletter"))).toContain("/newsletter/");
});

test("nothing is shown of a mail or a language that is not there, and in production nothing at all", async () => {
  await using development = await testPostern({ developmentMailbox: true });
  await using production = await testPostern();
  for (const path of ["/dev/mails/en/toString", "/dev/mails/tlh/confirm", "/dev/mails/en/x/dark"])
    expect((await development.browser().open(path)).status).toBe(404);
  expect((await production.browser().open("/dev/mails")).status).toBe(404);
});
