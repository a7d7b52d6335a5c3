// Addresses that look like a victim's, or that some parser takes for hers: each is another mailbox, or is
// refused.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { count, countingHasher, OTHER_PASSWORD } from "./tools.ts";

const VICTIM = "mike@example.com";

/** Texts that one parser reads as somebody else's address and another does not. */
const REFUSED = [
  "mıke@example.com",
  "MİKE@example.com",
  "mi\u212ae@example.com",
  "mike＠example.com",
  "mike@example。com",
  "mike@example․com",
  "mike@ﬀ.example",
  "ｍike@example.com",
  "mike@ｅxample.com",
  "mike\u200b@example.com",
  "mike\u00ad@example.com",
  "mike@exam\u200dple.com",
  "mike@exam\u034fple.com",
  "mike@exam\u115fple.com",
  "mike@exam\u180bple.com",
  "mike@exam\ufe0fple.com",
  "mike@exam\u{e0100}ple.com",
  "mi\u202eke@example.com",
  "mike\u00a0@example.com",
  "mike@example.com\u2028.evil.example",
  "mike@\u200bexample.com",
  "mike@example.com\0",
  "\u0008mike@example.com",
  "mike@example.com \u0000 ",
  "mike@example.com\nBcc: evil@evil.example",
  "mike@example.com%0a%0dBcc:evil@evil.example",
  "mike@example.com,evil@evil.example",
  "mike@example.com;evil@evil.example",
  "mike@example.com evil@evil.example",
  "mike@example.com<evil@evil.example>",
  "<mike@example.com>",
  "Mike <mike@example.com>",
  "mike@example.com (evil@evil.example)",
  "(mike)evil@evil.example",
  "group:mike@example.com;",
  '"mike"@example.com',
  '"mike@example.com"@evil.example',
  '"mike@example.com> "@evil.example',
  "mike@example.com@evil.example",
  "mike\\@example.com@evil.example",
  "mike@[127.0.0.1]",
  "mike@127.0.0.1",
  "mike@[IPv6:::1]",
  "mike@localhost",
  "mike@0x7f.1",
  "mike@example.com.",
  "mike@.example.com",
  "mike@example..com",
  "mike..x@example.com",
  ".mike@example.com",
  "mike.@example.com",
  "mike@-example.com",
  "mike@exa_mple.com",
  "mike@xn--.com",
  "mike@xn--mke-zza.com-",
  "=?utf-8?q?mike=40example=2ecom?=",
  "=?x?q?mike=40example.com=3e=00?=foo@evil.example",
  "mike!evil@evil.example@example.com",
  "mike%evil.example@example.com@example.com",
  "@evil.example:mike@example.com",
  "mike@example.com/",
  "mike@example.com?x=y",
  "mailto:mike@example.com",
  `${"m".repeat(65)}@example.com`,
  `mike@${"a.".repeat(126)}com`,
  "",
  "@",
  "mike",
];

test.each(REFUSED)("%j is no address, wherever it is typed, and moves no mail", async (email) => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const mike = await app.confirmed(VICTIM);
  const before = (await app.mails()).length;
  app.clock.forward("2 minutes");
  const stranger = app.browser();
  for (const [path, fields] of [
    ["/register", { email, password: OTHER_PASSWORD }],
    ["/forgot", { email }],
    ["/resend", { email }],
  ] as const) {
    expect([path, (await stranger.json("POST", path, fields)).status]).toEqual([path, 422]);
  }
  expect((await mike.json("POST", "/profile/email", { email })).status).toBe(422);
  const login = await stranger.json("POST", "/login", { email: email || "x", password: PASSWORD });
  expect(login.status).toBe(401);
  expect(await app.mails()).toHaveLength(before);
});

describe("spellings of one mailbox are one address", () => {
  test.each([
    [VICTIM, "MIKE@EXAMPLE.COM"],
    [VICTIM, "  mike@Example.com "],
    [VICTIM, "\tmike@example.com\r\n"],
    [VICTIM, "\u202a\u00a0mike@example.com\u2028\u202c"],
    [VICTIM, "\ufeff\u200bmike@example.com\u00ad\u0085\u3000"],
    ["mike@müller.example", "mike@xn--mller-kva.example"],
    ["mike@MÜLLER.example", "mike@müller.example"],
  ])("%j and %j", async (one, other) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await app.confirmed(one);
    const { status } = await app
      .browser()
      .json("POST", "/login", { email: other, password: PASSWORD });
    expect(status).toBe(200);
    app.clock.forward("2 minutes");
    await app.browser().submit("/register", { email: other, password: OTHER_PASSWORD });
    expect((await app.mails())[0]?.kind).toBe("already-registered");
    expect(count(app, "addresses")).toBe(1);
  });
});

