// Bodies and queries that differ from what the page sends are refused before anything is done with them.

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { inhabited, isHidden, type Actor } from "./inhabited.ts";
import { countingHasher } from "./tools.ts";

const ADA = "ada@example.com";
const VICTIM = "victim@example.com";
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** Sends bytes as they are, like a program that names no origin, or like one of Postern's pages. */
async function send(
  app: TestPostern,
  path: string,
  type: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await app.browser().request(path, {
    method: "POST",
    headers: { "content-type": type, accept: JSON_TYPE, origin: app.baseUrl, ...headers },
    body,
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, reason: answer["reason"], fields: answer["fields"] };
}

const PASSWORDS = "password=plum+tree+by+the+river";

/** Of others, the console would refuse more than their fields. */
const whoSees = (path: string): Actor => (isHidden(path, "confirmed") ? "admin" : "confirmed");

describe("a field that is repeated, or is no text, is refused and not resolved", () => {
  test.each([
    ["a repeated field", FORM, `email=${VICTIM}&email=evil@evil.example&${PASSWORDS}`],
    [
      "a repeated field, spelled otherwise",
      FORM,
      `email=${VICTIM}&%65mail=evil@evil.example&${PASSWORDS}`,
    ],
    ["brackets", FORM, `email[]=${VICTIM}&email[]=evil@evil.example&${PASSWORDS}`],
    ["an index", FORM, `email[0]=${VICTIM}&${PASSWORDS}`],
    ["a path", FORM, `email.x=${VICTIM}&${PASSWORDS}`],
    [
      "an array",
      JSON_TYPE,
      `{"email":["${VICTIM}","evil@evil.example"],"password":"plum tree by"}`,
    ],
    ["an array of one", JSON_TYPE, `{"email":["${VICTIM}"],"password":"plum tree by"}`],
    ["an object", JSON_TYPE, `{"email":{"$ne":""},"password":{"$gt":""}}`],
    [
      "an object that acts as a text",
      JSON_TYPE,
      `{"email":{"toString":"x","length":9},"password":"plum tree"}`,
    ],
    ["a number", JSON_TYPE, `{"email":1,"password":2}`],
    ["true", JSON_TYPE, `{"email":true,"password":true}`],
    ["null", JSON_TYPE, `{"email":null,"password":null}`],
    [
      "a repeated key",
      JSON_TYPE,
      `{"email":"${VICTIM}","email":"evil@evil.example","password":"plum tree by"}`,
    ],
    [
      "a repeated key, spelled otherwise",
      JSON_TYPE,
      `{"email":"${VICTIM}","\\u0065mail":"evil@evil.example","password":"plum tree by"}`,
    ],
    [
      "a key of another case",
      JSON_TYPE,
      `{"email":"${VICTIM}","Email":"evil@evil.example","password":"p"}`,
    ],
    ["an unknown field", FORM, `email=${VICTIM}&${PASSWORDS}&admin=1`],
    [
      "an unknown key",
      JSON_TYPE,
      `{"email":"${VICTIM}","password":"plum tree by","confirmedOn":1}`,
    ],
    [
      "__proto__",
      JSON_TYPE,
      `{"email":"${VICTIM}","password":"plum tree by","__proto__":{"admin":true}}`,
    ],
    ["__proto__ in a form", FORM, `email=${VICTIM}&${PASSWORDS}&__proto__=x`],
    ["__proto__ with brackets", FORM, `email=${VICTIM}&${PASSWORDS}&__proto__[admin]=x`],
    [
      "constructor",
      JSON_TYPE,
      `{"email":"${VICTIM}","password":"plum","constructor":{"prototype":{}}}`,
    ],
    ["an array of fields", JSON_TYPE, `[{"email":"${VICTIM}"}]`],
    ["a bare text", JSON_TYPE, `"email"`],
    ["a bare null", JSON_TYPE, `null`],
    ["half an object", JSON_TYPE, `{"email":"${VICTIM}"`],
    ["deep arrays", JSON_TYPE, "[".repeat(8_000) + "]".repeat(8_000)],
    ["deep objects", JSON_TYPE, `{"email":${'{"a":'.repeat(2_500)}1${"}".repeat(2_500)}}`],
    ["half a character, percent-encoded", FORM, `email=${VICTIM}&password=plum+tree+by+%C3+river`],
    [
      "bytes that are no UTF-8",
      JSON_TYPE,
      Buffer.from('{"email":"\xff\xfe@example.com","password":"p"}', "latin1"),
    ],
  ] as const)("%s", async (_, type, body) => {
    await using app = await testPostern();
    const before = app.dump();
    for (const path of ["/register", "/login", "/forgot", "/resend"]) {
      const { status } = await send(app, path, type, body);
      expect([path, status]).toEqual([path, 422]);
    }
    expect(await app.mails()).toEqual([]);
    expect(app.dump()).toBe(before);
  });

  test("in the query too, of every form", async () => {
    await using site = await inhabited();
    for (const route of site.routes.filter(({ method }) => method === "POST")) {
      const path = `${await site.pathOf(route)}?next=/a&next=//evil.example`;
      const response = await site.browsers[whoSees(path)].request(path, {
        method: "POST",
        headers: { accept: "text/html", origin: site.app.baseUrl },
      });
      expect([route.path, response.status]).toEqual([route.path, 422]);
    }
  });

  test("in the query of a page, which writes nothing, it is as if it were not there", async () => {
    await using site = await inhabited();
    for (const route of site.routes.filter(({ method }) => method === "GET")) {
      for (const who of ["anonymous", "confirmed", "long ago"] as const) {
        const open = async (query: string) => {
          const path = (await site.pathOf(route)) + query;
          const headers = { accept: "text/html" };
          const response = await site.browsers[who].request(path, { headers });
          const { status } = response;
          return { status, to: response.headers.get("location"), text: await response.text() };
        };
        const twice = await open("?next=/profile/data&next=/profile/sessions&utm=1&utm=2");
        const not = await open("");
        expect([route.path, who, twice.status]).toEqual([route.path, who, not.status]);
        const names = /profile(?:%2F|\/)(?:data|sessions)/g;
        const inText = (text: string) => [...text.matchAll(names)].length;
        expect([route.path, inText(twice.text)]).toEqual([route.path, inText(not.text)]);
      }
    }
  });

  test("and what is said twice in the same way is said once", async () => {
    await using app = await testPostern();
    const page = await app.browser().open("/login?next=/profile/data&next=/profile/data");
    expect(page.text).toContain('name="next" value="/profile/data"');
  });

  test("and every form refuses a field it does not know", async () => {
    await using site = await inhabited();
    const before = site.app.dump();
    for (const route of site.forms) {
      const path = await site.pathOf(route);
      for (const odd of [
        { admin: "1" },
        { link: ["a"] },
        { password: { a: 1 } },
        { email: [ADA] },
      ]) {
        const { status, body } = await site.browsers[whoSees(path)].json("POST", path, odd);
        expect([path, odd, status, body["reason"]]).toEqual([path, odd, 422, "invalid"]);
      }
    }
    expect(site.app.dump()).toBe(before);
  });

  test("nothing leaks onto the prototype of all objects", async () => {
    await using app = await testPostern();
    await send(app, "/register", JSON_TYPE, '{"__proto__":{"admin":true},"email":"x"}');
    await send(
      app,
      "/register",
      FORM,
      "__proto__=x&__proto__.admin=1&constructor.prototype.admin=1",
    );
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
});

describe("a body of the wrong kind or size is refused cheaply", () => {
  test.each([
    ["17 KB of form", FORM, `email=${"a".repeat(17_000)}`, 413],
    ["17 KB of JSON", JSON_TYPE, JSON.stringify({ email: "a".repeat(17_000) }), 413],
    ["a megabyte", FORM, "a".repeat(1_000_000), 413],
    ["text", "text/plain", "email=x", 415],
    ["no kind", "", "email=x", 415],
    ["XML", "application/xml", "<email>x</email>", 415],
    ["a multipart form", "multipart/form-data; boundary=x", "--x--", 415],
    ["a kind that looks like JSON", "application/jsonp", "{}", 415],
    ["two kinds", "application/json, text/plain", "{}", 415],
  ] as const)("%s", async (_, type, body, expected) => {
    const passwordHasher = countingHasher();
    await using app = await testPostern({ passwordHasher });
    const before = app.dump();
    const { status } = await send(app, "/register", type, body);
    expect(status).toBe(expected);
    expect([passwordHasher.count(), app.dump()]).toEqual([0, before]);
  });

  test("a body that says it is short and is not", async () => {
    await using app = await testPostern();
    const body = `email=${"a".repeat(20_000)}`;
    const { status } = await send(app, "/register", FORM, body, { "content-length": "10" });
    expect(status).toBe(413);
  });

  test.each(["gzip", "deflate", "br", "identity", "gzip, gzip"])(
    "in the encoding %s",
    async (encoding) => {
      await using app = await testPostern();
      const bomb = gzipSync(Buffer.alloc(10_000_000, "a"));
      const body = Uint8Array.from(bomb);
      const { status } = await send(app, "/register", FORM, body, { "content-encoding": encoding });
      expect(status).toBe(415);
    },
  );
});

describe("odd requests break nothing", () => {
  test.each([
    "/%",
    "/%00",
    "/%ff",
    "/confirm/%E0%A4%A",
    "/confirm/..%2f..%2fetc",
    "/confirm/" + "a".repeat(8_000),
    "/profile/sessions/%27/end",
    "/register?next=%E0%A4%A",
    "/register?" + "a=1&".repeat(3_000),
    "/.//",
    "/./../register",
    "/REGISTER",
    "/register/",
    "/register;x=1",
    "/.git/config",
    "/dev/mailbox",
  ])("%s", async (path) => {
    await using app = await testPostern();
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH", "PROPFIND"]) {
      const response = await app.browser().request(path, {
        method,
        headers: { accept: "text/html", origin: app.baseUrl, "content-type": FORM },
      });
      expect([method, response.status < 500]).toEqual([method, true]);
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect(app.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("headers that no browser sends", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    for (const headers of [
      { cookie: "=; ;;; =x; __Host-postern-session" },
      {
        cookie:
          "__proto__=1; constructor=2; __Host-postern-next=%E0%A4%A; __Host-postern-notice=__proto__",
      },
      { cookie: `a=${"b".repeat(8_000)}` },
      { accept: ",;q=;q=9,*/*;q=-1,text/html;q=abc" },
      { accept: "a".repeat(8_000) },
      { "user-agent": "\u00ff".repeat(4_000) },
      { "content-length": "-1" },
      { "accept-language": "*".repeat(4_000) },
    ]) {
      for (const path of ["/", "/login", "/unconfirmed", "/profile", "/nowhere"]) {
        expect((await browser.request(path, { headers })).status).toBeLessThan(500);
      }
    }
    expect(app.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});
