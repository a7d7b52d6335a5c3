// Links that Postern did not send, or not in this form: forged, cut, flipped, foreign, late.

import { describe, expect, test } from "vitest";
import { linkCodec } from "../../src/domain/link-codec.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { OTHER_PASSWORD, overhearSql, SECRET, tables } from "./tools.ts";

const ADA = "ada@example.com";

const tokenIn = (link: string): string => new URL(link).pathname.split("/")[2] ?? "";

/** What a program is told about a token, and whether the database was asked. */
async function tell(app: TestPostern, link: unknown) {
  const browser = app.browser();
  const sql = overhearSql();
  const { status, body } = await browser.json("POST", "/confirm", { link, newPassword: PASSWORD });
  sql[Symbol.dispose]();
  return { status, reason: body["reason"], statements: sql.statements.length };
}

const UNKNOWN = { status: 404, reason: "unknown", statements: 0 };

describe("a token that is not canonically ours is unknown, and costs no query", () => {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const flip = (token: string, place: number): string => {
    const other = ALPHABET[(ALPHABET.indexOf(token[place]!) ^ 1) % 64] ?? "A";
    return token.slice(0, place) + other + token.slice(place + 1);
  };

  test("with any single character flipped by one bit", async () => {
    await using app = await testPostern();
    const token = tokenIn((await app.register(ADA)).link);
    for (let place = 0; place < token.length; place += 1) {
      expect([place, await tell(app, flip(token, place))]).toEqual([place, UNKNOWN]);
    }
  });

  test("cut anywhere", async () => {
    await using app = await testPostern();
    const token = tokenIn((await app.register(ADA)).link);
    for (let length = 0; length < token.length; length += 1) {
      expect([length, await tell(app, token.slice(0, length))]).toEqual([length, UNKNOWN]);
    }
  });

  const SPELLINGS: Readonly<Record<string, (token: string) => string>> = {
    "with a letter of plain base64": (token) => token.replace(/[\w-]/, "+"),
    "lower-cased": (token) => token.toLowerCase(),
    "in full-width letters": (token) =>
      token.replace(/[A-Za-z]/, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
    "with letters that look alike": (token) => token.replace("W", "\u0428"),
    "with a letter between": (token) => `${token.slice(0, 50)}A${token.slice(50)}`,
    "with a dot between": (token) => `${token.slice(0, 20)}.${token.slice(20)}`,
    "with its parts in another order": (token) => token.split(".").toReversed().join("."),
    "without a signature": (token) => token.slice(0, token.lastIndexOf(".")),
    "with an empty signature": (token) => token.slice(0, token.lastIndexOf(".") + 1),
    "with its last letter before it": (token) => token.slice(-1) + token.slice(0, -1),
    "very long": (token) => token + "A".repeat(10_000),
  };

  test.each(Object.keys(SPELLINGS))("%s", async (name) => {
    await using app = await testPostern();
    const token = tokenIn((await app.register(ADA)).link);
    expect(await tell(app, SPELLINGS[name]!(token))).toEqual(UNKNOWN);
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
  });

  test("opened as a page: no cookie holds it, and no query is made", async () => {
    await using app = await testPostern();
    const token = tokenIn((await app.register(ADA)).link);
    const browser = app.browser();
    const sql = overhearSql();
    const spoilt = [token.toLowerCase(), token.slice(1), `${token.slice(0, -1)}%2f`];
    for (const odd of [...spoilt, "[]", "null", "%00", "..%2f", "%ff"]) {
      const page = await browser.open(`/confirm/${odd}`);
      expect([odd, page.status]).toEqual([odd, 404]);
    }
    sql[Symbol.dispose]();
    expect(sql.statements).toEqual([]);
    expect([...browser.jar.keys()]).not.toContain("__Host-postern-link-confirm");
  });
});

describe("a link that is no text is refused before anything looks at it", () => {
  test.each([[[]], [{}], [null], [0], [42], [true], [["a", "b"]], [{ $ne: "" }], [{ length: 86 }]])(
    "%j",
    async (link) => {
      await using app = await testPostern();
      for (const path of ["/confirm", "/confirm/not-me", "/reset", "/change-email"]) {
        const { status, body } = await app.browser().json("POST", path, { link });
        expect([path, status, body["fields"]]).toEqual([path, 422, { link: "not-a-text" }]);
      }
    },
  );

  test("an empty one is no link, not any link", async () => {
    await using app = await testPostern();
    await app.register(ADA);
    expect(await tell(app, "")).toEqual(UNKNOWN);
  });
});

describe("a genuine link is nothing where it does not belong", () => {
  test("a confirmation link resets no password, and a reset link is no confirmation link", async () => {
    await using app = await testPostern();
    const confirm = tokenIn((await app.register(ADA)).link);
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: ADA });
    const reset = tokenIn((await app.mailTo(ADA)).links[0]!);
    const sent = await app
      .browser()
      .json("POST", "/reset", { link: confirm, password: OTHER_PASSWORD });
    expect([sent.status, sent.body["reason"]]).toEqual([404, "unknown"]);
    expect(await tell(app, reset)).toEqual(UNKNOWN);
    for (const path of ["/change-email", "/change-email/stop", "/change-email/undo"]) {
      const { status } = await app.browser().json("POST", path, { link: reset });
      expect([path, status]).toEqual([path, 404]);
    }
  });

  test("a link of another installation, with another secret, is unknown here", async () => {
    await using here = await testPostern({ secret: SECRET });
    await using there = await testPostern({ secret: "ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqpo" });
    await here.register(ADA);
    const foreign = tokenIn((await there.register(ADA)).link);
    expect(await tell(here, foreign)).toEqual(UNKNOWN);
  });

  test("a link of another installation with the same secret names no row here", async () => {
    await using here = await testPostern({ secret: SECRET });
    await using there = await testPostern({ secret: SECRET });
    await there.register("bob@example.com");
    const foreign = tokenIn((await there.register(ADA)).link);
    expect(await tell(here, foreign)).toMatchObject({ status: 404, reason: "unknown" });
  });

  test("a link signed with the older key of the ring still opens its door", async () => {
    const newer = "ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqpo";
    await using app = await testPostern({ secret: [newer, SECRET] });
    const { browser } = await app.register(ADA);
    const row = app.database.prepare("SELECT id, minted_on FROM links").get();
    const older = linkCodec([SECRET]).write(
      "confirm",
      String(row?.["id"]),
      Number(row?.["minted_on"]),
    );
    const { status, body } = await browser.json("POST", "/confirm", { link: older });
    expect([status, body["state"]]).toEqual([200, "confirmed"]);
  });
});

