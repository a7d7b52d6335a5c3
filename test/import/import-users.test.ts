// Imports through the library: who comes along, who is refused and why, and who logs in afterwards.

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { field } from "../../src/domain/user-field.ts";
import type { User } from "../../src/domain/user.ts";
import type { UserRecord } from "../../src/domain/user-record.ts";
import type { HostImportOptions } from "../../src/host-imports.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { authenticator } from "../passkeys/authenticator.ts";
import { addKey, keysOf, useKey } from "../passkeys/tools.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { pending, STEP } from "../second-factor/two-steps.ts";
import { person } from "./people.ts";

const ADA = "ada@example.com";

/** `PASSWORD`, at the lowest cost. */
const BCRYPT = "$2b$04$E.9Jh.rqdfq12Frl0TmHNenzOtFVwmj2h5qS/imhmY.KXoNri5wC2";

const nick = field(z.string().max(16), { label: "Nick", optional: true });

const site = (options: TestOptions = {}): Promise<TestPostern> =>
  testPostern({
    roles: ["editor"],
    languages: ["en", "de"],
    sources: { allowed: ["conference"] },
    fields: { nick },
    pace: { now: () => 0, wait: async () => undefined },
    ...options,
  });

async function importing(
  app: TestPostern,
  records: readonly object[],
  options: Partial<HostImportOptions> = {},
) {
  const rows = records.map((record, at) => ({ line: at + 1, record: record as UserRecord }));
  const chosen = { system: "django", ...options };
  return all(app.postern.importUsers(rows, chosen));
}

async function all<Value>(values: AsyncIterable<Value>): Promise<readonly Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}

/** What became of each record, in a word. */
async function outcomes(...given: Parameters<typeof importing>): Promise<readonly string[]> {
  const rows = await importing(...given);
  return rows.map((row) => (row.outcome === "refused" ? row.reason : row.outcome));
}

const ada = {
  foreignId: "1",
  email: ADA,
  registeredOn: Date.UTC(2020, 0, 1),
  confirmedOn: Date.UTC(2020, 0, 2),
  password: { stored: { text: BCRYPT } },
} as const;

const exported = async (app: TestPostern, credentials = true): Promise<readonly UserRecord[]> =>
  all(app.postern.exportUsers({ credentials }));

