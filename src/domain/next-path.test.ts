import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath as localPathAt } from "./next-path.ts";

const SITE = "https://accounts.example";

const localPath = (next: string | null | undefined, baseUrl: string): string | undefined =>
  localPathAt(next, { baseUrl, leftOut: [] });

/** A text of the shape that links have. */
const TOKEN = `${"A".repeat(35)}.${"b".repeat(6)}.${"c-D".repeat(14)}e`;

test.each([
  ["/", "/"],
  ["/profile", "/profile"],
  ["/orders/17?page=2&sort=a%20b#last", "/orders/17?page=2&sort=a%20b#last"],
  ["/a/../b", "/b"],
  ["/search?q=https://evil.example/", "/search?q=https://evil.example/"],
  ["/köln", "/k%C3%B6ln"],
  ["/@ada", "/@ada"],
  ["/loginhelp", "/loginhelp"],
  ["/shop/logout-policy", "/shop/logout-policy"],
  ["/100%", "/100%"],
  [`/${"a".repeat(511)}`, `/${"a".repeat(511)}`],
  ["/orders//", "/orders//"],
])("%s is a page of this site", (next, path) => {
  expect(localPath(next, SITE)).toBe(path);
});

test.each([
  ["nothing", null],
  ["nothing at all", undefined],
  ["an empty text", ""],
  ["another site", "https://evil.example/"],
  ["this site in full", "https://accounts.example/profile"],
  ["another site without its scheme", "//evil.example"],
  ["three slashes", "///evil.example"],
  ["a backslash", "/\\evil.example"],
  ["a backslash first", "\\/evil.example"],
  ["two backslashes", "\\\\evil.example"],
  ["a backslash further on", "/profile\\..\\..\\evil.example"],
  ["a tab between slashes", "/\t/evil.example"],
  ["a line break between slashes", "/\n/evil.example"],
  ["a carriage return between slashes", "/\r/evil.example"],
  ["a header to be", "/profile\r\nSet-Cookie: a=b"],
  ["a NUL", "/profile\0"],
  ["a space before", " /profile"],
  ["a control character of Latin-1", "/\u0085/evil.example"],
  ["dots that dissolve", "/.//evil.example"],
  ["encoded dots that dissolve", "/%2e//evil.example"],
  ["a folder that dissolves", "/a/..//evil.example"],
  ["a script", "javascript:alert(1)"],
  ["a script in disguise", "/javascript:alert(1)".slice(1)],
  ["data", "data:text/html,<script>alert(1)</script>"],
  ["a name and a host", "//accounts.example@evil.example/"],
  ["a host as a name", "https://accounts.example:x@evil.example/"],
  ["a scheme with one slash", "https:/evil.example"],
  ["a relative path", "profile"],
  ["a host that only begins alike", ".evil.example"],
  ["more than 512 characters", `/${"a".repeat(512)}`],
  ["more than 512 characters, of which dots take most away", `/${"a/../".repeat(128)}b`],
  ["a folder that dissolves into nothing", "/a/..//"],
  ["more than 512 characters once encoded", `/${"ü".repeat(300)}`],
])("%s is dropped in silence", (_, next) => {
  expect(localPath(next, SITE)).toBeUndefined();
});

test.each([
  "/login",
  "/logout",
  "/LogOut",
  "/%6cogout",
  "/x/../logout?a=b",
  "/register",
  "/unconfirmed",
  "/confirm",
  "/confirm/",
  `/confirm/${TOKEN}`,
  `/reset/${TOKEN}`,
  `/reset/${TOKEN.replace("-", "%2D")}`,
  `/change-email/${TOKEN}`,
  "/change-email/stop",
  `/keep/${TOKEN}`,
  "/forgot",
  "/resend",
])("%s is a step of a flow and no place to go on to", (next) => {
  expect(localPath(next, SITE)).toBeUndefined();
  expect(localPath(`/auth${next}`, `${SITE}/auth`)).toBeUndefined();
  expect(localPath(`/auth${next}`, `${SITE}/auth/`)).toBeUndefined();
});

test("the page of a link that is held in a cookie is a place to go back to, for the second step before it", () => {
  expect(localPath("/change-email", SITE)).toBe("/change-email");
});

test("beside a mounted Postern, the application's own pages are places to go to", () => {
  for (const page of ["/orders", "/confirm/order-17", "/shop/login", "/login", "/profile"]) {
    expect(localPath(page, `${SITE}/auth`)).toBe(`${SITE}${page}`);
    expect(localPath(`${SITE}${page}`, `${SITE}/auth`)).toBe(`${SITE}${page}`);
  }
  expect(localPath("/auth/profile", `${SITE}/auth`)).toBe("/auth/profile");
  expect(localPath(`${SITE}/auth/profile`, `${SITE}/auth`)).toBe("/auth/profile");
  expect(localPath(`${SITE}/auth/logout`, `${SITE}/auth`)).toBeUndefined();
  expect(localPath(`${SITE}//evil.example`, `${SITE}/auth`)).toBeUndefined();
});

test("a page that Postern leaves out at the root is the host's, and below a base path nobody's", () => {
  const leftOut = ["profile"] as const;
  for (const next of ["/profile?tab=1", `${SITE}/profile?tab=1`])
    expect(localPathAt(next, { baseUrl: SITE, leftOut })).toBe(`${SITE}/profile?tab=1`);
  expect(localPathAt("/auth/profile", { baseUrl: `${SITE}/auth`, leftOut })).toBeUndefined();
  expect(localPathAt("/profile", { baseUrl: `${SITE}/auth`, leftOut })).toBe(`${SITE}/profile`);
});

test("a base path in disguise leads nowhere: the router would read it", () => {
  for (const next of ["/%61uth/logout", "/%61uth/profile", `/%61uth/reset/${TOKEN}`])
    expect(localPath(next, `${SITE}/auth`)).toBeUndefined();
});

test.each(["/reset/filters", "/confirm/order-17", "/keep/calm", "/login/help", "/lock/door"])(
  "%s is a page of the application, although a step of Postern begins like it",
  (next) => expect(localPath(next, SITE)).toBe(next),
);

test("whatever comes in, what comes out leads to the same site", () => {
  const piece = fc.constantFrom(
    ..."/ // \\ . .. %2e %2f %5c @ : ? # evil.example https: javascript: a ü ＠ \t \n \0".split(
      " ",
    ),
  );
  const next = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join("")}`),
  );
  const base = fc.constantFrom(
    SITE,
    `${SITE}/auth`,
    "http://localhost:3000",
    "https://[::1]:8443/a/",
  );
  fc.assert(
    fc.property(next, base, (text, baseUrl) => {
      const path = localPath(text, baseUrl);
      if (path === undefined) return;
      const { origin } = new URL(baseUrl);
      const isWhole = baseUrl !== origin && path.startsWith(`${origin}/`);
      expect(isWhole ? path.slice(origin.length) : path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
      expect(new URL(path, baseUrl).origin).toBe(new URL(baseUrl).origin);
      expect(localPath(path, baseUrl)).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});
