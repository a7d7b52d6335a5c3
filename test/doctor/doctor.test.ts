import { createServer } from "node:http";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { png, svgLogo } from "../brand/pictures.ts";
import { checkCaptcha } from "../../src/cli/doctor/registration.ts";
import { CAPTCHA_SECRET, captchaSite } from "../attacks/captcha-tools.ts";
import { folder, like, runCli, type Environment } from "../cli/tools.ts";
import { selfSigned } from "../mails/certificate.ts";
import { mailServer } from "../mails/mail-server.ts";
import { aFolder, startServerProcess } from "../server/process.ts";
import { examined } from "./tools.ts";

describe.concurrent("postern doctor", () => {
  test("finds nothing wrong where nothing is, and hands a test mail over", async () => {
    await using mails = await mailServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    });
    const ran = await examined({
      smtp: `smtp://ada:plum@127.0.0.1:${mails.port}`,
      args: ["--to", "bob@example.org"],
    });
    expect([ran.code, ran.findings.filter(({ state }) => state === "problem")]).toEqual([0, []]);
    expect(ran.json()).toMatchObject({ problems: 0 });
    expect(ran.of("smtp")).toMatchObject({ state: "ok", seen: like(/logged in as ada/) });
    expect(ran.of("test-mail")).toMatchObject({ state: "ok", seen: like(/bob@example.org: 250/) });
    expect(mails.deliveries.map(({ from, to }) => [from, to])).toEqual([
      ["accounts@example.com", ["bob@example.org"]],
    ]);
    expect(ran.out + ran.err).not.toContain("plum");
  });

  test("names everything that is missing, and looks at what is there all the same", async () => {
    const ran = await examined({
      without: ["POSTERN_SECRET", "SMTP_URL", "POSTERN_BASE_URL", "POSTERN_MAIL_FROM"],
    });
    expect(ran.code).toBe(1);
    const missing = ran.findings.filter(({ check }) => check === "configuration");
    expect(missing.map(({ seen }) => seen.split(" ")[0] ?? "")).toEqual([
      "POSTERN_BASE_URL",
      "POSTERN_SECRET",
      "SMTP_URL",
      "mails",
    ]);
    for (const { mend } of missing) expect(mend).toMatch(/\w/);
    expect(ran.of("store")).toMatchObject({ state: "ok" });
    expect(ran.of("smtp")).toBeUndefined();
  });

  test("a wrong base URL does not keep the sender from being looked at", async () => {
    const ran = await examined({ environment: { POSTERN_BASE_URL: "not a URL" } });
    expect(["configuration", "dkim", "dmarc"].map((check) => ran.of(check)?.state)).toEqual([
      "problem",
      "ok",
      "ok",
    ]);
  });

  test("a base URL for which browsers make no passkeys is seen, unless there are to be none", async () => {
    const environment = { POSTERN_BASE_URL: "https://192.0.2.80" };
    const found = async (more: Environment = {}) => {
      const ran = await examined({ environment: { ...environment, ...more } });
      return ran.findings.filter(({ seen }) => seen.includes("passkeys"));
    };
    expect(await found()).toMatchObject([
      { check: "configuration", state: "warning", seen: like(/for an IP address/) },
    ]);
    expect(await found({ POSTERN_PASSKEYS: "false" })).toEqual([]);
  });

  test("a secret of little chance is seen, and a file of it that others can read", async () => {
    const cwd = folder();
    const file = join(cwd, "secret");
    writeFileSync(file, "9384756102938475610593847561029384756107", { mode: 0o600 });
    chmodSync(file, 0o640);
    const ran = await examined({
      without: ["POSTERN_SECRET"],
      environment: { POSTERN_SECRET_FILE: file },
    });
    expect(ran.findings.filter(({ check }) => check === "secret")).toMatchObject([
      { state: "ok", seen: "one key of 132 bits at most" },
      { state: "warning", seen: like(/its group/), mend: `chmod 600 ${file}` },
    ]);
    expect(ran.out).not.toContain("93847");
  });

  test("a logo that mails cannot show is seen; with a PNG too, the brand is named", async () => {
    const cwd = folder();
    const [svg, picture] = [join(cwd, "logo.svg"), join(cwd, "logo.png")];
    writeFileSync(svg, svgLogo());
    writeFileSync(picture, png());
    const environment = {
      POSTERN_BRAND_THEME: "plain",
      POSTERN_BRAND_ACCENT: "#7a1fa2",
      POSTERN_BRAND_LOGO: svg,
    };
    const alone = await examined({ environment });
    expect(alone.of("configuration")).toMatchObject({
      state: "warning",
      mend: like(/POSTERN_BRAND_LOGO_IN_MAIL/),
    });
    const both = await examined({
      environment: { ...environment, POSTERN_BRAND_LOGO_IN_MAIL: picture },
    });
    expect(both.of("configuration")).toMatchObject({
      state: "ok",
      seen: like(/; brand: plain, #7a1fa2, with a logo$/),
    });
  });

  test("https without a trusted proxy would make one client of all people", async () => {
    const ran = await examined({ without: ["POSTERN_TRUSTED_PROXIES"] });
    expect(ran.of("configuration")).toMatchObject({
      state: "warning",
      mend: like(/POSTERN_TRUSTED_PROXIES/),
    });
  });

  test("an MX check whose DNS does not know the internet is seen", async () => {
    const environment = { POSTERN_MX_CHECK: "true" };
    const zone = { "a.root-servers.net": [{ a: "198.41.0.4" }] };
    const off = await examined();
    expect(off.of("mx-check")).toBeUndefined();
    const open = await examined({ environment, zone });
    expect(open.of("mx-check")).toMatchObject({ state: "ok" });
    const closed = await examined({ environment });
    expect(closed.of("mx-check")).toMatchObject({ state: "warning", seen: like(/unchecked/) });
  });

  test("a site that refuses addresses, and tells nobody whom to ask, is seen", async () => {
    expect((await examined()).of("registration")).toBeUndefined();
    for (const rule of [
      { POSTERN_ALLOWED_DOMAINS: "example.com" },
      { POSTERN_REFUSED_DOMAINS: "example.org" },
      { POSTERN_DISPOSABLE_ADDRESSES: "refused" },
      { POSTERN_MX_CHECK: "true" },
    ]) {
      const silent = await examined({ environment: rule });
      expect(silent.of("registration")).toMatchObject({ state: "warning", mend: like(/SUPPORT/) });
    }
    const environment = {
      POSTERN_ALLOWED_DOMAINS: "example.com",
      POSTERN_SUPPORT: "help@example.com",
    };
    expect((await examined({ environment })).of("registration")).toBeUndefined();
  });

  test("a captcha is told, and keys of it that cannot be meant", async () => {
    const keys = (siteKey: string, secret: string, provider = "turnstile") => ({
      POSTERN_CAPTCHA_PROVIDER: provider,
      POSTERN_CAPTCHA_SITE_KEY: siteKey,
      POSTERN_CAPTCHA_SECRET: secret,
    });
    const told = async (environment: Environment) =>
      (await examined({ environment })).of("captcha");
    expect(await told({})).toBeUndefined();
    expect(await told(keys("0x4AAA", "0x4BBB"))).toMatchObject({
      state: "ok",
      seen: "Cloudflare Turnstile with the site key 0x4AAA (not asked; --online does)",
    });
    for (const [wrong, words] of [
      [keys("0x4AAA", "0x4AAA"), /which every page shows, is also its secret/],
      [keys("1x00000000000000000000AA", "0x4BBB"), /Turnstile has a key for tests/],
      [keys("0x4AAA", "1x0000000000000000000000000000000AA"), /a key for tests/],
      [keys("10000000-ffff-ffff-ffff-000000000001", "b", "hcaptcha"), /hCaptcha has a key for/],
    ] as const) {
      expect(await told(wrong)).toMatchObject({ state: "problem", seen: like(words) });
    }
    const isOff = await told({ ...keys("a", "b"), POSTERN_LIMITS: "off", NODE_ENV: "development" });
    expect(isOff).toMatchObject({ state: "warning", seen: like(/never shown/) });
  });

  test.each(["turnstile", "hcaptcha", "friendly-captcha"] as const)(
    "the provider of a captcha (%s) is asked with --online, and its answer told without the secret",
    async (provider) => {
      await using site = await captchaSite({ provider });
      const told = async (secret: string) => {
        const options = {
          baseUrl: "https://a.example",
          captcha: { provider, siteKey: "a", secret },
        };
        const found = await checkCaptcha(
          { options, mode: "production" },
          true,
          site.provider.fetch,
        );
        return found.filter(({ check }) => check === "captcha");
      };
      expect(await told(CAPTCHA_SECRET)).toMatchObject([{ state: "ok" }]);
      const wrong = await told("another-secret");
      expect(wrong).toMatchObject([{ state: "warning", seen: like(/invalid/) }]);
      site.provider.broken = { status: 503 };
      expect(await told(CAPTCHA_SECRET)).toMatchObject([{ seen: like(/status 503/) }]);
      expect(JSON.stringify(wrong)).not.toContain("another-secret");
    },
  );

  test("a database that is not there is not made; one that is no database is told so", async () => {
    const cwd = folder();
    const missing = await examined({
      environment: { DATABASE_URL: `sqlite:${cwd}/missing.db` },
    });
    expect(missing.of("store")).toMatchObject({ state: "problem", mend: "postern db migrate" });
    expect(() => readFileSync(`${cwd}/missing.db`)).toThrow("ENOENT");
    writeFileSync(join(cwd, "text.db"), "This is no database.".repeat(100));
    const text = await examined({ environment: { DATABASE_URL: `sqlite:${cwd}/text.db` } });
    expect(text.of("store")).toMatchObject({ state: "problem", seen: like(/not a database/) });
    expect([missing.code, text.code]).toEqual([1, 1]);
  });

  test("a database that others can read, that lacks tables, or that is half copied is seen", async () => {
    const cwd = folder();
    const file = join(cwd, "postern.db");
    const environment = { DATABASE_URL: `sqlite:${file}` };
    await runCli(["db", "migrate"], { cwd, environment });
    const sound = await examined({ environment });
    expect([sound.of("store")?.state, sound.of("store-rights")]).toEqual(["ok", undefined]);
    chmodSync(file, 0o644);
    const database = new DatabaseSync(file);
    database.exec("INSERT INTO copying VALUES ('users', 'elsewhere', 1, NULL)");
    const half = await examined({ environment });
    expect(half.of("store")).toMatchObject({ state: "problem", mend: like(/db copy/) });
    expect(half.of("store-rights")).toMatchObject({ mend: `chmod 600 ${file}` });
    database.exec("DELETE FROM copying");
    database.exec(
      "INSERT INTO audit VALUES ('a', 4102444800000, 'visitor', 'registered', NULL, NULL)",
    );
    database.close();
    const late = await examined({ environment });
    expect(late.of("clock")).toMatchObject({
      state: "problem",
      seen: like(/behind the newest line/),
    });
  });

  test("mails that nobody sends are seen", async () => {
    const cwd = folder();
    const environment = { DATABASE_URL: `sqlite:${cwd}/postern.db` };
    await runCli(["user", "create", "ada@example.com"], { cwd, environment });
    const database = new DatabaseSync(`${cwd}/postern.db`);
    database.exec("UPDATE mails SET due_on = 1");
    database.close();
    const ran = await examined({ environment });
    expect(ran.of("outbox")).toMatchObject({ state: "problem", mend: like(/Start the server/) });
  });

  test("a mail server that refuses the login, or that nobody runs, is told with its words", async () => {
    await using mails = await mailServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    });
    mails.trouble({ at: "auth", code: 535, words: "5.7.8 wrong password" });
    const refused = await examined({ smtp: `smtp://ada:plum@127.0.0.1:${mails.port}` });
    expect([refused.code, refused.of("smtp")]).toMatchObject([
      1,
      { state: "problem", seen: like(/535 5\.7\.8 wrong password/), mend: like(/password/) },
    ]);
    const nobody = await examined({ smtp: "smtp://127.0.0.1:9" });
    expect(nobody.of("smtp")).toMatchObject({ state: "problem", mend: like(/firewall/) });
  });

  test("a login that the mail server does not ask for is not told as one", async () => {
    await using mails = await mailServer();
    const [given, none] = await Promise.all([
      examined({ smtp: `smtp://ada:plum@127.0.0.1:${mails.port}` }),
      examined({ smtp: `smtp://127.0.0.1:${mails.port}` }),
    ]);
    expect(given.of("smtp")).toMatchObject({
      state: "problem",
      seen: like(/it offers no login/),
      mend: like(/SMTP_URL/),
    });
    expect(none.of("smtp")).toMatchObject({ state: "ok", seen: like(/without login$/) });
    await using asking = await mailServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    });
    const left = await examined({ smtp: `smtp://127.0.0.1:${asking.port}` });
    expect(left.of("smtp")).toMatchObject({ state: "ok", seen: like(/offers a login, and none/) });
  });

  test("a mail server whose certificate is nobody's is not spoken to", async () => {
    const { key, cert } = selfSigned("0.0.0.0", new Date());
    await using mails = await mailServer({ secure: true, key, cert });
    const ran = await examined({ smtp: `smtps://ada:plum@0.0.0.0:${mails.port}` });
    expect(ran.of("smtp")).toMatchObject({
      state: "problem",
      mend: like(/NODE_EXTRA_CA_CERTS/),
    });
  });

  test("wrong usage ends with 2, before anything is looked at", async () => {
    const [to, dns] = await Promise.all([
      runCli(["doctor", "--to", "nobody"]),
      runCli(["doctor", "--dns", "dns.example.com"]),
    ]);
    expect([to.code, to.out, dns.code, dns.out]).toEqual([2, "", 2, ""]);
  });
});

