// Extra fields of users: asked for at the registration or on the profile, checked by the site's own schemas.

import { type } from "arktype";
import { DatabaseSync } from "node:sqlite";
import * as v from "valibot";
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import {
  capturedMailbox,
  createPostern,
  field,
  sqliteStore,
  type FieldSchema,
} from "../../src/index.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

const fields = {
  name: field(z.string().trim().min(2, "At least two letters"), {
    label: { en: "Name", de: "Ihr Name" },
    autocomplete: "name",
  }),
  age: field(z.coerce.number().int(), { label: "Age", optional: true }),
  plan: field(z.enum(["free", "paid"]), {
    label: "Plan",
    ask: "profile",
    input: "select",
    options: { free: "For free", paid: "Paid" },
  }),
  news: field(z.boolean(), { label: "News by mail", input: "checkbox", hint: "Once a month" }),
};

const form = { email: EMAIL, password: PASSWORD };

const stored = ({ database }: TestPostern): unknown =>
  JSON.parse(String(database.prepare("SELECT fields FROM users").get()?.["fields"]));

describe.each<[string, FieldSchema]>([
  ["zod", z.string().min(2, "At least two letters")],
  ["valibot", v.pipe(v.string(), v.minLength(2, "At least two letters"))],
  ["arktype", type("string >= 2").configure({ message: () => "At least two letters" })],
  [
    "async",
    v.pipeAsync(
      v.string(),
      v.checkAsync(async (text) => text.length > 1, "At least two letters"),
    ),
  ],
])("a schema of %s", (_, schema) => {
  test("refuses with its own words, keeps what was typed, and takes what is right", async () => {
    await using app = await testPostern({ fields: { name: field(schema, { label: "Name" }) } });
    const browser = app.browser();
    await browser.open("/register");
    const page = await browser.submit("/register", { ...form, "fields.name": "A" });
    expect(page.status).toBe(422);
    expect(page.text).toContain('<a href="#fields.name">At least two letters</a>');
    expect(page.text).toMatch(/<input id="fields.name" [^>]*value="A"/);
    expect(app.user(EMAIL)).toBeUndefined();
    expect((await browser.submit("/register", { ...form, "fields.name": "Ada" })).path).toBe(
      "/unconfirmed",
    );
    expect(stored(app)).toEqual({ name: "Ada" });
  });
});

describe("the form of the registration", () => {
  test("asks for the fields of the registration, in the language of the page", async () => {
    await using app = await testPostern({ fields });
    const { text } = await app.browser({ language: "de" }).open("/register");
    expect(text).toContain('<label for="fields.name">Ihr Name</label>');
    expect(text).toContain("Age (freiwillig)");
    expect(text).toMatch(/<input id="fields.news" [^>]*type="checkbox"/);
    expect(text).not.toContain("fields.plan");
  });

  test("says of everything at once what is missing, and registers nobody", async () => {
    await using app = await testPostern({ fields });
    const browser = app.browser();
    await browser.open("/register");
    const page = await browser.submit("/register", {
      email: EMAIL,
      password: "",
      "fields.news": "on",
    });
    expect(page.status).toBe(422);
    for (const said of ["Enter a password", "Fill in “Name”"]) expect(page.text).toContain(said);
    expect(page.text).toMatch(/<input id="fields.news" [^>]* checked/);
    expect(app.user(EMAIL)).toBeUndefined();
  });

  test("stores what the schemas make of it, and no mail has it", async () => {
    await using app = await testPostern({ fields });
    const browser = app.browser();
    await browser.open("/register");
    const sent = { "fields.name": " Ada Lovelace ", "fields.age": "36", "fields.news": "on" };
    await browser.submit("/register", { ...form, ...sent });
    expect(stored(app)).toEqual({ name: "Ada Lovelace", age: 36, news: true });
    const mail = await app.mailTo(EMAIL);
    expect(`${mail.text}${mail.html}`).not.toContain("Lovelace");
  });

  test("takes no field that the site does not have, and none of the profile", async () => {
    await using app = await testPostern({ fields });
    for (const name of ["plan", "admin", "constructor", "toString"]) {
      const sent = { ...form, fields: { name: "Ada", [name]: "free" } };
      const refused = await app.browser().json("POST", "/register", sent);
      expect(refused.status).toBe(422);
      expect(
        await app.browser().json("POST", "/register", { ...form, [`fields.${name}`]: "free" }),
      ).toMatchObject({ status: 422 });
    }
    expect(app.user(EMAIL)).toBeUndefined();
  });

  test("takes no endless text", async () => {
    await using app = await testPostern({ fields });
    const sent = { ...form, fields: { name: "A".repeat(4000) } };
    expect((await app.browser().json("POST", "/register", sent)).body).toMatchObject({
      reason: "invalid",
      fields: { "fields.name": "field-too-long" },
    });
  });

  test("asks again for the words of the site, where it has its own", async () => {
    const name = field(z.string().min(2), { label: "Name", wrong: { en: "Two letters, please" } });
    await using app = await testPostern({ fields: { name } });
    const refused = await app
      .browser()
      .json("POST", "/register", { ...form, fields: { name: "A" } });
    expect(refused.body).toMatchObject({ messages: { "fields.name": "Two letters, please" } });
  });

  test("is an error of the site where a schema makes what cannot be stored", async () => {
    // TypeScript would not take this schema.
    const born = field(z.coerce.date() as unknown as FieldSchema, { label: "Born" });
    await using app = await testPostern({ fields: { born } });
    const sent = { ...form, fields: { born: "1815-12-10" } };
    expect((await app.browser().json("POST", "/register", sent)).status).toBe(500);
    expect(app.log.some(({ error }) => String(error).includes("the field born"))).toBe(true);
  });
});

