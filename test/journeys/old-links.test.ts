// Confirmation links that the application before Postern mailed, signed with itsdangerous (option `oldLinks`).

import { describe, expect, test } from "vitest";
import { codec } from "../../src/domain/link-codec.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { importPeople } from "../campaign/people.ts";
import { findPython, reference } from "../wire-format/reference.ts";

const ADA = "ada@example.com";

const SECRET = "q8Zt3vN6bR1xWm5kYp";

const OLD = { secret: SECRET, salt: "email-confirm" } as const;

const WITH = { oldLinks: OLD } as const;

const signer = codec({
  keys: [SECRET],
  salt: OLD.salt,
  derivation: "django-concat",
  digest: "sha1",
});

/** The path that the old application mailed. */
const oldLink = (app: TestPostern, email = ADA): string =>
  `/confirm/${signer.sign(email, app.clock.now())}`;

describe("a link of the old application", () => {
  test("leads to a button, then to Postern's own page, which asks for the old password", async () => {
    await using app = await testPostern(WITH);
    await importPeople(app, [ADA]);
    const browser = app.browser();
    const before = app.dump();
    const opened = await browser.open(oldLink(app));
    expect(opened.text).toContain(`Continue to confirm ${ADA} there.`);
    expect(opened.path).toBe("/confirm");
    expect(app.dump()).toBe(before);
    const asked = await browser.submit("/confirm/old");
    expect(asked.text).toContain("Enter the password you chose then.");
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
    const done = await browser.submit("/confirm", { password: PASSWORD });
    expect(done.status).toBe(200);
    expect(app.user(ADA)).toMatchObject({ confirmedVia: "link" });
    const again = await app.browser().open(oldLink(app));
    expect(again.status).toBe(200);
    const late = app.browser();
    await late.open(oldLink(app));
    expect((await late.submit("/confirm/old")).text).toContain("already confirmed");
  });

  test("pressed by a machine, it confirms nobody, and all who press get the same link with one count of tries", async () => {
    await using app = await testPostern(WITH);
    await importPeople(app, [ADA]);
    for (const _ of [1, 2, 3]) {
      const machine = app.browser();
      await machine.open(oldLink(app));
      await machine.submit("/confirm/old");
    }
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
    const links = app.database.prepare("SELECT COUNT(*) AS count FROM links").get();
    expect(links).toMatchObject({ count: 1 });
  });

  test("does not confirm a registration that was made here, even before the move", async () => {
    await using app = await testPostern(WITH);
    await app.register(ADA, "the squatter's own password");
    const victim = app.browser();
    const link = oldLink(app);
    await victim.open(link);
    const refused = await victim.submit("/confirm/old");
    expect(refused.status).toBe(404);
    expect(refused.text).toContain("We do not recognise this link");
    await importPeople(app, [ADA]);
    const reader = app.browser();
    await reader.open(link);
    await reader.submit("/confirm/old");
    const wrong = await reader.submit("/confirm", { password: "the squatter's own password" });
    expect(wrong.status).toBe(422);
    const right = await reader.submit("/confirm", { password: PASSWORD });
    expect(right.status).toBe(200);
  });

  test("is worth nothing for an imported person who has taken another address since", async () => {
    await using app = await testPostern(WITH);
    await importPeople(app, ["eve@example.com"]);
    const { store, clock } = app.postern.context;
    const id = (await store.findUsers({ emailKey: "eve@example.com" }))[0]!.id;
    app.database
      .prepare("UPDATE users SET email = ?, email_key = ? WHERE id = ?")
      .run(ADA, ADA, id);
    app.database
      .prepare(
        "INSERT INTO audit (id, happened_on, actor, act, user_id) VALUES ('x', ?, 'user', ?, ?)",
      )
      .run(clock.now(), "registration-address-changed", id);
    const browser = app.browser();
    await browser.open(oldLink(app));
    expect((await browser.submit("/confirm/old")).status).toBe(404);
  });

  test("expires, and its page sends a new one, of Postern's own", async () => {
    await using app = await testPostern({ oldLinks: { ...OLD, maxAge: "2 hours" } });
    await importPeople(app, [ADA]);
    const link = oldLink(app);
    app.clock.forward("2 hours");
    expect((await app.browser().open(link)).status).toBe(200);
    app.clock.forward("2 seconds");
    const browser = app.browser();
    const expired = await browser.open(link);
    expect(expired.status).toBe(410);
    expect(expired.text).toContain("worked for 2 hours");
    await browser.submit("/resend");
    expect(await app.mailTo(ADA)).toMatchObject({ kind: "confirm-again" });
    expect((await app.browser().json("POST", "/confirm/old", { link })).status).toBe(410);
  });

  test("signed with another key, salt or payload, it is unknown, like a link to nobody", async () => {
    await using app = await testPostern(WITH);
    const now = app.clock.now();
    const other = { salt: OLD.salt, derivation: "django-concat", digest: "sha1" } as const;
    const tokens = [
      codec({ ...other, keys: ["another secret of it"] }).sign(ADA, now),
      codec({ ...other, keys: [SECRET], salt: "reset" }).sign(ADA, now),
      signer.sign({ email: ADA }, now),
      signer.sign("no address", now),
    ];
    for (const token of tokens)
      expect((await app.browser().open(`/confirm/${token}`)).status).toBe(404);
    const link = oldLink(app);
    const nobody = await app.browser().json("POST", "/confirm/old", { link });
    expect(nobody).toMatchObject({ status: 404, body: { reason: "unknown" } });
  });

  test("comes by the path that the old application had", async () => {
    await using app = await testPostern({ oldLinks: { ...OLD, path: "/user/confirm/:token" } });
    await importPeople(app, [ADA]);
    const browser = app.browser();
    const opened = await browser.open(oldLink(app).replace("/confirm", "/user/confirm"));
    expect(opened.text).toContain(`Continue to confirm ${ADA} there.`);
    const json = await app.browser().json("GET", oldLink(app).replace("/confirm", "/user/confirm"));
    expect(json.body).toEqual({ state: "old-link", email: ADA });
    const { body } = await app.browser().json("POST", "/confirm/old", { link: oldLink(app) });
    const ready = await app.browser().json("GET", `/confirm/${String(body["link"])}`);
    expect(ready.body).toMatchObject({ state: "ready", proof: "password" });
  });

  test("a secret that everybody knows is refused at the start, and none is shown", async () => {
    for (const secret of ["my_precious", "short-one", "secretsecretsecret"]) {
      const started = testPostern({ oldLinks: { ...OLD, secret } });
      await expect(started).rejects.toThrow(/oldLinks\.secret: give the SECRET_KEY/);
      await expect(testPostern({ oldLinks: { ...OLD, secret } })).rejects.not.toThrow(secret);
    }
  });

  const python = findPython("itsdangerous");
  test.skipIf(python === undefined)("of the real itsdangerous works", async () => {
    await using app = await testPostern(WITH);
    await importPeople(app, [ADA]);
    const asked = reference(python!).ask({
      keys: [SECRET],
      salt: OLD.salt,
      derivation: "django-concat",
      digest: "sha1",
      now: Math.floor(app.clock.now() / 1_000),
      payload: ADA,
    });
    const browser = app.browser();
    const opened = await browser.open(`/confirm/${asked().token!}`);
    expect(opened.text).toContain(`Continue to confirm ${ADA} there.`);
    await browser.submit("/confirm/old");
    await browser.submit("/confirm", { password: PASSWORD });
    expect(app.user(ADA)).toMatchObject({ confirmedVia: "link" });
  });
});
