// `postern doctor` and mail servers that take access tokens, or no passwords any more.

import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mailServer } from "../mails/mail-server.ts";
import {
  CLIENT,
  error,
  FIRST_REFRESH,
  tokenMailServer,
  tokenServer,
} from "../mails/token-server.ts";
import { folder, like, runCli } from "../cli/tools.ts";
import { examined } from "./tools.ts";

const settings = (url: string) => ({
  POSTERN_SMTP_OAUTH: url,
  POSTERN_SMTP_OAUTH_CLIENT_ID: CLIENT.clientId,
  POSTERN_SMTP_OAUTH_CLIENT_SECRET: CLIENT.clientSecret,
});

const urlOf = (port: number): string => `smtp://accounts%40example.com@127.0.0.1:${port}`;

describe("postern doctor with OAuth", () => {
  test("gets a token and logs in with it before it says so", async () => {
    await using tokens = await tokenServer();
    await using mails = await tokenMailServer(tokens);
    const ran = await examined({
      smtp: urlOf(mails.port),
      environment: settings(tokens.url),
      args: ["--to", "ada@example.com"],
    });
    expect(ran.of("smtp-oauth")).toMatchObject({ state: "ok", seen: like(/there is an access/) });
    expect(ran.of("smtp")).toMatchObject({
      state: "ok",
      seen: like(/logged in as accounts@example\.com with an access token/),
    });
    expect(ran.of("test-mail")).toMatchObject({ state: "ok" });
    expect(mails.deliveries).toHaveLength(1);
  });

  test("names the variable that the token endpoint complains about, and claims no login", async () => {
    await using tokens = await tokenServer();
    await using mails = await tokenMailServer(tokens);
    const smtp = urlOf(mails.port);
    const environment = settings(tokens.url);
    tokens.refuse(error("invalid_client", "AADSTS7000222: keys are expired", 401));
    const expired = await examined({ smtp, environment });
    expect(expired.code).toBe(1);
    expect(expired.of("smtp-oauth")).toMatchObject({
      state: "problem",
      seen: like(/client secret is expired.*AADSTS7000222/),
      mend: like(/^Look at POSTERN_SMTP_OAUTH_CLIENT_SECRET\./),
    });
    expect(expired.of("smtp")).toMatchObject({
      state: "warning",
      seen: like(/answers; the login was not tried/),
    });
    tokens.refuse({ status: 503 });
    const down = await examined({ smtp, environment });
    expect(down.of("smtp-oauth")).toMatchObject({
      state: "problem",
      mend: like(/Try again later/),
    });
    expect(mails.logins).toEqual([]);
    expect(expired.out + down.out).not.toContain(CLIENT.clientSecret);
  });

  test("says which permissions Exchange wants where it does not take a token", async () => {
    await using tokens = await tokenServer();
    await using mails = await tokenMailServer({ isGood: () => false });
    const ran = await examined({ smtp: urlOf(mails.port), environment: settings(tokens.url) });
    expect(ran.of("smtp-oauth")).toMatchObject({ state: "ok" });
    expect(ran.of("smtp")).toMatchObject({
      state: "problem",
      seen: like(/535 5\.7\.3 Authentication unsuccessful/),
      mend: like(/SMTP\.SendAsApp with admin consent, New-ServicePrincipal/),
    });
  });

  test("uses the newest refresh token, and leaves the next one to the server", async () => {
    await using tokens = await tokenServer({ life: 1 });
    await using mails = await tokenMailServer(tokens);
    const database = join(folder(), "postern.db");
    const environment = {
      ...settings(tokens.url),
      POSTERN_SMTP_OAUTH_REFRESH_TOKEN: FIRST_REFRESH,
      DATABASE_URL: `sqlite:${database}`,
    };
    const smtp = urlOf(mails.port);
    const before = await examined({ smtp, environment });
    expect(before.of("smtp")).toMatchObject({
      state: "warning",
      seen: like(/newest refresh token/),
    });
    expect(tokens.asked).toEqual([]);
    await runCli(["db", "migrate"], { environment: { DATABASE_URL: `sqlite:${database}` } });
    const first = await examined({ smtp, environment });
    expect(first.of("smtp")).toMatchObject({ state: "ok", seen: like(/logged in/) });
    const db = new DatabaseSync(database);
    db.exec("UPDATE oauth_tokens SET renew_on = 0");
    db.close();
    const second = await examined({ smtp, environment });
    expect(second.of("smtp")).toMatchObject({ state: "ok", seen: like(/logged in/) });
    const sent = tokens.asked.map((form) => form["refresh_token"]);
    expect(sent.slice(0, 2)).toEqual([FIRST_REFRESH, "rt-2.4fTz"]);
  });
});

describe("postern doctor with a password", () => {
  test("explains that basic authentication is switched off (5.7.30)", async () => {
    await using mails = await mailServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    });
    mails.trouble({
      at: "auth",
      code: 550,
      words: "5.7.30 Basic authentication is not supported for Client Submission.",
    });
    const ran = await examined({ smtp: `smtp://ada:plum@127.0.0.1:${mails.port}` });
    expect(ran.of("smtp")).toMatchObject({
      state: "problem",
      seen: like(/550 5\.7\.30/),
      mend: like(
        /Basic authentication .* switched off there: set up OAuth with POSTERN_SMTP_OAUTH/,
      ),
    });
    mails.trouble({
      at: "auth",
      code: 535,
      words:
        "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
    });
    const off = await examined({ smtp: `smtp://ada:plum@127.0.0.1:${mails.port}` });
    expect(off.of("smtp")).toMatchObject({ mend: like(/Set-CASMailbox/) });
  });
});
