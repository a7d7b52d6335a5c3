// The variables of POSTERN_SMTP_OAUTH: what is wrong with them, and what is shown of them.

import { expect, test } from "vitest";
import { ConfigError } from "../../src/server/config-error.ts";
import { loadConfig } from "../../src/server/config.ts";
import { runCli } from "../cli/tools.ts";
import { aFolder } from "./process.ts";

const OAUTH = {
  SMTP_URL: "smtps://accounts%40example.com@smtp.example.com",
  POSTERN_SMTP_OAUTH: "https://login.example.com/token",
  POSTERN_SMTP_OAUTH_CLIENT_ID: "app",
  POSTERN_SMTP_OAUTH_CLIENT_SECRET: "cs~Vj8wQ2",
};

const WELL = {
  POSTERN_BASE_URL: "https://accounts.example.com",
  POSTERN_SECRET: "wZ8vQm2LrT6yKp9XnB4sHc7JdF1gAe3U",
};

test("an app with its secret is enough, and so is each of the other ways", async () => {
  const smtp = async (environment: Record<string, string>) => {
    const set = { ...WELL, ...OAUTH, ...environment };
    const { mail } = await loadConfig({ environment: set, mode: "production", folder: aFolder() });
    return mail[0]?.options;
  };
  expect(await smtp({})).toMatchObject({
    user: "accounts@example.com",
    oauth: { provider: OAUTH.POSTERN_SMTP_OAUTH, clientId: "app", clientSecret: "cs~Vj8wQ2" },
  });
  const microsoft = { POSTERN_SMTP_OAUTH: "microsoft", POSTERN_SMTP_OAUTH_TENANT: "example.com" };
  expect(await smtp(microsoft)).toMatchObject({ oauth: { tenant: "example.com" } });
  const google = { POSTERN_SMTP_OAUTH: "google", POSTERN_SMTP_OAUTH_REFRESH_TOKEN: "rt" };
  expect(await smtp(google)).toMatchObject({ oauth: { refreshToken: "rt" } });
});

test.each([
  [
    "a mail password beside OAuth",
    { ...OAUTH, SMTP_URL: "smtps://postern:sesame@smtp.example.com" },
    /SMTP_URL: leave the password out.*POSTERN_SMTP_OAUTH takes its place/,
  ],
  [
    "OAuth for nobody",
    { ...OAUTH, SMTP_URL: "smtps://smtp.example.com" },
    /SMTP_URL: give the address of the mailbox/,
  ],
  [
    "a client of OAuth of no service",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "" },
    /POSTERN_SMTP_OAUTH: give microsoft, google, .*with POSTERN_SMTP_OAUTH_CLIENT_ID/,
  ],
  [
    "a token endpoint without https",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "http://login.example.com/token" },
    /POSTERN_SMTP_OAUTH: give microsoft, google, or the https URL/,
  ],
  [
    "Microsoft without a tenant",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "microsoft" },
    /POSTERN_SMTP_OAUTH_TENANT: give the Directory \(tenant\) ID/,
  ],
  [
    "an app of everybody's tenant",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "microsoft", POSTERN_SMTP_OAUTH_TENANT: "common" },
    /POSTERN_SMTP_OAUTH_TENANT: "common" is no tenant of its own/,
  ],
  [
    "a tenant of Google's",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "google", POSTERN_SMTP_OAUTH_TENANT: "example.com" },
    /POSTERN_SMTP_OAUTH_TENANT: only the provider microsoft has tenants/,
  ],
  [
    "an app of Google's by itself",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "google" },
    /POSTERN_SMTP_OAUTH_REFRESH_TOKEN: Google gives an app no token for itself/,
  ],
  [
    "a client without a secret",
    { ...OAUTH, POSTERN_SMTP_OAUTH_CLIENT_SECRET: "" },
    /POSTERN_SMTP_OAUTH_CLIENT_SECRET: give the client's secret, or a refresh token/,
  ],
  [
    "a client secret in two lines",
    { ...OAUTH, POSTERN_SMTP_OAUTH_CLIENT_SECRET: "sesame\n" },
    /POSTERN_SMTP_OAUTH_CLIENT_SECRET: it contains a line break/,
  ],
  [
    "a key file that is not there",
    { ...OAUTH, POSTERN_SMTP_OAUTH: "google", POSTERN_SMTP_OAUTH_KEY_FILE: "nowhere.json" },
    /POSTERN_SMTP_OAUTH_KEY_FILE: the file nowhere.json cannot be read/,
  ],
  [
    "a key file that is none",
    {
      SMTP_URL: OAUTH.SMTP_URL,
      POSTERN_SMTP_OAUTH: "google",
      POSTERN_SMTP_OAUTH_KEY_FILE: import.meta.filename,
    },
    /POSTERN_SMTP_OAUTH_KEY_FILE: give the key file of a service account/,
  ],
  [
    "OAuth over a connection that anybody reads",
    { ...OAUTH, SMTP_URL: "smtp://ada@smtp.example.com", POSTERN_SMTP_TLS: "off" },
    /POSTERN_SMTP_TLS: "off" would send the access token in clear text/,
  ],
])("%s is refused, with the variable to change", async (_name, environment, words) => {
  const loading = loadConfig({
    environment: { ...WELL, ...environment },
    mode: "production",
    folder: aFolder(),
  });
  const error: unknown = await loading.catch((each: unknown) => each);
  expect(error).toBeInstanceOf(ConfigError);
  const { problems } = error as ConfigError;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(words);
  expect(problems[0]).not.toMatch(/sesame|Vj8wQ2/);
});

test("`postern config` shows that there are secrets for OAuth, and not what they are", async () => {
  const environment = { ...OAUTH, POSTERN_SMTP_OAUTH_REFRESH_TOKEN: "rt-hunter2" };
  const ran = await runCli(["config"], { cwd: aFolder(), environment });
  expect(ran.out).toMatch(/POSTERN_SMTP_OAUTH_CLIENT_ID +app/);
  expect(ran.out).toMatch(/POSTERN_SMTP_OAUTH_CLIENT_SECRET +\(secret\)/);
  expect(ran.out).toMatch(/POSTERN_SMTP_OAUTH_REFRESH_TOKEN +\(secret\)/);
  expect(ran.out + ran.err).not.toMatch(/Vj8wQ2|hunter2/);
});