describe("what may be two people's are two addresses", () => {
  test.each([
    [VICTIM, "mike+tag@example.com"],
    [VICTIM, "m.ike@example.com"],
    ["mike@gmail.com", "m.ike@gmail.com"],
    [VICTIM, "mike@example.co"],
    [VICTIM, "mike@exаmple.com"],
    ["mike@strasse.example", "mike@straße.example"],
    ["mike@faß.example", "mike@fass.example"],
  ])("%j and %j", async (one, other) => {
    await using app = await testPostern({ passwordHasher: countingHasher(), limits: "off" });
    await app.confirmed(one);
    const login = { email: other, password: PASSWORD };
    expect((await app.browser().json("POST", "/login", login)).status).toBe(401);
    await app.browser().submit("/forgot", { email: other });
    expect((await app.mails())[0]).toMatchObject({ kind: "reset-no-user", to: other });
    await app.confirmed(other, OTHER_PASSWORD);
    expect(count(app, "addresses")).toBe(2);
  });
});

test("a reset goes to the address that is kept, never to the one that was typed", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  await app.confirmed("Mike@Example.com");
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: "mike@example.com" });
  expect((await app.mails())[0]?.to.toLowerCase()).toBe(VICTIM);
});

describe("an address that old relays read as the way to another one", () => {
  const ROUTED = ["mike%example.com@evil.example", "example.com!mike@evil.example"];

  test.each(ROUTED)("%j is nobody's new address", async (email) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const mike = await app.confirmed(VICTIM);
    const waiting = (await app.register("slip@example.com")).browser;
    const before = (await app.mails()).length;
    app.clock.forward("2 minutes");
    const refused = { status: 422, body: { fields: { email: "email-source-route" } } };
    const fields = { email, password: OTHER_PASSWORD };
    expect(await app.browser().json("POST", "/register", fields)).toMatchObject(refused);
    expect(await waiting.json("POST", "/unconfirmed/email", { email })).toMatchObject(refused);
    expect(await mike.json("POST", "/profile/email", { email })).toMatchObject(refused);
    expect((await app.browser().submit("/register", fields)).text).toContain("without % and !");
    expect(await app.mails()).toHaveLength(before);
  });

  test.each(ROUTED)(
    "%j that nobody has gets no mail, and the answer is everybody's",
    async (email) => {
      await using app = await testPostern({ passwordHasher: countingHasher() });
      for (const path of ["/forgot", "/resend"]) {
        app.clock.forward("2 minutes");
        const asked = await app.browser().json("POST", path, { email });
        const other = await app.browser().json("POST", path, { email: "nobody@example.com" });
        expect([asked.status, asked.body]).toEqual([other.status, other.body]);
      }
      for (let place = 0; place < 110; place += 1) {
        const browser = app.browser({ client: `203.0.113.${place}` });
        await browser.json("POST", "/login", { email, password: `guess number ${place}` });
      }
      expect((await app.mails()).map(({ to }) => to)).not.toContain(email);
    },
  );

  test.each(ROUTED)("%j stays with the user who has it", async (email) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await app.confirmed(VICTIM);
    for (const table of ["users", "addresses"])
      app.database.prepare(`UPDATE ${table} SET email_key = ?`).run(email);
    app.database.prepare("UPDATE users SET email = ?").run(email);
    app.clock.forward("2 minutes");
    const browser = app.browser();
    const login = await browser.json("POST", "/login", { email, password: PASSWORD });
    expect(login.status).toBe(200);
    expect((await browser.json("POST", "/resend", { email })).status).toBe(202);
    app.clock.forward("2 minutes");
    expect((await browser.json("POST", "/forgot", { email })).status).toBe(202);
    expect((await app.mails())[0]).toMatchObject({ kind: "reset", to: email });
    const gone = await browser.json("POST", "/profile/delete", { password: PASSWORD });
    expect(gone.status).toBeLessThan(300);
    expect((await app.mails())[0]).toMatchObject({ kind: "deletion", to: email });
  });
});
