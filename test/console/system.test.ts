// The page about the system: what runs here, on what, and with which configuration.

import { expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { readConfig } from "../../src/server/config.ts";
import { imported } from "../../src/testing/store-contract/foreign-passwords.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { ACTORS, staffed } from "./staff.ts";

const PATH = "/admin/system";

test("the system is for admins, and no page to anybody else", async () => {
  await using site = await staffed();
  const statuses = [];
  for (const actor of ACTORS) statuses.push((await site.browsers[actor].json("GET", PATH)).status);
  expect(statuses).toEqual([401, 404, 404, 404, 200]);
  expect((await site.browsers.admin.open("/admin")).text).toContain(`href="${PATH}"`);
  expect((await site.browsers.support.open("/admin")).text).not.toContain(PATH);
});

test("it says which version serves which address, on which database, with which migrations", async () => {
  await using site = await staffed({ timeZone: "Europe/Berlin" });
  await site.app.postern.check();
  const { admin } = site.browsers;
  const page = await admin.open(PATH);
  const { body } = await admin.json("GET", PATH);
  expect(body).toMatchObject({
    version: packageFile.version,
    baseUrl: "https://postern.example",
    timeZone: "Europe/Berlin",
    sendingHeld: false,
    warnings: [],
  });
  const { engine, bytes, about, migrations } = body["database"] as {
    readonly engine: string;
    readonly bytes: number;
    readonly about: unknown;
    readonly migrations: { readonly name: string }[];
  };
  expect(engine).toMatch(/^SQLite 3\./);
  expect(bytes).toBeGreaterThan(0);
  expect(about).toMatchObject({ users: 4, mails: 4 });
  expect(migrations[0]).toMatchObject({
    number: 1,
    name: "users and the addresses they own",
    feature: null,
  });
  const [mark] = await site.app.postern.context.store.listKeyMarks();
  expect(body["keyMarks"]).toEqual([mark]);
  for (const said of [packageFile.version, "https://postern.example", mark!, "postern doctor"])
    expect(page.text).toContain(said);
  expect(page.text).toContain(migrations.at(-1)!.name);
});

test("a mounted library shows the options that it was given, and no secret among them", async () => {
  const secrets = [
    "bounce-9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "turnstile-secret-77",
    "postmark-a39281706f5e4d3c2b1a0-66-77",
  ];
  await using site = await staffed({
    appName: "Acme",
    bounceAddress: "bounces@postern.example",
    bounceSecret: secrets[0]!,
    captcha: { provider: "turnstile", siteKey: "site-key-1", secret: secrets[1]! },
    mailHooks: { postmark: secrets[2]! },
  });
  const page = await site.browsers.admin.open(PATH);
  const { body } = await site.browsers.admin.json("GET", PATH);
  expect(body["configuration"]).toContainEqual({ name: "appName", value: "Acme", from: "options" });
  expect(page.text).toContain("site-key-1");
  for (const secret of secrets) {
    expect(page.text).not.toContain(secret);
    expect(JSON.stringify(body)).not.toContain(secret);
  }
});

test("a server shows every value and where it comes from, as `postern config` does, without secrets", async () => {
  const environment = {
    POSTERN_SECRET: "s3cr3t-0123456789-abcdefghijklmnopqrstuv",
    POSTERN_BASE_URL: "https://acme.example",
    DATABASE_URL: "postgresql://acme:db-pass-1@db.example/acme",
    SMTP_URL: "smtps://acme:smtp-pass-2@mail.example",
    POSTERN_MAIL_FROM: "a@acme.example",
  };
  const { config } = await readConfig({ environment, mode: "production", folder: "/nowhere" });
  await using site = await staffed({ configuration: config.provenance });
  const page = await site.browsers.admin.open(PATH);
  const { body } = await site.browsers.admin.json("GET", PATH);
  expect(body["configuration"]).toContainEqual({
    name: "POSTERN_BASE_URL",
    value: "https://acme.example",
    from: "environment",
  });
  expect(page.text).toContain("default");
  for (const secret of [environment.POSTERN_SECRET, "db-pass-1", "smtp-pass-2"])
    expect(page.text).not.toContain(secret);
});

test("it says that a copy of a site sends nothing", async () => {
  await using site = await staffed();
  const copy = await testPostern({ database: site.app.database, baseUrl: "https://copy.example" });
  await copy.postern.deliver();
  const browser = copy.browser();
  await browser.submit("/login", { email: "admin@example.com", password: PASSWORD });
  const page = await browser.open(PATH);
  expect(page.text).toContain("sends no mail and no events");
  expect(page.text).not.toContain("noticed nothing that is wrong");
});

test("it says how many imported passwords are left, as long as some are, and until when", async () => {
  await using site = await staffed({ importedPasswordsUntil: "2027-06-30" });
  const { admin } = site.browsers;
  expect((await admin.open(PATH)).text).not.toContain("Imported passwords");
  const { store } = site.app.postern.context;
  await imported(store, "ada@old.example", "bcrypt 12");
  const page = await admin.open(PATH);
  expect(page.text).toContain("Imported passwords");
  expect(page.text).toContain("1 left, accepted until 30 June 2027");
  expect((await admin.json("GET", PATH)).body["importedPasswords"]).toEqual({
    left: 1,
    until: "2027-07-01T00:00:00.000Z",
  });
});