describe("a user who was imported", () => {
  test("logs in with the old password, and nobody was mailed", async () => {
    await using app = await site();
    expect(await outcomes(app, [ada])).toEqual(["added"]);
    expect(await app.mails()).toEqual([]);
    const right = { email: ADA, password: PASSWORD };
    expect((await app.browser().json("POST", "/login", right)).status).toBe(200);
  });

  test("has a hash of ours around a weak one, and logs in all the same", async () => {
    await using app = await site();
    const text = "{SHA}" + Buffer.from(await sha1(PASSWORD)).toString("base64");
    await importing(app, [{ ...ada, password: { stored: { text, system: "ldap" } } }]);
    const [user] = await exported(app);
    expect(JSON.stringify(user)).toContain("wrapped");
    expect(JSON.stringify(user)).not.toContain(text.slice(5));
    const right = { email: ADA, password: PASSWORD };
    expect((await app.browser().json("POST", "/login", right)).status).toBe(200);
  });

  test("is confirmed only if the record says so", async () => {
    await using app = await site();
    await importing(app, [{ email: "bob@example.com" }, ada]);
    expect(app.user("bob@example.com")).toMatchObject({ confirmedOn: null });
    expect(app.user(ADA)).toMatchObject({ confirmedOn: ada.confirmedOn, confirmedVia: "import" });
  });

  test("and asked to be deleted there is deleted, and told only if the address is confirmed", async () => {
    await using app = await site();
    const { confirmedOn: _, ...eve } = { ...ada, email: "eve@example.com", foreignId: "2" };
    const deletesOn = app.clock.now() - 1;
    await importing(app, [
      { ...ada, deletesOn },
      { ...eve, deletesOn },
    ]);
    await app.postern.context.store.deleteDue(app.clock.now());
    expect((await app.mails()).map(({ to }) => to)).toEqual([ADA]);
    expect(await exported(app)).toEqual([]);
  });

  test("keeps the roles, and is let in by them from the confirmation of the address on", async () => {
    await using app = await site({ admin: true });
    const { confirmedOn: _, ...eve } = { ...ada, email: "eve@example.com" };
    const roles = ["admin", "editor"];
    await importing(app, [{ ...eve, roles }]);
    expect(await exported(app)).toMatchObject([{ roles }]);
    const entered = async () => {
      const browser = app.browser();
      await browser.submit("/login", { email: "eve@example.com", password: PASSWORD });
      return (await browser.json("GET", "/admin")).status;
    };
    expect(await entered()).toBe(403);
    const { store } = app.postern.context;
    const [{ id: userId }] = (await store.findUsers({ emailKey: "eve@example.com" })) as [User];
    const by = { actor: "operator:root", reason: "asked by phone", now: app.clock.now() };
    await store.confirmUser({ ...by, userId });
    expect(await entered()).toBe(200);
  });

  test("keeps a UUID as the id, and any other id as the one in the old system", async () => {
    await using app = await site();
    const id = "6F9619FF-8B86-4D01-B42D-00CF4FC964FF";
    await importing(app, [
      { ...ada, id },
      { email: "bob@example.com", id: "42", registeredOn: ada.registeredOn },
    ]);
    expect(app.user(ADA)?.id).toBe(id.toLowerCase());
    const bob = (await exported(app)).find(({ email }) => email === "bob@example.com");
    expect(bob).toMatchObject({ foreignId: "42" });
    expect(bob?.id?.slice(0, 13)).toBe("016f5e66-e800");
  });

  test("takes the second step with the app and the recovery codes of the old system", async () => {
    await using app = await site();
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    const recoveryCodes = [{ code: "N90Ym-79JbI" }, { code: "123456" }];
    await importing(app, [{ ...ada, totp: [{ secret }], recoveryCodes }]);
    const steps = async (code: string): Promise<string> => {
      const browser = await pending(app);
      await browser.submit(STEP, { code });
      return (await browser.open("/profile")).text;
    };
    for (const code of ["N90Ym79JbI", "123456", codeOf(secret, app.clock.now())])
      expect(await steps(code)).toContain(ADA);
    for (const code of ["n90ym-79jbi", "N90Ym-79JbI"]) expect(await steps(code)).not.toContain(ADA);
  });

  test("takes no code again that was used in the old system just before", async () => {
    await using app = await site();
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    const now = app.clock.now();
    await importing(app, [{ ...ada, totp: [{ secret, lastUsedOn: now }] }]);
    const browser = await pending(app);
    await browser.submit(STEP, { code: codeOf(secret, now) });
    expect((await browser.open("/profile")).text).not.toContain(ADA);
    app.clock.forward("1 minute");
    await browser.submit(STEP, { code: codeOf(secret, app.clock.now()) });
    expect((await browser.open("/profile")).text).toContain(ADA);
  });

  test("logs in with a passkey that was made for another user handle", async () => {
    await using old = await site();
    const key = authenticator();
    const browser = await old.confirmed(ADA);
    await addKey(browser, key);
    const [made] = await keysOf(old);
    await using app = await site();
    const userHandle = "CQkJCQkJCQkJCQkJCQkJCQ";
    const { publicKey } = JSON.parse(made!.secret) as { publicKey: string };
    const passkey = { id: made!.handle!, publicKey, counter: 0, rpId: "postern.example" };
    await importing(app, [{ ...ada, passkeys: [{ ...passkey, userHandle }] }]);
    const wrong = app.browser();
    await useKey(wrong, key);
    expect((await wrong.open("/profile")).text).not.toContain(ADA);
    Object.assign(key.passkeys[0]!, { userHandle });
    const right = app.browser();
    await useKey(right, key);
    expect((await right.open("/profile")).text).toContain(ADA);
  });
});

const sha1 = async (text: string): Promise<ArrayBuffer> =>
  crypto.subtle.digest("SHA-1", Buffer.from(text));

