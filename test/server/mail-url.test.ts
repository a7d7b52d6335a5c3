// POSTERN_MAIL_URL names a mail service in one line, and what is wrong with it is said without showing it.

import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/server/config.ts";
import type { Environment } from "../../src/server/config-types.ts";
import { openMailer } from "../../src/server/open.ts";

const FROM = "Acme <accounts@example.com>";

const read = (environment: Environment) =>
  readConfig({
    environment: { DATABASE_URL: "sqlite::memory:", POSTERN_MAIL_FROM: FROM, ...environment },
    mode: "development",
    folder: "/nowhere",
  });

test.each([
  ["ses://AKID:se%2Fcret@eu-west-1", "ses:eu-west-1"],
  ["ses://AKID:secret@us-gov-west-1?configuration-set=postern", "ses:us-gov-west-1"],
  ["postmark://token@default", "postmark"],
  ["postmark://token@default?stream=accounts", "postmark"],
  ["resend://re_123@default", "resend"],
  ["mailgun://key@eu/mg.example.com", "mailgun:eu/mg.example.com"],
  ["sendgrid://SG.a-b_c@default", "sendgrid"],
  ["sendgrid://SG.a-b_c@eu", "sendgrid:eu"],
  ["brevo://xkeysib-1@default", "brevo"],
  ["msgraph://client:s~cret@tenant.example/accounts@example.com", "msgraph:accounts@example.com"],
  ["smtps://user:password@smtp.example.com", "smtp.example.com:465"],
])("%s is a mailer", async (url, name) => {
  const { config, problems } = await read({ POSTERN_MAIL_URL: url });
  expect(problems).toEqual([]);
  const mailer = await openMailer(config);
  expect(mailer).toMatchObject({ name, from: FROM });
  expect(config.options.developmentMailbox).toBe(false);
  await mailer.close?.();
});

test("the settings of a service are read from behind the question mark, and its secrets in percent-encoding", async () => {
  const ses = "ses://AKID:se%2Fcr%25t@eu-west-1?configuration-set=postern";
  expect((await read({ POSTERN_MAIL_URL: ses })).config.mail[0]).toMatchObject({
    service: "ses",
    options: { secretAccessKey: "se/cr%t", configurationSet: "postern", region: "eu-west-1" },
  });
  const postmark = "postmark://token@default?stream=accounts";
  expect((await read({ POSTERN_MAIL_URL: postmark })).config.mail[0]).toMatchObject({
    options: { token: "token", stream: "accounts" },
  });
  const graph = `msgraph://c:s@t/a@example.com?endpoint=${encodeURIComponent("https://graph.microsoft.us")}&login-endpoint=https://login.microsoftonline.us`;
  expect((await read({ POSTERN_MAIL_URL: graph })).config.mail[0]).toMatchObject({
    options: {
      endpoint: "https://graph.microsoft.us",
      loginEndpoint: "https://login.microsoftonline.us",
    },
  });
});

const SECRET = "plumtree";