describe("too late is too late, to the second", () => {
  test("a confirmation link lives 72 hours from its hand-over, and not one second more", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(ADA);
    app.clock.forward(72 * 3_600_000 - 1_000);
    expect((await browser.open(link)).status).toBe(200);
    app.clock.forward(1_000);
    expect((await browser.open(link)).status).toBe(410);
    expect((await browser.submit("/confirm")).status).toBe(410);
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
  });

  test("a reset link lives 60 minutes", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    app.clock.forward("2 minutes");
    const browser = app.browser();
    await browser.submit("/forgot", { email: ADA });
    const { links } = await app.mailTo(ADA);
    app.clock.forward(3_600_000);
    const before = tables(app.database).get("users");
    await browser.open(links[0]!);
    expect((await browser.submit("/reset", { password: OTHER_PASSWORD })).status).toBe(410);
    expect(tables(app.database).get("users")).toEqual(before);
  });

  test("a code lives 60 minutes", async () => {
    await using app = await testPostern();
    const { browser, code } = await app.register(ADA);
    app.clock.forward(3_600_000);
    const { status, body } = await browser.json("POST", "/unconfirmed/code", { code });
    expect([status, body["reason"]]).toEqual([422, "expired-code"]);
  });

  test("the cookie between a link's URL and its form outlives no browser, and opens nothing later", async () => {
    await using app = await testPostern();
    const { link } = await app.register(ADA);
    const response = await app.browser().request(link);
    expect(response.headers.getSetCookie().join()).toMatch(/^__Host-postern-link-confirm=[^;]+;/);
    expect(response.headers.getSetCookie().join()).not.toMatch(/Max-Age|Expires/i);
  });

  test("a link whose mail was not handed over yet opens nothing", async () => {
    await using app = await testPostern();
    const browser = app.browser();
    await browser.submit("/register", { email: ADA, password: PASSWORD });
    const row = app.database.prepare("SELECT id FROM links").get();
    const token = app.postern.context.links.write("confirm", String(row?.["id"]), app.clock.now());
    expect((await browser.json("POST", "/confirm", { link: token })).status).toBe(404);
  });
});

describe("once is once", () => {
  test("a used reset link sets no second password", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: ADA });
    const link = tokenIn((await app.mailTo(ADA)).links[0]!);
    const first = { link, password: OTHER_PASSWORD };
    expect((await app.browser().json("POST", "/reset", first)).status).toBe(200);
    const again = await app.browser().json("POST", "/reset", { link, password: PASSWORD });
    expect([again.status, again.body["reason"]]).toEqual([410, "used"]);
    expect((await app.browser().submit("/login", { email: ADA, password: PASSWORD })).status).toBe(
      401,
    );
  });

  test("the first reset link that is used ends all others", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    const links = [];
    for (let time = 0; time < 3; time += 1) {
      app.clock.forward("2 minutes");
      await app.browser().submit("/forgot", { email: ADA });
      links.push(tokenIn((await app.mailTo(ADA)).links[0]!));
    }
    const reset = (link: string) =>
      app.browser().json("POST", "/reset", { link, password: OTHER_PASSWORD });
    expect((await reset(links[1]!)).status).toBe(200);
    for (const link of links) {
      const sent = await reset(link);
      expect([sent.status, sent.body["reason"]]).toEqual([410, "used"]);
    }
  });

  test("a disabled user's link does nothing", async () => {
    await using app = await testPostern();
    const { link } = await app.register(ADA);
    app.database.exec("UPDATE users SET disabled_on = 1");
    const sent = await tell(app, tokenIn(link));
    expect(sent.status).not.toBe(200);
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
  });
});