describe("an import", () => {
  test("that is run again changes not one byte", async () => {
    await using app = await site();
    const people = [ada, { email: "bob@example.com" }];
    await importing(app, people);
    const before = app.dump();
    expect(await outcomes(app, people)).toEqual(["known", "known"]);
    expect(app.dump()).toBe(before);
  });

  test("can be rehearsed, which changes not one byte, and tells the same", async () => {
    await using app = await site();
    await app.confirmed("eve@example.com");
    const people = [ada, { email: "eve@example.com" }, { ...ada, foreignId: "2" }, { email: "x" }];
    const before = app.dump();
    const told = await outcomes(app, people, { rehearsal: true });
    expect(told).toEqual(["added", "address-taken", "duplicate", "wrong-address"]);
    expect(app.dump()).toBe(before);
    expect(await outcomes(app, people)).toEqual(told);
  });

  test("can be rehearsed with a file of any length, whose ids, addresses and passkeys come up again far behind", async () => {
    await using app = await site();
    const others = Array.from({ length: 600 }, (_, n) => ({ email: `p${n}@example.com` }));
    const passkeys = [
      { id: "cGFzc2tleQ", publicKey: "pQECAyYgASFYIE", counter: 0, rpId: "postern.example" },
    ];
    const people = [
      { ...ada, passkeys },
      ...others,
      { ...ada, email: "new@example.com" },
      { ...ada, foreignId: "2" },
      { email: "bob@example.com", passkeys },
      { email: "P0@example.com" },
    ];
    const told = async (options: Partial<HostImportOptions>) =>
      (await importing(app, people, options)).map((row) => [
        row.line,
        row.outcome === "refused" ? row.reason : [row.outcome, row.notes],
      ]);
    const before = app.dump();
    const rehearsed = await told({ rehearsal: true, leaveUnknown: true });
    expect(app.dump()).toBe(before);
    expect(rehearsed).toEqual(await told({ leaveUnknown: true }));
    expect(rehearsed.slice(601)).toEqual([
      [602, ["known", ["another-address"]]],
      [603, "duplicate"],
      [604, "passkey-taken"],
      [605, ["known", []]],
    ]);
  });

  test("says of whom an id is known and the address is another one, as those of a second site are", async () => {
    await using app = await site();
    const bob = { ...ada, email: "bob@example.com" };
    const notes = async (records: readonly object[], system: string) =>
      (await importing(app, records, { system })).map((row) => [
        row.outcome,
        row.outcome === "refused" ? row.reason : row.notes,
      ]);
    expect(await notes([ada, bob], "django")).toEqual([
      ["added", []],
      ["known", ["another-address"]],
    ]);
    expect(await notes([bob], "django")).toEqual([["known", ["another-address"]]]);
    expect(await notes([bob], "shop")).toEqual([["added", []]]);
    expect(await notes([bob, ada], "shop")).toEqual([
      ["known", []],
      ["known", ["another-address"]],
    ]);
  });

  test("that ends early is completed by the next one", async () => {
    await using app = await site();
    const rows = Array.from({ length: 1_200 }, (_, line) => ({
      line,
      record: { email: `p${line}@example.com` },
    }));
    for await (const { line } of app.postern.importUsers(rows, { system: "django" }))
      if (line === 10) break;
    const begun = (await exported(app)).length;
    expect(begun % 512).toBe(0);
    const told = await outcomes(
      app,
      rows.map(({ record }) => record),
    );
    expect(told.filter((outcome) => outcome === "known")).toHaveLength(begun);
    expect(await exported(app)).toHaveLength(1_200);
  });

  test("chooses between two with one address by the rule", async () => {
    const two = [
      { ...ada, confirmedOn: null },
      { ...ada, email: "ADA@example.com", foreignId: "2" },
    ];
    for (const [duplicates, told] of [
      ["first", ["added", "duplicate"]],
      ["confirmed", ["added", "replaced"]],
    ] as const) {
      await using app = await site();
      expect(await outcomes(app, two, { duplicates })).toEqual(told);
      expect(await exported(app)).toHaveLength(1);
    }
  });

  test("refuses rows by name, and none of them is half there", async () => {
    await using app = await site();
    const rpId = "other.example";
    const passkey = { id: "BH5AaqcS", publicKey: "pQECAyYg", counter: 0, rpId };
    const rows = await importing(app, [
      { ...ada, roles: ["superuser"] },
      { ...ada, fields: { shoe: 7 } },
      { ...ada, fields: { nick: "far too long a nick" } },
      { ...ada, source: "tv" },
      { ...ada, passkeys: [passkey] },
      { ...ada, recoveryCodes: [{ digest: "a".repeat(43) }] },
      { ...ada, password: { stored: { text: "$y$j9T$abc$def" } } },
      { ...ada, password: { hash: "plum" } },
      { ...ada, registeredOn: 1_558_000_000 },
      { ...ada, email: "ada%evil.example@example.com" },
    ]);
    expect(rows.map((row) => row.outcome === "refused" && row.reason)).toEqual([
      "unknown-role",
      "unknown-field",
      "wrong-value",
      "unknown-source",
      "passkey-domain",
      "digest-without-id",
      "password-cannot-verify",
      "password-broken",
      "wrong-time",
      "wrong-address",
    ]);
    expect(rows[0]).toMatchObject({
      line: 1,
      email: ADA,
      detail: expect.stringContaining("superuser") as string,
    });
    expect(JSON.stringify(rows)).not.toContain("$y$j9T");
    expect(await exported(app)).toEqual([]);
  });

  test("leaves out what the site does not have, if that is asked for", async () => {
    await using app = await site();
    const record = {
      ...ada,
      roles: ["superuser", "editor"],
      fields: { shoe: 7, nick: "Ada" },
      source: "tv",
      language: "de-AT",
      password: { stored: { text: "$y$j9T$abc$def" } },
    };
    const [told] = await importing(app, [record], { leaveUnknown: true, withoutPassword: true });
    expect(told).toMatchObject({
      outcome: "added",
      notes: ["without-password", "without-role", "without-source", "without-field"],
    });
    const [user] = await exported(app);
    expect(user).toMatchObject({ roles: ["editor"], fields: { nick: "Ada" }, language: "de" });
    expect(user).not.toHaveProperty("password");
  });

  test("says of whom no time of registration is known", async () => {
    await using app = await site();
    const [told] = await importing(app, [{ email: ADA }]);
    expect(told).toMatchObject({ notes: ["no-registration-time"] });
    expect((await exported(app))[0]?.registeredOn).toBe(app.clock.now());
  });

  test("names who imports in the audit log, and takes no other name for a system", async () => {
    await using app = await site();
    await importing(app, [ada], { by: "migration" });
    expect(app.dump()).toContain("host:migration");
    await expect(importing(app, [ada], { system: "Our old site" })).rejects.toThrow(TypeError);
  });
});

test("2,000 users are the same after an export and an import, to the last byte", async () => {
  await using one = await site();
  await using other = await site();
  const people = Array.from({ length: 2_000 }, (_, n) => person(n));
  const told = await outcomes(one, people, { system: "postern" });
  expect([...new Set(told)]).toEqual(["added"]);
  const first = await exported(one);
  expect(first).toHaveLength(2_000);
  await outcomes(other, first, { system: "postern" });
  expect(await exported(other)).toEqual(first);
  // In the order of their ids, and with the order of names that an export has.
  expect(first).toEqual(people.map((each) => expect.objectContaining({ ...each }) as UserRecord));
});

test("an export without credentials has nothing secret in it", async () => {
  await using app = await site();
  await importing(
    app,
    Array.from({ length: 50 }, (_, n) => person(n)),
    { system: "postern" },
  );
  const text = JSON.stringify(await exported(app, false));
  expect(text).toContain("passkeys");
  for (const secret of ["hash", "foreign:", "totp", "GEZDGNBV", "digest", "recoveryCodes"])
    expect(text).not.toContain(secret);
});
