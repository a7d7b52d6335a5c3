// Reading changes nothing: prefetchers, previews, crawlers and scanners may open whatever they like.

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { ACTORS, inhabited } from "./inhabited.ts";
import { creditIs } from "./tools.ts";

const METHODS = ["HEAD", "GET", "OPTIONS"] as const;

/** Headers of machines that open pages before anybody asked, and of attempts to turn GET into POST. */
const MANNERS: readonly Readonly<Record<string, string>>[] = [
  { accept: "text/html" },
  { accept: "application/json" },
  { accept: "text/html", "sec-purpose": "prefetch;prerender", purpose: "prefetch" },
  { accept: "text/html", "x-moz": "prefetch", "x-purpose": "preview" },
  { accept: "text/html", "x-http-method-override": "POST", "x-method-override": "POST" },
];

test("any number of GET, HEAD and OPTIONS on any path leaves the database as it was, to the byte", async () => {
  await using site = await inhabited();
  const paths = await Promise.all(site.routes.map((route) => site.pathOf(route)));
  const before = site.app.dump();
  for (const path of [...new Set(paths), "/nowhere"]) {
    for (const actor of ACTORS) {
      for (const method of METHODS) {
        for (const headers of MANNERS) {
          const asked = [path, `${path}?_method=POST&password=x&code=12345678&sure=on`];
          for (const url of asked) await site.browsers[actor].request(url, { method, headers });
        }
      }
    }
    expect([path, site.app.dump() === before]).toEqual([path, true]);
  }
});

test("with every link's cookie held as well", async () => {
  await using site = await inhabited();
  for (const route of site.routes.filter(({ path }) => path.includes(":link"))) {
    for (const actor of ACTORS) await site.browsers[actor].open(await site.pathOf(route));
  }
  const before = site.app.dump();
  for (const route of site.routes.filter(({ path }) => !path.includes(":"))) {
    for (const actor of ACTORS) {
      for (const method of METHODS) await site.browsers[actor].request(route.path, { method });
    }
  }
  expect(site.app.dump()).toBe(before);
});

test("an exception is when a session was last seen, once in ten minutes", async () => {
  await using site = await inhabited();
  const { app, browsers } = site;
  const masked = () => app.dump().replace(/"last_seen_on":\d+/g, "");
  app.clock.forward("9 minutes");
  const before = app.dump();
  await browsers["long ago"].open("/profile");
  expect(app.dump()).toBe(before);
  app.clock.forward("1 minute");
  const others = masked();
  await browsers["long ago"].open("/profile");
  const touched = app.dump();
  expect(touched).not.toBe(before);
  expect(masked()).toBe(others);
  await browsers["long ago"].open("/profile");
  expect(app.dump()).toBe(touched);
});

test("the other is that somebody stays where a mail waits for the whole site, once", async () => {
  await using app = await testPostern();
  creditIs(app, 0);
  const browser = app.browser();
  await browser.submit("/register", { email: "ada@example.com", password: PASSWORD });
  await app.mails();
  const before = app.dump();
  const looks = async () => {
    await browser.open("/unconfirmed");
    return app.dump();
  };
  app.clock.forward("59 seconds");
  expect(await looks()).toBe(before);
  app.clock.forward("1 second");
  const noted = await looks();
  expect(noted).toBe(before.replace('"trust":0', '"trust":2'));
  expect(await looks()).toBe(noted);
});
