// What the doctor says of a mail service: only what the service says of itself.

import { expect, test } from "vitest";
import { openService } from "../../src/adapters/mail-services/open.ts";
import { checkMailService } from "../../src/cli/doctor/mail-service.ts";
import { POSTMARK } from "../mail-services/json-vendors.ts";
import { MAILGUN } from "../mail-services/other-vendors.ts";
import { serviceServer, type Answer } from "../mail-services/service-server.ts";
import { SENDER, type Given } from "../mail-services/vendor.ts";
import { like } from "../cli/tools.ts";
import { examined } from "./tools.ts";

const throughPostmark = (url: string, key = "right-token") => ({
  without: ["SMTP_URL"],
  environment: { POSTERN_MAIL_URL: `postmark://${key}@default?endpoint=${url}` },
});

test("the service is named and tried, and a test mail goes through it", async () => {
  const taken: Given[] = [];
  await using service = await serviceServer(POSTMARK.service(taken), POSTMARK.isMail);
  const ran = await examined({
    ...throughPostmark(service.url),
    args: ["--to", "bob@example.org"],
  });
  expect(ran.of("mail-service")).toMatchObject({
    state: "ok",
    seen: 'Postmark: the token is of the server "Accounts"',
  });
  expect(ran.of("test-mail")).toMatchObject({ state: "ok", seen: like(/Postmark accepted it/) });
  expect(taken.map(({ to }) => to)).toEqual(["bob@example.org"]);
  // The service has an envelope sender and signatures of its own.
  expect([ran.of("smtp"), ran.of("spf"), ran.of("dkim")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(ran.of("dkim-service")).toMatchObject({
    state: "warning",
    seen: "POSTERN_DKIM_* does not sign what Postmark sends: the service signs by itself",
  });
  expect(ran.of("dmarc")).toBeDefined();
  expect(ran.out + ran.err).not.toContain("right-token");
});

test("each of several mailers is tried, and sends a test mail", async () => {
  await using service = await serviceServer(POSTMARK.service([]), POSTMARK.isMail);
  const postmark = `postmark://right-token@default?endpoint=${service.url}`;
  const ran = await examined({
    without: ["SMTP_URL"],
    environment: { POSTERN_MAIL_URL: `smtps://mail.example.com:1 ${postmark}` },
    args: ["--to", "bob@example.org"],
  });
  expect(ran.of("smtp")).toMatchObject({ state: "problem", seen: like(/^mail\.example\.com:1/) });
  expect(ran.of("mail-service")?.state).toBe("ok");
  expect(ran.findings.filter(({ check }) => check === "test-mail")).toMatchObject([
    { state: "problem" },
    { state: "ok", seen: like(/Postmark accepted it/) },
  ]);
  // The records are those of the mail server.
  expect(["spf", "dkim", "dmarc", "dkim-service"].map((check) => ran.of(check)?.state)).toEqual(
    ["spf", "dkim", "dmarc", "dkim-service"].map(() => "ok"),
  );
  expect(ran.out + ran.err).not.toContain("right-token");
});

test("a wrong key is told with the service's words, and not shown", async () => {
  await using service = await serviceServer(POSTMARK.service([]), POSTMARK.isMail);
  const ran = await examined(throughPostmark(service.url, "wrong-token"));
  expect([ran.code, ran.of("mail-service")]).toMatchObject([
    1,
    { state: "problem", seen: like(/Bad or missing API token/), mend: like(/POSTERN_MAIL_URL/) },
  ]);
  expect(ran.out + ran.err).not.toContain("wrong-token");
});

test("a URL that cannot be read is a problem of the configuration, and nothing is asked", async () => {
  const ran = await examined({
    without: ["SMTP_URL"],
    environment: { POSTERN_MAIL_URL: "postmark://right-token@elsewhere" },
    args: ["--to", "bob@example.org"],
  });
  expect(ran.of("configuration")).toMatchObject({ seen: "POSTERN_MAIL_URL cannot be used" });
  expect([ran.of("mail-service"), ran.of("test-mail")]).toEqual([undefined, undefined]);
});

test("a service that cannot be reached is told", async () => {
  const options = { token: "t", from: SENDER, endpoint: "http://127.0.0.1:9" };
  expect(await checkMailService({ service: "postmark", options })).toMatchObject({
    state: "problem",
    mend: like(/reach/),
  });
});

test("a domain in Mailgun's other region is found there (MA-4)", async () => {
  const nobody = (): Answer => ({ status: 401, body: "Forbidden" });
  await using us = await serviceServer(nobody, () => false);
  await using eu = await serviceServer(MAILGUN.service([]), MAILGUN.isMail);
  const options = { key: "key-right", domain: "example.com", region: "us", from: SENDER } as const;
  const places = { us: us.url, eu: eu.url };
  const found = await checkMailService({ service: "mailgun", options }, (named) => {
    if (named.service !== "mailgun") throw new Error("another service");
    const endpoint = places[named.options.region];
    return openService({ ...named, options: { ...named.options, endpoint } });
  });
  expect(found).toMatchObject({
    check: "mail-service",
    state: "problem",
    seen: "Mailgun knows the domain and the key in its region eu",
    mend: "Write eu in the place of the region in POSTERN_MAIL_URL.",
  });
});