// One after the other: each has its own servers to stop.
describe("postern doctor --online", () => {
  test("with --online the site is opened as people do it, and knows itself", async () => {
    const server = await startServerProcess(aFolder());
    const development = { NODE_ENV: "development", POSTERN_BASE_URL: server.url };
    const ours = await examined({ environment: development, args: ["--online"] });
    expect(ours.of("base-url")).toMatchObject({
      state: "ok",
      seen: like(/answers, and is Postern/),
    });
    expect(ours.of("clock")).toMatchObject({ state: "ok" });
    expect(ours.of("server")).toBeUndefined();
    await fetch(`${server.url}/login`, { headers: { "x-forwarded-for": "203.0.113.9" } });
    const proxied = await examined({ environment: development, args: ["--online"] });
    expect(proxied.of("server")).toMatchObject({
      state: "warning",
      seen: like(/proxy-not-trusted/),
      mend: like(/POSTERN_TRUSTED_PROXIES/),
    });
    const below = { POSTERN_BASE_URL: server.url, POSTERN_BASE_PATH: "/auth" };
    const misplaced = await examined({
      environment: { ...development, ...below },
      args: ["--online"],
    });
    expect(misplaced.of("base-url")).toMatchObject({ seen: like(/\/auth\/login is answered by/) });
    const other = createServer((_, response) => response.end("Welcome to nginx!")).listen(
      0,
      "127.0.0.1",
    );
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const theirs = await examined({
      environment: { ...development, POSTERN_BASE_URL: `http://localhost:${port}` },
      args: ["--online"],
    });
    expect(theirs.of("base-url")).toMatchObject({ state: "problem", seen: like(/another site/) });
  });

  test("a certificate that ends soon, a clock that is off, and a name that leads nowhere are seen", async () => {
    const eleven = new Date(Date.now() - 354 * 86_400_000);
    const certificate = selfSigned("127.0.0.1", eleven);
    const cwd = folder();
    writeFileSync(join(cwd, "ca.pem"), certificate.cert);
    const site = createTlsServer(certificate, (_, response) =>
      response
        .writeHead(200, {
          "content-security-policy": "default-src 'none'",
          date: new Date(Date.now() - 300_000).toUTCString(),
        })
        .end("<title>Log in · Postern</title>"),
    ).listen(0, "127.0.0.1");
    await once(site, "listening");
    onTestFinished(() => void site.close());
    const environment = {
      POSTERN_BASE_URL: `https://127.0.0.1:${(site.address() as AddressInfo).port}`,
      NODE_ENV: "development",
    };
    const untrusted = await examined({ environment, args: ["--online"] });
    expect(untrusted.of("base-url")).toMatchObject({ state: "problem", seen: like(/certificate/) });
    const ran = await examined({
      environment: { ...environment, NODE_EXTRA_CA_CERTS: join(cwd, "ca.pem") },
      args: ["--online"],
    });
    expect(ran.of("certificate")).toMatchObject({ state: "warning", seen: like(/good until/) });
    expect(ran.of("clock")).toMatchObject({
      state: "problem",
      seen: "5 minutes ahead of the site's",
    });
    const nowhere = await examined({ zone: { "accounts.example.com": [] } });
    expect(nowhere.of("base-url")).toMatchObject({
      state: "problem",
      record: { name: "accounts.example.com", type: "A" },
    });
  });
});
