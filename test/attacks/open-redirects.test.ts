// `next` is written by whoever made the link: it leads to a page of this site, or nowhere.

import { describe, expect, test } from "vitest";
import { localPath } from "../../src/domain/next-path.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { inhabited } from "./inhabited.ts";
import { countingHasher } from "./tools.ts";

const ADA = "ada@example.com";
const BASE = "https://postern.example";

/** Texts that have led browsers, URL parsers and frameworks to other sites. */
const ELSEWHERE = [
  "https://evil.example",
  "http:evil.example",
  "https:/evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/%09/evil.example",
  "/%5cevil.example",
  "/%2f%2fevil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/x/..//evil.example",
  "/;@evil.example",
  "@evil.example",
  ".evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,evil",
  "vbscript:evil",
  "mailto:evil@evil.example",
  "https://postern.example@evil.example",
  "https://postern.example.evil.example",
  "https://evil.example#@postern.example",
  "https://evil.example\\@postern.example",
  "http://postern.example/profile",
  "https://postern.example:444/profile",
  "/profile\r\nSet-Cookie: evil=1",
  "/profile\nLocation: https://evil.example",
  "/\u0000/evil.example",
  "/\u2028/evil.example",
  "//\u3002evil.example",
  "/／evil.example",
  "／／evil.example",
  "<script>evil</script>",
  '"><script>evil()</script>',
];

/** Where a browser goes with the answers, and what it would store or run on the way. */
function expectAtHome(responses: readonly Response[], texts: readonly string[]): void {
  for (const response of responses) {
    const location = response.headers.get("location");
    if (location !== null) expect(new URL(location, `${BASE}/login`).origin).toBe(BASE);
    expect(response.headers.getSetCookie().join()).not.toMatch(/evil=/);
  }
  for (const text of texts) {
    for (const [, url = ""] of text.matchAll(/(?:href|action|data-next)="([^"]*)"/g)) {
      if (/^(#|data:image\/svg)/.test(url)) continue;
      expect([url, new URL(url, `${BASE}/login`).origin]).toEqual([url, BASE]);
    }
    expect(text).not.toContain("<script>evil");
  }
}

describe.each(ELSEWHERE)("next=%j", (next) => {
  test("leads nobody away, at register, confirm, login and every door", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const browser = app.browser();
    const query = `?next=${encodeURIComponent(next)}`;
    const pages = [
      await browser.open(`/register${query}`),
      await browser.open(`/login${query}`),
      await browser.submit("/register", { email: ADA, password: PASSWORD, next }),
      await browser.open("/unconfirmed"),
    ];
    const mail = await app.mailTo(ADA);
    expect(mail.text + mail.html).not.toContain("evil");
    await browser.open(mail.links[0]!);
    pages.push(
      await browser.submit("/confirm"),
      await browser.open(`/login${query}`),
      await browser.open(`/login/again${query}`),
      await browser.submit("/login/again", { password: PASSWORD, next }),
      await browser.submit("/logout", { next }),
      await browser.submit("/login", { email: ADA, password: "wrong password", next }),
      await browser.submit("/login", { email: ADA, password: PASSWORD, next }),
    );
    expectAtHome(
      pages.flatMap(({ way }) => way),
      pages.map(({ text }) => text),
    );
  });

  test("is no place to go on to from a planted cookie", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const { browser, link } = await app.register(ADA);
    for (const value of [next, encodeURIComponent(next)]) {
      if (/[\r\n\0]|[^\u0000-\u00ff]/.test(value)) continue;
      browser.jar.set("__Host-postern-next", value);
      const page = await browser.open("/unconfirmed");
      expectAtHome(page.way, [page.text]);
    }
    await browser.open(link);
    const done = await browser.submit("/confirm");
    expectAtHome(done.way, [done.text]);
  });
});

test("a local page is where people do go on to", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const browser = app.browser();
  await browser.submit("/register", { email: ADA, password: PASSWORD, next: "/app?tab=2#top" });
  const { links } = await app.mailTo(ADA);
  await browser.open(links[0]!);
  expect((await browser.submit("/confirm")).text).toContain('href="/app?tab=2#top"');
});

test("next is never a page that ends or restarts what just began, nor one behind a mailed link", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  await app.confirmed(ADA);
  for (const next of ["/logout", "/login", "/LOGIN", "/%6cogout", "/confirm/not-me"]) {
    const { way } = await app.browser().submit("/login", { email: ADA, password: PASSWORD, next });
    expect([next, way[0]!.headers.get("location")]).toEqual([next, "/"]);
  }
});

test("no page behind a mailed link is a place to go on to: the link would be in a URL again", async () => {
  await using site = await inhabited();
  const { link } = await site.app.register("tim@example.com");
  const token = link.slice(link.lastIndexOf("/") + 1);
  const behind = site.routes
    .filter(({ path }) => path.includes("/:link"))
    .flatMap(({ path }) => [path.replace(":link", token), path.replace(/\/:link.*/, "")])
    .filter((path) => path !== "/change-email");
  expect(behind.length).toBeGreaterThan(8);
  expect(
    behind.filter((path) => localPath(path, { baseUrl: BASE, leftOut: [] }) !== undefined),
  ).toEqual([]);
});