test("programs send values of any type, and read reasons and words of what is wrong", async () => {
  await using app = await testPostern({ fields });
  const program = app.browser();
  const wrong = { ...form, fields: { name: "A", age: "old", news: "maybe" } };
  expect((await program.json("POST", "/register", wrong)).body).toMatchObject({
    reason: "invalid",
    fields: {
      "fields.name": "field-wrong",
      "fields.age": "field-wrong",
      "fields.news": "field-wrong",
    },
    messages: { "fields.name": "At least two letters" },
  });
  const right = { ...form, fields: { name: "Ada", age: 36, news: false } };
  expect((await program.json("POST", "/register", right)).status).toBe(201);
  expect((await program.json("GET", "/")).body).toMatchObject({ user: { fields: right.fields } });
});

describe("the profile", () => {
  test("shows the fields, and a page on which all of them can be changed", async () => {
    await using app = await testPostern({ fields });
    const browser = await withFields(app);
    expect((await browser.open("/profile")).text).toContain("Name: Ada");
    expect((await browser.open("/profile/fields")).text).toMatch(
      /<input id="fields.name" [^>]*value="Ada"/,
    );
    const sent = { "fields.name": "Grace", "fields.age": "", "fields.plan": "paid" };
    const page = await browser.submit("/profile/fields", sent);
    expect(page.path).toBe("/profile");
    for (const said of ["Your details are saved.", "Name: Grace", "Plan: Paid"])
      expect(page.text).toContain(said);
    expect(stored(app)).toEqual({ name: "Grace", plan: "paid", news: false });
  });

  test("refuses what is wrong, keeps what was typed, and stores nothing of it", async () => {
    await using app = await testPostern({ fields });
    const browser = await withFields(app);
    const before = stored(app);
    await browser.open("/profile/fields");
    const page = await browser.submit("/profile/fields", {
      "fields.name": "G",
      "fields.plan": "gold",
    });
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/<input id="fields.name" [^>]*value="G"/);
    expect(stored(app)).toEqual(before);
  });

  test("keeps what was stored in a field that the site has no more, and shows it to whom it belongs", async () => {
    await using app = await testPostern({ fields });
    const browser = await withFields(app);
    app.database.exec(`UPDATE users SET fields = '{"name":"Ada","old":1}'`);
    await browser.json("POST", "/profile/fields", { fields: { name: "Grace", plan: "free" } });
    const data = await browser.json("GET", "/profile/data");
    expect(data.body).toMatchObject({ user: { fields: { name: "Grace", plan: "free", old: 1 } } });
    expect((await browser.open("/profile")).text).not.toContain("old");
  });

  test("has neither where the site has no fields", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    expect((await browser.open("/profile")).text).not.toContain("Your details");
    expect((await browser.open("/profile/fields")).status).toBe(404);
  });
});

