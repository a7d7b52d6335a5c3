// How a server starts, or explains why it cannot.

import { generateKeyPairSync } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConfigError } from "../../src/server/config-error.ts";
import { loadConfig } from "../../src/server/config.ts";
import { OAUTH_VARIABLES } from "../../src/server/smtp-oauth.ts";
import { MAIN, runCli } from "../cli/tools.ts";
import { aFolder, register, startServerProcess } from "./process.ts";

test("in production it names everything that is missing at once, and opens nothing", async () => {
  const ran = await runCli(["start", "--port", "0"], { cwd: aFolder() });
  expect(ran.code).toBe(3);
  expect(ran.out).toBe("");
  for (const variable of ["POSTERN_SECRET", "POSTERN_BASE_URL", "SMTP_URL"]) {
    expect(ran.err).toMatch(new RegExp(`^ +${variable}: `, "m"));
  }
  expect(ran.err).not.toMatch(/^ +at /m);
});

const DKIM = {
  POSTERN_DKIM_DOMAIN: "acme.example",
  POSTERN_DKIM_SELECTOR: "s1",
  POSTERN_DKIM_PRIVATE_KEY: generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString(),
};

test.each([
  ["a short secret", { POSTERN_SECRET: "too short" }, /POSTERN_SECRET: .*32 characters/],
  [
    "a sample secret",
    { POSTERN_SECRET: "change-me-change-me-change-me-change-me" },
    /POSTERN_SECRET: .*sample/,
  ],
  [
    "a base URL without https",
    { POSTERN_BASE_URL: "http://accounts.example.com" },
    /POSTERN_BASE_URL: /,
  ],
  [
    "a strength of TLS that there is none of",
    { POSTERN_SMTP_TLS: "strict" },
    /POSTERN_SMTP_TLS: give verify, require, opportunistic, off, not "strict"/,
  ],
  [
    "a name for EHLO that is none",
    { POSTERN_SMTP_NAME: "my mail" },
    /POSTERN_SMTP_NAME: give a name like mail.example.com, not "my mail"/,
  ],
  ["limits that are off", { POSTERN_LIMITS: "off" }, /POSTERN_LIMITS: /],
  [
    "a limit that there is none of",
    { POSTERN_LIMITS: "mail=5" },
    /POSTERN_LIMITS \(mail\): give counts for register, /,
  ],
  [
    "a limit of nothing",
    { POSTERN_LIMITS: "register=0" },
    /POSTERN_LIMITS \(register\): give a whole number from 1 to 5000, not 0/,
  ],
  ["a limit twice", { POSTERN_LIMITS: "login=1 login=2" }, /POSTERN_LIMITS: .*like register=200/],
  [
    "limits that are no words of ours",
    { POSTERN_LIMITS: "many" },
    /POSTERN_LIMITS: give on, off, or /,
  ],
  [
    "a domain that is none",
    { POSTERN_ALLOWED_DOMAINS: "@acme.example, acme.example, a/b" },
    /POSTERN_ALLOWED_DOMAINS: "@acme.example", "a\/b" are no domains; give .*, like example.com \*/,
  ],
  [
    "a file of domains that is not there",
    { POSTERN_REFUSED_DOMAINS_FILE: "/no/such/file" },
    /POSTERN_REFUSED_DOMAINS_FILE: \/no\/such\/file cannot be read as a file \(ENOENT\)/,
  ],
  [
    "a file of domains that holds none",
    { POSTERN_ALLOWED_DOMAINS_FILE: devNull },
    /POSTERN_ALLOWED_DOMAINS_FILE: there is no domain in it, .*; give at least one domain, like exa/,
  ],
  [
    "a file of anything else",
    { POSTERN_DISPOSABLE_ADDRESSES: "refused", POSTERN_DISPOSABLE_DOMAINS_FILE: MAIN },
    /POSTERN_DISPOSABLE_DOMAINS_FILE: lines \d+, .* of .*main.ts: give a domain .*below it$/m,
  ],
  [
    "a file of disposable domains where these are accepted",
    { POSTERN_DISPOSABLE_DOMAINS_FILE: devNull },
    /POSTERN_DISPOSABLE_ADDRESSES: give "refused": /,
  ],
  ["disposable addresses that are off", { POSTERN_DISPOSABLE_ADDRESSES: "off" }, /: .*"refused"/],
  ["an MX check that is on", { POSTERN_MX_CHECK: "on" }, /POSTERN_MX_CHECK: give true or false/],
  ["sessions without a number", { POSTERN_SESSIONS_PER_USER: "few" }, /PER_USER: .*whole number/],
  ["no session for anybody", { POSTERN_SESSIONS_PER_USER: "0" }, /PER_USER: .*whole number/],
  ["a second factor that may be", { POSTERN_SECOND_FACTOR: "maybe" }, /FACTOR: .*"required-for-ad/],
  ["browsers without an end", { POSTERN_REMEMBERED_BROWSER: "forever" }, /BROWSER: .*"30 days"/],
  ["no wait for a lost factor", { POSTERN_FACTOR_REMOVAL_WAIT: "0 days" }, /WAIT: .*"7 days"/],
  ["passkeys that are on", { POSTERN_PASSKEYS: "on" }, /POSTERN_PASSKEYS: give true or false/],
  [
    "passkeys of another domain",
    { POSTERN_PASSKEY_DOMAIN: "example.org" },
    /POSTERN_PASSKEY_DOMAIN: "example.org" is neither the host of baseUrl, .*; give a domain, like/,
  ],
  [
    "passkeys on a page without https",
    { POSTERN_PASSKEY_ORIGINS: "http://accounts.example.com" },
    /POSTERN_PASSKEY_ORIGINS: "http:\/\/accounts.example.com" is not .*; give origins, like https/,
  ],
  [
    "an end of imported passwords that is no day",
    { POSTERN_IMPORTED_PASSWORDS_UNTIL: "next year" },
    /POSTERN_IMPORTED_PASSWORDS_UNTIL: give a date, like 2027-06-30/,
  ],
  ["an audit log of an hour", { POSTERN_AUDIT_RETENTION: "1 hour" }, /RETENTION: .*at least a day/],
  ["a mail server that is no URL", { SMTP_URL: "smtp.example.com" }, /SMTP_URL: /],
  [
    "a mail password with a bare %",
    { SMTP_URL: "smtps://user:100%@smtp.example.com" },
    /SMTP_URL: .*as %25/,
  ],
  [
    "a # in a mail password, which ends the host",
    { SMTP_URL: "smtp://postern:25#plum@smtp.example.com" },
    /SMTP_URL: .*# as %23/,
  ],
  [
    "settings behind the mail server, which nobody reads",
    { SMTP_URL: "smtp://smtp.example.com:587/?tls=off" },
    /SMTP_URL: .*nothing after the port/,
  ],
  [
    "a mail user without a password",
    { SMTP_URL: "smtps://postern@smtp.example.com" },
    /SMTP_URL: give both user and password/,
  ],
  [
    "a sender with quotes around all of it",
    { POSTERN_MAIL_FROM: '"Acme <no-reply@acme.example>"' },
    /POSTERN_MAIL_FROM: give the sender of mails, .* without quotes/,
  ],
  ["a sender without an address", { POSTERN_MAIL_FROM: "Acme" }, /POSTERN_MAIL_FROM: /],
  ["help in quotes", { POSTERN_SUPPORT: '"help@acme.example"' }, /POSTERN_SUPPORT: .*help@example/],
  [
    "terms to accept that are nowhere",
    { POSTERN_TERMS_VERSION: "2026-05" },
    /POSTERN_TERMS_URL: there is no URL of the terms .*give a whole URL/,
  ],
  [
    "a version of terms that is too long",
    { POSTERN_TERMS_URL: "https://acme.example/terms", POSTERN_TERMS_VERSION: "x".repeat(41) },
    /POSTERN_TERMS_VERSION: give a version of 1 to 40 characters/,
  ],
  ["terms that are a script", { POSTERN_TERMS_URL: "javascript:alert(1)" }, /POSTERN_TERMS_URL: /],
  [
    "a DKIM key that cannot sign",
    { ...DKIM, POSTERN_DKIM_PRIVATE_KEY: "a key" },
    /POSTERN_DKIM_PRIVATE_KEY: give an RSA or Ed25519 private key as PEM text/,
  ],
  [
    "a DKIM selector that is none",
    { ...DKIM, POSTERN_DKIM_SELECTOR: "s1._domainkey" },
    /POSTERN_DKIM_SELECTOR: /,
  ],
  [
    "DKIM without its key",
    { ...DKIM, POSTERN_DKIM_PRIVATE_KEY: "" },
    /DOMAIN: give .*_PRIVATE_KEY/,
  ],
  [
    "a folder for a file",
    { POSTERN_SECRET: "", POSTERN_SECRET_FILE: tmpdir() },
    /POSTERN_SECRET_FILE: .*cannot be read as a file/,
  ],
  ["a drain that is no time", { POSTERN_DRAIN: "soon" }, /POSTERN_DRAIN: /],
  ["a port that is none", { PORT: "http" }, /PORT: /],
  ["proxies that are none", { POSTERN_TRUSTED_PROXIES: "everybody" }, /POSTERN_TRUSTED_PROXIES: /],
  [
    "a database whose URL cannot be read",
    { DATABASE_URL: "postgres://u:p@host/db?sslrootcert=/no/file" },
    /DATABASE_URL: sslrootcert/,
  ],
  ["a database of another kind", { DATABASE_URL: "mysql://localhost/app" }, /DATABASE_URL: /],
])("in production it refuses %s, and says what to give instead", async (_, wrong, words) => {
  const environment = { ...WELL, ...wrong };
  const config = loadConfig({ environment, mode: "production", folder: aFolder() });
  const error: unknown = await config.catch((refusal: unknown) => refusal);
  if (!(error instanceof ConfigError)) throw new Error("It was not refused.", { cause: error });
  expect(error.message.match(/^ {2}\w+(?: \(\w+\))?: /gm)).toHaveLength(1);
  expect(error.message).toMatch(words);
});

test("a start that is refused writes nothing, and one in development keeps its secret", async () => {
  const cwd = aFolder();
  const ran = await runCli(["dev"], { cwd, environment: { POSTERN_REGISTER: "maybe" } });
  expect([ran.code, readdirSync(cwd)]).toEqual([3, []]);
  const load = { environment: {}, mode: "development", folder: cwd } as const;
  const { secret } = await loadConfig(load);
  expect([secret.length, (await loadConfig(load)).secret]).toEqual([43, secret]);
});

test("an empty variable counts as one that was not given, whichever it is", async () => {
  const empty = Object.fromEntries(
    [...NAMES, "POSTERN_SECRET", "POSTERN_SECRET_FILE", "DATABASE_URL", "SMTP_URL", "NODE_ENV"].map(
      (name) => [name, ""],
    ),
  );
  const ran = await runCli(["config", "--json"], { cwd: aFolder(), environment: empty });
  const bare = await runCli(["config", "--json"], { cwd: aFolder() });
  const valuesOf = ({ out }: { readonly out: string }) =>
    (JSON.parse(out) as { values: { name: string; value: string; from: string }[] }).values
      .filter(({ name }) => !/SECRET|DATABASE/.test(name))
      .map(({ name, value, from }) => [name, value, from]);
  expect([ran.code, valuesOf(ran)]).toEqual([0, valuesOf(bare)]);
});

const NAMES = [
  "PORT",
  "HOST",
  "POSTERN_BASE_URL",
  "POSTERN_APP_NAME",
  "POSTERN_MAIL_FROM",
  "POSTERN_SUPPORT",
  "POSTERN_OPERATOR",
  "POSTERN_PRIVACY_URL",
  "POSTERN_TERMS_URL",
  "POSTERN_TERMS_VERSION",
  "POSTERN_BRAND_THEME",
  "POSTERN_BRAND_ACCENT",
  "POSTERN_BRAND_CORNERS",
  "POSTERN_BRAND_FONT",
  "POSTERN_BRAND_LOGO",
  "POSTERN_BRAND_LOGO_DARK",
  "POSTERN_BRAND_LOGO_IN_MAIL",
  "POSTERN_BRAND_LOGO_SHOWS_NAME",
  "POSTERN_BRAND_IMPRINT_URL",
  "POSTERN_BRAND_LINKS",
  "POSTERN_BRAND_MAIL_HEADER",
  "POSTERN_BRAND_MAIL_FOOTER",
  "POSTERN_TIME_ZONE",
  "POSTERN_HOME",
  "POSTERN_REGISTER",
  "POSTERN_ALLOWED_DOMAINS",
  "POSTERN_ALLOWED_DOMAINS_FILE",
  "POSTERN_REFUSED_DOMAINS",
  "POSTERN_REFUSED_DOMAINS_FILE",
  "POSTERN_DISPOSABLE_ADDRESSES",
  "POSTERN_DISPOSABLE_DOMAINS_FILE",
  "POSTERN_MX_CHECK",
  "POSTERN_CAPTCHA_PROVIDER",
  "POSTERN_CAPTCHA_SITE_KEY",
  "POSTERN_CAPTCHA_SECRET",
  "POSTERN_UNCONFIRMED",
  "POSTERN_BOUNCE_ADDRESS",
  "POSTERN_BOUNCE_SECRET",
  "POSTERN_BOUNCE_LISTEN",
  "POSTERN_HOOK_SES",
  "POSTERN_HOOK_POSTMARK",
  "POSTERN_HOOK_RESEND",
  "POSTERN_HOOK_MAILGUN",
  "POSTERN_HOOK_SENDGRID",
  "POSTERN_HOOK_BREVO",
  "POSTERN_LIMITS",
  "POSTERN_SESSIONS_PER_USER",
  "POSTERN_SECOND_FACTOR",
  "POSTERN_REMEMBERED_BROWSER",
  "POSTERN_FACTOR_REMOVAL_WAIT",
  "POSTERN_PASSKEYS",
  "POSTERN_PASSKEY_DOMAIN",
  "POSTERN_PASSKEY_ORIGINS",
  "POSTERN_AUDIT_RETENTION",
  "POSTERN_IMPORTED_PASSWORDS_UNTIL",
  "POSTERN_TRUSTED_PROXIES",
  "POSTERN_METRICS_PORT",
  "POSTERN_METRICS_HOST",
  "POSTERN_DRAIN",
  "POSTERN_SMTP_TLS",
  "POSTERN_SMTP_NAME",
  ...Object.values(OAUTH_VARIABLES),
];

test.each([
  ["in front of the host", "postgres://postern:hunter2:@2@db.example.com/postern"],
  ["in the query", "postgres://db.example.com/postern?user=postern&password=hunter2secret"],
  ["of a key", "postgres://db.example.com/postern?sslpassword=hunter2&sslmode=require"],
])("`postern config` shows no password that stands in a URL %s", async (_, url) => {
  for (const args of [["config"], ["config", "--json"]]) {
    const ran = await runCli(args, { cwd: aFolder(), environment: { DATABASE_URL: url } });
    expect(ran.out).toContain("db.example.com");
    expect(ran.out + ran.err).not.toContain("hunter2");
  }
});

test("who may register is read from variables and files, and what a running server may be told anew is", async () => {
  const folder = aFolder();
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("allowed", "# customers\n*.acme.example\nmüller.example\n");
  write("refused", "old.acme.example\n");
  write("disposable", "");
  const environment = {
    POSTERN_ALLOWED_DOMAINS: "partner.example",
    POSTERN_ALLOWED_DOMAINS_FILE: "allowed",
    POSTERN_REFUSED_DOMAINS_FILE: join(folder, "refused"),
  };
  const closed = await startServerProcess(folder, { environment });
  const statuses = async (url: string, ...domains: readonly string[]) =>
    Promise.all(domains.map(async (name) => (await register(url, `ada@${name}`)).status));
  expect(
    await statuses(closed.url, "partner.example", "new.acme.example", "xn--mller-kva.example"),
  ).toEqual([201, 201, 201]);
  expect(await statuses(closed.url, "acme.example", "old.acme.example", "example.com")).toEqual([
    422, 422, 422,
  ]);

  const open = await startServerProcess(folder, {
    environment: {
      POSTERN_DISPOSABLE_ADDRESSES: "refused",
      POSTERN_DISPOSABLE_DOMAINS_FILE: "disposable",
    },
  });
  expect(await statuses(open.url, "throw.example", "yopmail.com")).toEqual([201, 422]);
  write("disposable", "throw.example\n!yopmail.com\n");
  expect(await statuses(open.url, "throw.example", "yopmail.com")).toEqual([422, 201]);
  const shown = await runCli(["config", "--json"], { cwd: folder, environment });
  const { values } = shown.json() as { values: { name: string; value: string; from: string }[] };
  expect(values.filter(({ name }) => name.includes("DOMAINS"))).toEqual([
    {
      name: "POSTERN_ALLOWED_DOMAINS",
      value: "partner.example, *.acme.example, müller.example",
      from: "environment",
    },
    {
      name: "POSTERN_REFUSED_DOMAINS",
      value: "old.acme.example",
      from: "POSTERN_REFUSED_DOMAINS_FILE",
    },
    { name: "POSTERN_ALLOWED_DOMAINS_FILE", value: "allowed", from: "environment" },
    {
      name: "POSTERN_REFUSED_DOMAINS_FILE",
      value: join(folder, "refused"),
      from: "environment",
    },
    { name: "POSTERN_DISPOSABLE_DOMAINS_FILE", value: "none", from: "default" },
  ]);
});

test("a base URL that was given holds with a port that the machine chooses, too", async () => {
  const environment = { POSTERN_BASE_URL: "https://accounts.example.com" };
  const { url } = await startServerProcess(aFolder(), { environment });
  expect(url).toBe("https://accounts.example.com");
});

const WELL = {
  POSTERN_SECRET: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
  POSTERN_BASE_URL: "https://accounts.example.com",
  SMTP_URL: "smtps://user:password@smtp.example.com",
};

test("ready once the tables are there: a second one on the same file is ready, too", async () => {
  const folder = aFolder();
  const first = await startServerProcess(folder);
  const second = await startServerProcess(folder);
  for (const { url } of [first, second]) {
    expect((await fetch(`${url}/readyz`)).status).toBe(204);
    expect((await fetch(`${url}/healthz`)).status).toBe(204);
  }
});

test.each(["nowhere.invalid", "192.0.2.1", '"0.0.0.0"'])(
  "a host of %s, which is not this machine's: one line of words and exit code 1",
  async (host) => {
    const ran = await runCli(["dev", "--port", "0"], {
      cwd: aFolder(),
      environment: { HOST: host },
    });
    expect([ran.code, ran.err]).toEqual([
      1,
      `postern: "${host}" is not an address of this machine. To listen, give one like 127.0.0.1, or 0.0.0.0 for all.\n`,
    ]);
  },
);

test("a port that is taken: one line of words and exit code 1, for programs too", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const ran = await runCli(["dev", "--port", `${port}`, "--json"], {
    cwd: tmpdir(),
    environment: { DATABASE_URL: "sqlite::memory:" },
  });
  expect([ran.code, ran.json()]).toMatchObject([1, { error: { reason: "port" } }]);
  expect(ran.err.trim().split("\n")).toEqual([expect.stringContaining(`Port ${port} is taken`)]);
});
