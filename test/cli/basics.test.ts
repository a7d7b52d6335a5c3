import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { svgLogo } from "../brand/pictures.ts";
import { deskWithDatabase, folder, like, runCli, runProcess } from "./tools.ts";

describe.concurrent("what every command has in common", () => {
  test("help says what there is, with examples and exit codes, and needs no configuration", async () => {
    const environment = { NODE_ENV: "production" };
    const [all, one, none] = await Promise.all([
      runCli(["--help"], { environment }),
      runCli(["user", "confirm", "--help"], { environment }),
      runCli(["user"]),
    ]);
    expect(all.code).toBe(0);
    expect(all.out).toContain("Exit codes: 0 done");
    expect(all.err).toBe("");
    expect(one.out).toContain("Examples:\n  $ postern user confirm");
    expect(one.out).toContain("--json");
    expect(none.code).toBe(2);
    expect(none.err).toContain("create-admin");
  });

  test("wrong usage ends with 2 and points to the help", async () => {
    const lines = [
      ["usr"],
      ["user", "confirm", "ada@example.com"],
      ["user", "list", "--limit", "many"],
      ["user", "list", "--confirmed", "--unconfirmed"],
      ["mail", "retry"],
      ["stats", "--since", "yesterday"],
      ["stats", "--limit", "3"],
      ["stats", "--per", "domain", "--by", "week"],
    ];
    const ran = await Promise.all(lines.map((args) => runCli(args)));
    expect(ran.map(({ code }) => code)).toEqual(lines.map(() => 2));
    expect(ran.map(({ out }) => out).join("")).toBe("");
    expect(ran[0]?.err).toContain("Did you mean user?");
    expect(ran[1]?.err).toContain("--reason");
    expect(ran[2]?.err).toContain("whole number");
  });

  test("wrong usage is one JSON document for programs, as every other failure is", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    const lines = [
      "usr --json",
      "user --json",
      "user show --json",
      "user list --limit many --json",
      "user list --csv --json",
      "--json stats --csv",
      "audit list --csv --json",
      "mail retry --json",
      "user list --registered-since 2026-02-03 --registered-until 2026-02-02 --json",
      "audit list --since 2026-02-03 --until 2026-02-02 --json",
      "audit list --user nobody --json",
    ];
    const ran = await Promise.all(lines.map((line) => cli(line)));
    expect(ran.map(({ code }) => code)).toEqual(lines.map(() => 2));
    for (const each of ran) {
      const { error } = each.json() as { error: { reason: string; message: string } };
      expect(error).toEqual({ reason: like(/^[a-z]+$/), message: like(/^[^\n]+$/) });
      expect(error.message).not.toMatch(/^error: /);
    }
  });

  test("a file that cannot be read or written is told in words, and is no mistake in Postern", async () => {
    const { cli, cwd } = deskWithDatabase();
    await cli("db migrate");
    const lines = [
      [
        "db backup nowhere/backup.db",
        /^postern: nowhere\/backup\.db cannot be written because there/,
      ],
      [`db backup ${cwd} --force`, /is a folder/],
      ["db restore nowhere.db", /nowhere\.db cannot be read because there is no such file/],
      ["audit export nowhere/audit.jsonl", /because there is no such folder \(ENOENT\)/],
      ["stats --html nowhere/stats.html", /because there is no such folder/],
      [`stats --html ${cwd} --force`, /because it is a folder/],
    ] as const;
    for (const [line, words] of lines) {
      const { code, err } = await cli(line);
      expect([line, code, err]).toEqual([line, 1, like(words)]);
    }
  });

  test("a file of options that does not run ends with 3, and says where", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "broken.ts"), "export default { appName: ");
    writeFileSync(join(cwd, "throwing.ts"), 'throw new Error("The vault is closed.");');
    for (const [file, words] of [
      ["broken.ts", /broken\.ts: it cannot be run: SyntaxError/],
      ["throwing.ts", /throwing\.ts: it cannot be run: Error: The vault is closed\./],
      [".", /it cannot be run/],
    ] as const) {
      const { code, err } = await runProcess(["config", "--config", file], { cwd });
      expect([code, err]).toEqual([3, like(words)]);
    }
  });

  test("wrong configuration ends with 3 and names every variable at once", async () => {
    const production = { NODE_ENV: "production" };
    const [start, secret, file] = await Promise.all([
      runCli(["start", "--json"], { environment: production, cwd: folder() }),
      runCli(["config"], { environment: { POSTERN_SECRET: "tooshortasecret" }, cwd: folder() }),
      runCli(["user", "list", "--config", "nowhere.ts"]),
    ]);
    expect([start.code, secret.code, file.code]).toEqual([3, 3, 3]);
    for (const name of ["POSTERN_SECRET", "SMTP_URL", "POSTERN_BASE_URL"]) {
      expect(start.err).toContain(name);
    }
    expect(start.json()).toMatchObject({ error: { reason: "configuration" } });
    expect(secret.err).not.toContain("tooshortasecret");
    expect(file.err).toContain("nowhere.ts");
  });

  test("a database that cannot be used ends with 4 and says what to look at", async () => {
    const path = folder();
    writeFileSync(
      join(path, "text.db"),
      "This is no database, but a text of some length.".repeat(40),
    );
    const [missing, wrong, text] = await Promise.all([
      runCli(["user", "list", "--json", "--database", `sqlite:${path}/new.db`]),
      runCli(["user", "list", "--database", `sqlite:${path}`]),
      runCli(["db", "status", "--database", `sqlite:${path}/text.db`]),
    ]);
    expect([missing.code, wrong.code, text.code]).toEqual([4, 4, 4]);
    expect(missing.err).toContain("postern db migrate");
    expect(missing.json()).toMatchObject({ error: { reason: "no-database" } });
    expect(wrong.err).toContain("--database");
    expect(text.err).not.toContain("    at ");
  });

  test("colours are for terminals only, and NO_COLOR holds", async () => {
    const { cli } = deskWithDatabase();
    const [piped, forced, none] = await Promise.all([
      cli("db status"),
      cli("db status", { environment: { FORCE_COLOR: "1" } }),
      cli("db status", { environment: { NO_COLOR: "1" } }),
    ]);
    expect(piped.out).not.toContain("\u001b");
    expect(forced.out).toContain("\u001b");
    expect(none.out).toBe(piped.out);
  });

  test("config tells where each value comes from, and no secret", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "postern.config.ts"), 'export default { appName: "Acme" };\n');
    const environment = {
      NODE_ENV: "production",
      POSTERN_BASE_URL: "https://accounts.example.com",
      POSTERN_SECRET: "wZ8vQm2LrT6yKp9XnB4sHc7JdF1gAe3U",
      SMTP_URL: "smtps://postern:sesame@smtp.example.com",
      DATABASE_URL: `sqlite:${cwd}/postern.db`,
      POSTERN_LIMITS: "register=200, login=5",
      POSTERN_SESSIONS_PER_USER: "20",
      POSTERN_SECOND_FACTOR: "required-for-admins",
      POSTERN_PASSKEY_DOMAIN: "example.com",
      POSTERN_PASSKEY_ORIGINS: "https://www.example.com, https://app.example.com",
    };
    const args = ["config", "--database", `sqlite:${cwd}/other.db`];
    const json = await runCli([...args, "--json"], { environment, cwd });
    expect(json.out + json.err).not.toMatch(/sesame|wZ8vQm2L/);
    const { mode, values } = json.json();
    expect(mode).toBe("production");
    expect(values).toEqual(
      expect.arrayContaining([
        { name: "POSTERN_APP_NAME", value: "Acme", from: "postern.config.ts" },
        { name: "POSTERN_LIMITS", value: "register=200 login=5", from: "environment" },
        { name: "POSTERN_SESSIONS_PER_USER", value: "20", from: "environment" },
        { name: "POSTERN_SECOND_FACTOR", value: "required-for-admins", from: "environment" },
        { name: "POSTERN_REMEMBERED_BROWSER", value: "30 days", from: "default" },
        { name: "POSTERN_FACTOR_REMOVAL_WAIT", value: "7 days", from: "default" },
        { name: "POSTERN_PASSKEYS", value: "true", from: "default" },
        { name: "POSTERN_PASSKEY_DOMAIN", value: "example.com", from: "environment" },
        {
          name: "POSTERN_PASSKEY_ORIGINS",
          value: "https://www.example.com, https://app.example.com",
          from: "environment",
        },
        { name: "POSTERN_AUDIT_RETENTION", value: "730 days", from: "default" },
        { name: "DATABASE_URL", value: `sqlite:${cwd}/other.db`, from: "command line" },
        expect.objectContaining({ name: "POSTERN_BASE_URL", from: "environment" }),
        expect.objectContaining({ name: "POSTERN_UNCONFIRMED", from: "default" }),
      ]),
    );
  });

  test("the secret of a captcha is shown nowhere, and each setting that is missing is named", async () => {
    const cwd = folder();
    const secret = "captcha-1f2e3d4c5b6a";
    const file = { captcha: { provider: "hcaptcha", siteKey: "key-of-the-file", secret } };
    writeFileSync(`${cwd}/postern.config.ts`, `export default ${JSON.stringify(file)};`);
    const environment = { POSTERN_CAPTCHA_SITE_KEY: "key-of-the-environment" };
    const shown = await runCli(["config", "--json"], { environment, cwd });
    expect(shown.out + shown.err).not.toContain(secret);
    expect(shown.json()["values"]).toEqual(
      expect.arrayContaining([
        { name: "POSTERN_CAPTCHA_PROVIDER", value: "hcaptcha", from: "postern.config.ts" },
        {
          name: "POSTERN_CAPTCHA_SITE_KEY",
          value: "key-of-the-environment",
          from: "environment",
        },
        { name: "POSTERN_CAPTCHA_SECRET", value: "(secret)", from: "postern.config.ts" },
      ]),
    );
    const alone = { environment: { POSTERN_CAPTCHA_SECRET: secret }, cwd: folder() };
    const { code, err } = await runCli(["config"], alone);
    expect([code, err]).toEqual([
      3,
      like(/POSTERN_CAPTCHA_PROVIDER: give one of turnstile, [^]*POSTERN_CAPTCHA_SITE_KEY: give/),
    ]);
    expect(err).not.toContain(secret);
  });

  test("the brand is read from variables and the file, pictures from their files", async () => {
    const cwd = folder();
    writeFileSync(`${cwd}/logo.svg`, svgLogo());
    const file = { brand: { accent: "#0b5fff", mailFooter: ["Acme Ltd"] } };
    writeFileSync(`${cwd}/postern.config.ts`, `export default ${JSON.stringify(file)};`);
    const environment = {
      POSTERN_BRAND_ACCENT: "#7a1fa2",
      POSTERN_BRAND_LOGO: "logo.svg",
      POSTERN_BRAND_LINKS: "Status=https://status.acme.example/?a=b, Jobs=https://acme.example/",
    };
    const shown = await runCli(["config", "--json"], { environment, cwd });
    expect(shown.json()["values"]).toEqual(
      expect.arrayContaining([
        { name: "POSTERN_BRAND_ACCENT", value: "#7a1fa2", from: "environment" },
        { name: "POSTERN_BRAND_LOGO", value: "a file of 0.2 KiB", from: "environment" },
        { name: "POSTERN_BRAND_MAIL_FOOTER", value: '["Acme Ltd"]', from: "postern.config.ts" },
        {
          name: "POSTERN_BRAND_LINKS",
          value:
            '[{"name":"Status","url":"https://status.acme.example/?a=b"},{"name":"Jobs","url":"https://acme.example/"}]',
          from: "environment",
        },
      ]),
    );
    const wrong = {
      POSTERN_BRAND_ACCENT: "#ffee88",
      POSTERN_BRAND_LOGO: "none.svg",
      POSTERN_BRAND_LINKS: "Status",
    };
    const { code, err } = await runCli(["config"], { environment: wrong, cwd });
    expect(code).toBe(3);
    expect(err).toMatch(/POSTERN_BRAND_LOGO: .*none.svg cannot be read as a file \(ENOENT\)/);
    expect(err).toMatch(/POSTERN_BRAND_ACCENT: #ffee88 is too pale.* works is #[0-9a-f]{6}/);
    expect(err).toMatch(/POSTERN_BRAND_LINKS: give a whole URL/);
  });

  test("looking at the configuration writes nothing, not even the secret of development", async () => {
    const cwd = folder();
    const { out, code } = await runCli(["config", "--database", `sqlite:${cwd}/data/new.db`], {
      cwd,
    });
    expect(code).toBe(0);
    expect(out).toContain("to be made at the first start");
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("a secret is new every time and has 256 bits", async () => {
    const [one, other] = await Promise.all([runCli(["secret"]), runCli(["secret", "--json"])]);
    const secrets = [one.out.trim(), String(other.json()["secret"])];
    expect(secrets[0]).not.toBe(secrets[1]);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  });
});
