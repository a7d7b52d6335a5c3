import { describe, expect, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { fairPasswords } from "../../src/adapters/fair-passwords.ts";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { inhabited } from "../attacks/inhabited.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const FORM = {
  "content-type": "application/x-www-form-urlencoded",
  origin: "https://postern.example",
};

test("an unknown path is 404, in the layout, with the way home", async () => {
  await using app = await testPostern();
  const page = await app.browser().open("/nowhere");
  expect(page.status).toBe(404);
  expect(page.heading).toBe("Page not found");
  expect(linksIn(page)).toEqual(["/"]);
  const answer = await app.browser().json("GET", "/nowhere");
  expect(answer.body).toEqual({
    type: "urn:postern:not-found",
    title: "Page not found",
    status: 404,
    reason: "not-found",
  });
});

test("an unknown path still knows who is logged in", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  expect((await browser.open("/nowhere")).text).toContain("/logout");
});

test.for([
  ["DELETE", "/login", "GET, POST, HEAD"],
  ["POST", "/profile", "GET, HEAD"],
  ["PUT", "/register", "GET, POST, HEAD"],
  ["PUT", "/resend", "POST"],
  ["DELETE", "/unconfirmed/code", "POST"],
] as const)("%s %s is 405 and says what may be done: %s", async ([method, path, allow]) => {
  await using app = await testPostern();
  const browser = app.browser();
  const html = await browser.request(path, { method, headers: { accept: "text/html" } });
  expect(html.status).toBe(405);
  expect(html.headers.get("allow")!.split(", ").toSorted()).toEqual(allow.split(", ").toSorted());
  const json = await browser.request(path, { method, headers: { accept: "application/json" } });
  expect(await json.json()).toMatchObject({ status: 405, reason: "wrong-method" });
});

test.for([
  ["/unconfirmed/code", "/unconfirmed"],
  ["/unconfirmed/email", "/unconfirmed"],
  ["/resend", "/unconfirmed"],
  ["/profile/sessions/end-others", "/profile/sessions"],
  ["/profile/sessions/AAAAAAAAAAAAAAAAAAAAAA/end", "/profile/sessions"],
] as const)("the address of the form %s, opened again, leads to %s", async ([path, page]) => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (const method of ["GET", "HEAD"]) {
    const response = await browser.request(path, { method, headers: { accept: "text/html" } });
    expect([response.status, response.headers.get("location")]).toEqual([303, page]);
  }
  const { status, headers, body } = await browser.json("GET", path);
  expect([status, body["reason"], headers.get("allow")]).toEqual([405, "wrong-method", "POST"]);
});

test("every form that people send has a page it belongs to", async () => {
  await using site = await inhabited();
  for (const route of site.forms.filter(({ path }) => path !== "/hooks/bounce")) {
    const path = await site.pathOf(route);
    const { status } = await site.browsers.unconfirmed.open(path);
    expect([path, status === 405]).toEqual([path, false]);
  }
});

test("a form that came from elsewhere leads back to its page", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  const page = await browser.request("/unconfirmed/code", {
    method: "POST",
    headers: { ...FORM, accept: "text/html", origin: "https://evil.example" },
    body: "code=1",
  });
  expect(page.status).toBe(403);
  expect(await page.text()).toContain('href="/unconfirmed"');
});