test.each([
  [`postmark://${SECRET}@elsewhere`, /write it like postmark:\/\/TOKEN@default/],
  ["postmark://default", /write it like postmark:\/\/TOKEN@default/],
  [`postmark://${SECRET}:more@default`, /write it like postmark/],
  [`postmark://${SECRET}@default/path`, /write it like postmark/],
  [
    `postmark://${SECRET}@default?streams=x`,
    /after the question mark there can be stream, endpoint/,
  ],
  [`resend://${SECRET}@default?x=y`, /after the question mark there can be endpoint/],
  [`resend://${SECRET}%@default`, /as %25/],
  [`resend://a#${SECRET}@default`, /# as %23/],
  [`ses://AKID:a/${SECRET}@eu-west-1`, /\/ as %2F/],
  [`ses://AKID:${SECRET}@ireland`, /give a region, like eu-west-1/],
  [`ses://${SECRET}@eu-west-1`, /write it like ses:\/\/KEY-ID:SECRET@eu-west-1/],
  [`mailgun://${SECRET}@default/mg.example.com`, /with the region us or eu/],
  [`mailgun://${SECRET}@eu`, /write it like mailgun/],
  [`mailgun://${SECRET}@eu/a/b`, /give the domain that sends/],
  [`sendgrid://${SECRET}@us`, /or sendgrid:\/\/KEY@eu/],
  [`brevo://a%20${SECRET}@default`, /give key without blanks/],
  [`msgraph://client:${SECRET}@tenant`, /write it like msgraph/],
  [`mandrill://${SECRET}@default`, /it begins with one of smtp, smtps, ses, postmark, resend/],
  [`brevo://${SECRET}@default?endpoint=http://proxy.example`, /give an endpoint with https/],
  [SECRET, /it begins with one of/],
  [`smtp://user:${SECRET}@host/path`, /write it like smtps:\/\/user:password/],
])("%s cannot be meant, and the message does not show it", async (url, words) => {
  const { config, problems } = await read({ POSTERN_MAIL_URL: url });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(words);
  expect(problems[0]).toMatch(/^POSTERN_MAIL_URL: /);
  expect(JSON.stringify([problems, config.provenance])).not.toContain(SECRET);
});

describe("postern config", () => {
  const shown = async (environment: Environment): Promise<unknown> => {
    const { provenance } = (await read(environment)).config;
    return provenance.find(({ name }) => name === "POSTERN_MAIL_URL");
  };

  test.each([
    ["postmark://token@default?stream=accounts", "postmark://•••@default?stream=accounts"],
    ["ses://AKID:secret@eu-west-1", "ses://•••@eu-west-1"],
    ["msgraph://client:secret@tenant/a@example.com", "msgraph://•••@tenant/a@example.com"],
    ["smtps://user:password@smtp.example.com", "smtps://•••@smtp.example.com"],
  ])("shows %s without what opens anything", async (url, value) => {
    const from = "environment";
    expect(await shown({ POSTERN_MAIL_URL: url })).toEqual({
      name: "POSTERN_MAIL_URL",
      value,
      from,
    });
  });

  test("says that there is none", async () => {
    expect(await shown({})).toMatchObject({ value: "none", from: "default" });
    expect(await shown({ SMTP_URL: "smtp://localhost" })).toMatchObject({ value: "none" });
  });
});

test("two places for the same are one too many, and which of them are named", async () => {
  const environment = { SMTP_URL: "smtp://localhost", POSTERN_MAIL_URL: "resend://key@default" };
  expect((await read(environment)).problems).toEqual([
    "POSTERN_MAIL_URL: give SMTP_URL or POSTERN_MAIL_URL, not both; POSTERN_MAIL_URL can have several URLs, with blanks between them",
  ]);
  expect((await read({ ...environment, POSTERN_MAIL_URL: "" })).problems).toEqual([]);
});

describe("several URLs", () => {
  const [SERVER, SERVICE] = ["smtps://user:password@smtp.example.com", "postmark://token@default"];

  test.each([" ", "\n", ",", ", ", " ,", ",\n  "])(
    "are a list of mailers, in order, with %j between them",
    async (between) => {
      const url = `${SERVER}${between}${SERVICE}\n`;
      const { config, problems } = await read({ POSTERN_MAIL_URL: url });
      expect(problems).toEqual([]);
      const mailer = await openMailer(config);
      expect(mailer).toMatchObject({ name: "smtp.example.com:465, postmark", from: FROM });
      await mailer.close?.();
    },
  );

  test("are not made of a password with a comma", async () => {
    const { config } = await read({ POSTERN_MAIL_URL: "smtp://user:a,b@smtp.example.com" });
    expect(config.mail).toMatchObject([{ options: { password: "a,b" } }]);
  });

  test("are shown without what opens anything", async () => {
    const { provenance } = (await read({ POSTERN_MAIL_URL: `${SERVER}, ${SERVICE}` })).config;
    expect(provenance).toContainEqual({
      name: "POSTERN_MAIL_URL",
      value: "smtps://•••@smtp.example.com postmark://•••@default",
      from: "environment",
    });
  });

  test("each of which is wrong are told by their places, and nothing of them is shown", async () => {
    const urls = `postmark://${SECRET}@elsewhere ${SERVICE}, smtp://user@smtp.example.com ${SECRET}`;
    const { config, problems } = await read({ POSTERN_MAIL_URL: urls });
    expect(problems).toEqual([
      expect.stringMatching(/^POSTERN_MAIL_URL, entry 1: write it like postmark/),
      expect.stringMatching(/^POSTERN_MAIL_URL, entry 3: give both user and password/),
      expect.stringMatching(/^POSTERN_MAIL_URL, entry 4: write it like .*it begins with one of/),
    ]);
    expect(JSON.stringify([problems, config.provenance])).not.toContain(SECRET);
    expect(config.mail).toEqual([]);
  });

  const OAUTH = {
    POSTERN_SMTP_OAUTH: "google",
    POSTERN_SMTP_OAUTH_CLIENT_ID: "app",
    POSTERN_SMTP_OAUTH_CLIENT_SECRET: "secret",
    POSTERN_SMTP_OAUTH_REFRESH_TOKEN: "token",
  };

  test("have OAuth where there is a user without a password, and only there", async () => {
    const urls = `smtps://a%40example.com@smtp.gmail.com ${SERVER} smtp://localhost:25`;
    const { config, problems } = await read({ ...OAUTH, POSTERN_MAIL_URL: urls });
    expect(problems).toEqual([]);
    expect(config.mail).toMatchObject([
      { options: { user: "a@example.com", oauth: { provider: "google" } } },
      { options: { user: "user", password: "password", oauth: undefined } },
      { options: { host: "localhost", user: undefined, oauth: undefined } },
    ]);
  });

  test("of which none is for OAuth leave it without use, which is told", async () => {
    const { problems } = await read({ ...OAUTH, POSTERN_MAIL_URL: `${SERVER} ${SERVICE}` });
    expect(problems).toEqual([
      expect.stringMatching(
        /^POSTERN_MAIL_URL: POSTERN_SMTP_OAUTH is for a URL with a user and no/,
      ),
    ]);
  });

  test("do not all get the password that is for one mail server", async () => {
    const login = { APP_MAIL_USERNAME: "ada", APP_MAIL_PASSWORD: SECRET };
    const urls = { ...login, POSTERN_MAIL_URL: `${SERVER} smtp://relay.example.com` };
    const { config, problems } = await read(urls);
    expect(problems).toEqual([
      expect.stringMatching(/into each URL that needs them, and remove APP_MAIL_USERNAME/),
    ]);
    expect(JSON.stringify([problems, config.provenance])).not.toContain(SECRET);
    const services = { ...login, POSTERN_MAIL_URL: `${SERVICE} resend://key@default` };
    expect((await read(services)).problems).toEqual([]);
  });

  test("are signed with DKIM where they are mail servers", async () => {
    const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const { config, problems } = await read({
      POSTERN_MAIL_URL: `${SERVER} ${SERVICE} smtp://localhost:25`,
      POSTERN_DKIM_DOMAIN: "example.com",
      POSTERN_DKIM_SELECTOR: "postern",
      POSTERN_DKIM_PRIVATE_KEY: key.export({ type: "pkcs8", format: "pem" }).toString(),
    });
    expect(problems).toEqual([]);
    expect(config.mail.map(({ options }) => "dkim" in options)).toEqual([true, false, true]);
  });
});

describe("POSTERN_MAIL_URL_FILE", () => {
  const file = join(mkdtempSync(join(tmpdir(), "postern-mail-url-")), "url");

  test("names a file with the URL", async () => {
    writeFileSync(file, "resend://re_123@default\n");
    const { config, problems } = await read({ POSTERN_MAIL_URL_FILE: file });
    expect(problems).toEqual([]);
    expect(config.mail[0]).toMatchObject({ service: "resend", options: { key: "re_123" } });
    expect(config.provenance).toContainEqual({
      name: "POSTERN_MAIL_URL",
      value: "resend://•••@default",
      from: file,
    });
  });

  test("names a file with several, one in each line", async () => {
    writeFileSync(file, "resend://re_123@default\nsmtp://localhost:25\n");
    const { config } = await read({ POSTERN_MAIL_URL_FILE: file });
    expect(config.mail.map(({ service }) => service)).toEqual(["resend", "smtp"]);
  });

  test("that is not there, or is a folder, or has no URL in it, says so", async () => {
    const problemsWith = async (path: string): Promise<readonly string[]> =>
      (await read({ POSTERN_MAIL_URL_FILE: path })).problems;
    expect(await problemsWith("/nowhere/url")).toEqual([
      "POSTERN_MAIL_URL_FILE: there is no file /nowhere/url",
    ]);
    expect(await problemsWith(tmpdir())).toEqual([
      `POSTERN_MAIL_URL_FILE: ${tmpdir()} cannot be read as a file (EISDIR)`,
    ]);
    writeFileSync(file, SECRET);
    const [words] = await problemsWith(file);
    expect(words).toMatch(/^POSTERN_MAIL_URL_FILE: write it like/);
    expect(words).not.toContain(SECRET);
  });
});

test("production wants a mail server or a mail service", async () => {
  const { problems } = await readConfig({
    environment: {},
    mode: "production",
    folder: "/nowhere",
  });
  expect(problems).toContainEqual(expect.stringMatching(/^SMTP_URL: .*POSTERN_MAIL_URL/));
});