test("a host reads the fields with the types of the schemas", async () => {
  const postern = createPostern({
    baseUrl: "https://postern.example",
    secret: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
    store: await sqliteStore(new DatabaseSync(":memory:")),
    mailer: capturedMailbox(),
    background: false,
    fields,
  });
  type Found = NonNullable<Awaited<ReturnType<typeof postern.session>>>["user"]["fields"];
  expectTypeOf<Found>().toEqualTypeOf<{
    readonly name?: string | undefined;
    readonly age?: number | undefined;
    readonly plan?: "free" | "paid" | undefined;
    readonly news?: boolean | undefined;
  }>();
  // @ts-expect-error A date would come back as a text.
  field(z.coerce.date(), { label: "Born" });
  expect(await postern.session(new Request("https://postern.example/"))).toBeNull();
  await postern.stop();
});

/** A confirmed user whose fields were filled in. */
async function withFields(app: TestPostern) {
  const browser = app.browser();
  await browser.open("/register");
  await browser.submit("/register", { ...form, "fields.name": "Ada", "fields.age": "36" });
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  await browser.submit("/confirm");
  return browser;
}

test.each([
  ["lists in thousands of lists", "[".repeat(7000) + "]".repeat(7000), "field-too-long"],
  ["a number larger than any", "1e999", "field-wrong"],
  ["a text that is turned into such a number", '"1e999"', "field-wrong"],
])("%s is refused like any other wrong value", async (_, value, reason) => {
  const any = v.union([v.number(), v.pipe(v.string(), v.transform(Number))]);
  await using app = await testPostern({ fields: { any: field(any, { label: "Any" }) } });
  const answer = await app.postern.fetch(
    new Request(`${app.baseUrl}/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{ "email": "${EMAIL}", "password": "${PASSWORD}", "fields": { "any": ${value} } }`,
    }),
  );
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ fields: { "fields.any": reason } });
});

test("a value that is called like something of JavaScript's is shown as it is", async () => {
  const name = field(z.string(), { label: "Name" });
  await using app = await testPostern({ fields: { name } });
  const browser = app.browser();
  await browser.submit("/register", { ...form, "fields.name": "constructor" });
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  await browser.submit("/confirm");
  expect((await browser.open("/profile")).text).toContain("Name: constructor");
});

test.each(["confirm", "reset"] as const)(
  "the owner of a mailbox who takes a registration over with a %s has none of the stranger's values",
  async (way) => {
    await using app = await testPostern({ fields });
    const sent = { email: EMAIL, password: "the stranger's own password", "fields.name": "Eve" };
    await app.browser().submit("/register", sent);
    const owner = app.browser();
    if (way === "reset") await owner.submit("/forgot", { email: EMAIL });
    const { links } = await app.mailTo(EMAIL);
    await owner.open(links[0]!);
    const name = way === "reset" ? "password" : "newPassword";
    await owner.submit(`/${way}`, { [name]: PASSWORD });
    await owner.submit("/login", form);
    const { user } = (await owner.json("GET", "/")).body as { user: { fields: object } };
    expect(user.fields).toEqual({});
  },
);

test("a host stores values for a user, by the site's schemas and in the name of the application", async () => {
  await using app = await testPostern({ fields });
  await app.browser().json("POST", "/register", { ...form, fields: { name: "Ada" } });
  const id = String(app.database.prepare("SELECT id FROM users").get()?.["id"]);
  const { users } = app.postern;
  expect(await users.setFields(id, { plan: "paid", age: "36" }, { by: "billing" })).toMatchObject({
    ok: true,
  });
  expect(stored(app)).toEqual({ name: "Ada", news: false, plan: "paid", age: 36 });
  const wrong = await users.setFields(id, { plan: "gold", age: undefined });
  expect(wrong).toMatchObject({ reason: "invalid", problems: { plan: { reason: "field-wrong" } } });
  expect(stored(app)).toMatchObject({ plan: "paid", age: 36 });
  expect(await users.setFields("gone", { plan: "free" })).toMatchObject({ reason: "not-found" });
  await expect(users.setFields(id, { constructor: "x" })).rejects.toThrow("no field constructor");
  const actors = "SELECT actor FROM audit WHERE act = 'fields-changed'";
  expect(app.database.prepare(actors).all()).toEqual([{ actor: "host:billing" }]);
});