test("HEAD answers like GET, without a body", async () => {
  await using app = await testPostern();
  const response = await app.browser().request("/login", { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("");
});

describe("a body that is not what the page sends", () => {
  test("larger than 16 kilobytes is 413", async () => {
    await using app = await testPostern();
    const email = "a".repeat(17_000);
    const page = await app.browser().submit("/register", { email, password: PASSWORD });
    expect(page.status).toBe(413);
    expect(page.heading).toBe("That is too large");
    const answer = await app.browser().json("POST", "/register", { email, password: PASSWORD });
    expect(answer).toMatchObject({ status: 413, body: { reason: "body-too-large" } });
  });

  test("larger than that is 413, however short its header says that it is", async () => {
    await using app = await testPostern();
    const response = await app.browser().request("/register", {
      method: "POST",
      headers: { ...FORM, "content-length": "5", accept: "application/json" },
      body: `email=${"a".repeat(17_000)}`,
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ reason: "body-too-large" });
  });

  test("one whose length is declared is read as one whose length is not", async () => {
    await using app = await testPostern();
    const body = new URLSearchParams({ email: EMAIL, password: PASSWORD }).toString();
    const response = await app.browser().request("/register", {
      method: "POST",
      headers: { ...FORM, "content-length": `${body.length}`, accept: "application/json" },
      body,
    });
    expect(response.status).toBe(201);
  });

  test.for([
    ["multipart/form-data; boundary=x", {}, "unsupported-media-type"],
    ["text/plain", {}, "unsupported-media-type"],
    ["application/x-www-form-urlencoded", { "content-encoding": "gzip" }, "unsupported-encoding"],
  ] as const)("of another kind is 415: %s %j", async ([type, more, reason]) => {
    await using app = await testPostern();
    const response = await app.browser().request("/register", {
      method: "POST",
      headers: { ...FORM, ...more, "content-type": type, accept: "application/json" },
      body: "email=ada",
    });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ reason });
  });

  test.for([
    ["{", "malformed-body"],
    ["[]", "malformed-body"],
    ["null", "malformed-body"],
    ['"ada"', "malformed-body"],
    ['{"email":["a@b.de"],"password":"x"}', "invalid"],
    ['{"email":{"$ne":null},"password":"x"}', "invalid"],
    ['{"email":null}', "invalid"],
    ['{"email":"a@b.de","admin":true}', "invalid"],
    ['{"email":"a@b.de","__proto__":{"admin":true}}', "invalid"],
  ])("in JSON is 422: %s", async ([body, reason]) => {
    await using app = await testPostern();
    const response = await app.browser().request("/register", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: body!,
    });
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ reason });
  });

  test("with a field twice is refused, never resolved", async () => {
    await using app = await testPostern();
    const response = await app.browser().request("/forgot", {
      method: "POST",
      headers: { ...FORM, accept: "application/json" },
      body: "email=ada%40example.com&email=eve%40example.com",
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ reason: "repeated-field" });
    expect(await app.mails()).toEqual([]);
    expect((await app.browser().json("POST", "/login?next=/a&next=/b")).status).toBe(422);
  });

  test("with a field nobody asked for names it", async () => {
    await using app = await testPostern();
    const page = await app.browser().submit("/login", { email: EMAIL, password: "x", admin: "1" });
    expect(page.status).toBe(422);
    expect(page.heading).toBe("We could not read that form");
    const answer = await app.browser().json("POST", "/login", { email: EMAIL, admin: 1 });
    expect(answer.body["fields"]).toMatchObject({ admin: "unknown-field" });
  });
});

test("a form from another site is 403 and changes nothing", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const response = await browser.request("/logout", {
    method: "POST",
    headers: { ...FORM, origin: "https://evil.example", accept: "text/html" },
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain("We could not accept that form");
  expect((await browser.json("GET", "/profile")).status).toBe(200);
});

test.for(["/login", "/resend", "/unconfirmed/code", "/profile/sessions/end-others"])(
  "after a form for %s was refused, there is a page to open again",
  async (path) => {
    await using app = await testPostern();
    const browser = app.browser();
    const headers = { ...FORM, origin: "https://evil.example", accept: "text/html" };
    const response = await browser.request(path, { method: "POST", headers });
    const [, again = ""] = /<main[\s\S]*href="([^"#]+)"/.exec(await response.text()) ?? [];
    expect((await browser.open(again)).status).toBe(200);
  },
);

test("what breaks inside is 500 with a reference, and says nothing else", async () => {
  await using app = await testPostern();
  app.database.exec("ALTER TABLE sessions RENAME TO gone");
  const page = await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect(page.status).toBe(500);
  expect(page.heading).toBe("There is a problem with this service");
  const logged = app.log.find((line) => line.event === "request-failed")!;
  expect(wordsOf(page)).toContain(`Reference ${String(logged.facts["reference"])}`);
  expect(page.text).not.toMatch(/sqlite|no such table|sessions/i);
  app.database.exec("ALTER TABLE gone RENAME TO sessions");
  expect(app.user(EMAIL)).toBeUndefined();
});

test("too many passwords at once is 503 with Retry-After, and registers nobody", async () => {
  const passwords = fairPasswords(argon2Hasher(), { atOnce: 1, mayWait: 0 });
  await using app = await testPostern({ passwords });
  const attempts = ["a", "b", "c"].map((name) =>
    app.browser().json("POST", "/register", { email: `${name}@example.com`, password: PASSWORD }),
  );
  const answers = await Promise.all(attempts);
  expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(["201", "503", "503"]);
  const busy = answers.find(({ status }) => status === 503)!;
  expect(busy.body["reason"]).toBe("busy");
  expect(busy.headers.get("retry-after")).toBe("5");
  const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM users").get()!;
  expect(count).toBe(1);
});

test("every answer carries its headers, errors included", async () => {
  await using app = await testPostern();
  for (const path of ["/", "/nowhere", "/confirm/x", "/reset/x", "/healthz", "/resend"]) {
    const { headers } = await app.browser().request(path);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  }
});

test("the same URL answers people with pages and programs with JSON", async () => {
  await using app = await testPostern();
  const kindOf = async (accept?: string) => {
    const response = await app.browser().request("/", accept ? { headers: { accept } } : {});
    return response.headers.get("content-type");
  };
  expect(await kindOf("text/html,application/xhtml+xml,*/*;q=0.8")).toContain("text/html");
  expect(await kindOf("application/json")).toBe("application/json");
  expect(await kindOf("application/json;q=0.5, text/html")).toContain("text/html");
  expect(await kindOf("application/problem+json")).toBe("application/json");
  expect(await kindOf("*/*")).toContain("text/html");
  expect(await kindOf()).toContain("text/html");
});

test("health is told without a page, and the development mailbox exists in development only", async () => {
  await using app = await testPostern();
  expect((await app.browser().request("/healthz")).status).toBe(204);
  expect((await app.browser().request("/readyz")).status).toBe(204);
  expect((await app.browser().open("/dev/mailbox")).status).toBe(404);
});

test("the development mailbox lists mails for people and programs, newest first", async () => {
  const mailer = capturedMailbox();
  await using app = await testPostern({ developmentMailbox: true, mailer });
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  await app.mails();
  const { body } = await browser.json("GET", "/dev/mailbox");
  const mails = body["mails"] as { id: string; to: string; code: string; links: string[] }[];
  expect(mails).toMatchObject([{ to: EMAIL, kind: "confirm" }]);
  const one = await browser.open(`/dev/mailbox/${mails[0]!.id}`);
  expect(wordsOf(one)).toContain(mails[0]!.code);
  expect((await browser.open("/dev/mailbox/none")).status).toBe(404);
});

test("a full development mailbox is read in pages, and a place that is none of it is refused", async () => {
  const mailer = capturedMailbox();
  await using app = await testPostern({ developmentMailbox: true, mailer });
  for (let count = 0; count < 120; count += 1) {
    const about = { id: `${count}`, kind: "confirm" as const, links: [] };
    const words = { subject: `Mail ${count}`, text: "Hello", html: "<p>Hello</p>" };
    const message = { to: EMAIL, ...words, messageId: `<${count}@x>`, date: 0, about };
    await mailer.send(message);
  }
  const lengths: number[] = [];
  for (let path: string | null = "/dev/mailbox"; path !== null;) {
    const { body } = await app.browser().json("GET", path);
    lengths.push((body["mails"] as unknown[]).length);
    path = body["next"] as string | null;
  }
  expect(lengths).toEqual([50, 50, 20]);
  const second = await app.browser().open("/dev/mailbox?after=70");
  expect(wordsOf(second)).toContain("Mail 69");
  expect(wordsOf(second)).toMatch(/Newest · Older/);
  const odd = await app.browser().json("GET", "/dev/mailbox?after=x");
  expect(odd).toMatchObject({ status: 422, body: { reason: "odd-cursor" } });
});

test("a form that could not be read leads back to its page", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  expect(linksIn(await browser.submit("/forgot", { emial: EMAIL }))).toEqual(["/forgot"]);
  expect(linksIn(await browser.submit("/resend", { odd: "x" }))).toEqual(["/unconfirmed"]);
});
