// Somebody wants a mail not to arrive, or an address not to be mailed, and sends a forged bounce.

import { describe, expect, test } from "vitest";
import { LONGEST_REPORT } from "../../src/domain/delivery-status.ts";
import { mailReferences } from "../../src/domain/mail-reference.ts";
import { returnPaths } from "../../src/domain/return-path.ts";
import { parseEmailAddress } from "../../src/domain/email-address.ts";
import { feedbackReport } from "../../src/testing/feedback-reports.ts";
import { postfixReport } from "../../src/testing/reports.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, count, SECRET } from "./tools.ts";

const HOOK = "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const ATTACKERS_KEY = "an attacker's 32 characters: 0a9b8c7d6e5f";
const SECOND = "hook-0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const ADA = "ada@example.com";

const openSite = (): Promise<TestPostern> =>
  testPostern({
    secret: SECRET,
    bounceAddress: "bounces@postern.example",
    bounceSecret: `${HOOK},${SECOND}`,
  });

/** The genuine return path of the newest mail to an address. */
async function returnPathOf(app: TestPostern, email: string): Promise<string> {
  const { id } = await app.mailTo(email);
  return app.postern.context.returnPaths!.of(id);
}

type Sent = { readonly status: number; readonly body: Record<string, unknown> };

async function send(
  app: TestPostern,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Sent> {
  const response = await app.browser().request("/hooks/bounce", {
    method: "POST",
    headers: { authorization: `Bearer ${HOOK}`, "content-type": "message/rfc822", ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const ignored = (app: TestPostern): unknown[] =>
  app.log.filter(({ event }) => event === "bounce-ignored").map(({ facts }) => facts["reason"]);

describe("a report for a mail that the forger has not received", () => {
  const own = (key: string): string => {
    const address = parseEmailAddress("bounces@postern.example");
    if (!address.ok) throw new Error(address.reason);
    return returnPaths(mailReferences([key]), address.value).of(
      "019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b",
    );
  };
  const TARGETS: Readonly<Record<string, (genuine: string, other: string) => string>> = {
    "the address without a mail": () => "bounces@postern.example",
    "the victim's mail with another mail's check": (genuine, other) =>
      genuine.replace(/-[0-9a-f]{20}@/, /-[0-9a-f]{20}@/.exec(other)![0]),
    "a check of zeros": (genuine) => genuine.replace(/-[0-9a-f]{20}@/, `-${"0".repeat(20)}@`),
    "no check": (genuine) => genuine.replace(/-[0-9a-f]{20}@/, "@"),
    "a key of the forger's": () => own(ATTACKERS_KEY),
    "another site's domain": (genuine) => genuine.replace("@postern.example", "@evil.example"),
    "the victim's address": () => ADA,
  };
  test.each(Object.keys(TARGETS))("changes nothing: %s", async (name) => {
    await using app = await openSite();
    await app.register(ADA);
    await app.register("eve@example.com");
    const genuine = await returnPathOf(app, ADA);
    const other = await returnPathOf(app, "eve@example.com");
    const before = app.dump();
    const message = postfixReport({ to: TARGETS[name]!(genuine, other), recipient: ADA });
    expect(await send(app, message)).toEqual({
      status: 200,
      body: { outcome: "ignored", reason: "forged" },
    });
    expect(app.dump()).toBe(before);
    expect(ignored(app)).toEqual(["forged"]);
  });

  test("nor does one to the forger's own return path that names the victim", async () => {
    await using app = await openSite();
    await app.register(ADA);
    const { browser } = await app.register("eve@example.com");
    const to = await returnPathOf(app, "eve@example.com");
    await send(app, postfixReport({ to, recipient: ADA }));
    expect(ignored(app)).toEqual(["other-recipient"]);
    expect(count(app, "mails", "state = 'dead'")).toBe(0);
    expect(count(app, "suppressions")).toBe(0);
    expect((await browser.json("GET", "/unconfirmed")).body["state"]).toBe("waiting");
  });
});

describe("a genuine report", () => {
  test("counts once when it is sent sixty-four times at once, and never again", async () => {
    await using app = await openSite();
    await app.register(ADA);
    const message = postfixReport({ to: await returnPathOf(app, ADA) });
    const answers = await atOnce(64, () => send(app, message));
    expect(answers.filter(({ body }) => body["outcome"] === "taken")).toHaveLength(1);
    app.clock.forward("2 hours");
    const before = app.dump();
    expect((await send(app, message)).body).toEqual({ outcome: "ignored", reason: "not-sent" });
    expect(app.dump()).toBe(before);
  });

  test("kept for later does not stop the mail that the owner asks for next", async () => {
    await using app = await openSite();
    const { browser } = await app.register(ADA);
    const message = postfixReport({ to: await returnPathOf(app, ADA) });
    await send(app, message);
    app.clock.forward("61 minutes");
    await browser.submit("/resend");
    await app.mails();
    await send(app, message);
    expect((await browser.json("GET", "/unconfirmed")).body["state"]).toBe("waiting");
  });

  test("does not kill the link, in case that the mail arrived all the same", async () => {
    await using app = await openSite();
    const { browser, link } = await app.register(ADA);
    await send(app, postfixReport({ to: await returnPathOf(app, ADA) }));
    await browser.open(link);
    await browser.submit("/confirm");
    expect(app.user(ADA)?.confirmedOn).toBe(app.clock.now());
  });
});

describe("without the secret", () => {
  test.each([
    ["none", ""],
    ["an empty one", "Bearer "],
    ["another one", `Bearer ${ATTACKERS_KEY.replaceAll(" ", "-")}`],
    ["half of it", `Bearer ${HOOK.slice(0, 20)}`],
    ["more than it", `Bearer ${HOOK}0`],
    ["all that are configured", `Bearer ${HOOK},${SECOND}`],
    ["in another scheme", `Basic ${HOOK}`],
    ["the key ring's", `Bearer ${SECRET}`],
  ])("nothing is read: %s", async (_, authorization) => {
    await using app = await openSite();
    await app.register(ADA);
    const message = postfixReport({ to: await returnPathOf(app, ADA) });
    const before = app.dump();
    const { status, body } = await send(app, message, { authorization });
    expect([status, body["reason"]]).toEqual([401, "wrong-secret"]);
    expect(app.dump()).toBe(before);
    expect(ignored(app)).toEqual(["wrong-secret"]);
  });

  test("while the secret is changed, the older one opens too", async () => {
    await using app = await openSite();
    await app.register(ADA);
    const message = postfixReport({ to: await returnPathOf(app, ADA) });
    const { body } = await send(app, message, { authorization: `Bearer ${SECOND}` });
    expect(body["outcome"]).toBe("taken");
  });
});

describe("a report that is too much", () => {
  test("is refused before it is looked at", async () => {
    await using app = await openSite();
    await app.register(ADA);
    const message = postfixReport({ to: await returnPathOf(app, ADA) });
    const before = app.dump();
    const { status, body } = await send(app, message.padEnd(LONGEST_REPORT + 1, "x"));
    expect([status, body["reason"]]).toEqual([413, "body-too-large"]);
    const json = { "content-type": "application/json" };
    const long = JSON.stringify({ diagnostic: "x".repeat(20_000) });
    expect((await send(app, long, json)).status).toBe(413);
    expect(app.dump()).toBe(before);
  });

  test("has words that cannot steer a page, a terminal or a log", async () => {
    await using app = await openSite();
    const { browser } = await app.register(ADA);
    const words = "550 <script>alert(1)</script>\u001b[2J\u202e \u0000x";
    await send(app, postfixReport({ to: await returnPathOf(app, ADA), words }));
    const { text } = await browser.open("/unconfirmed");
    expect(text).toContain("We could not deliver to");
    expect(text).not.toContain("alert(1)");
    const kept = app.database.prepare("SELECT answer FROM mails").all();
    expect(kept).toEqual([{ answer: "550 <script>alert(1)</script> [2J x" }]);
  });

  test("complains in words that cannot steer a terminal or fill the database", async () => {
    await using app = await openSite();
    await app.register(ADA);
    const to = await returnPathOf(app, ADA);
    const type = `abuse\u001b[2j\u0000\u202e${"x".repeat(50_000)}`;
    const { body } = await send(app, feedbackReport({ to, type }));
    const shown = `abuse [2j ${"x".repeat(30)}`;
    expect(body).toMatchObject({ outcome: "taken", complaint: shown });
    expect(app.database.prepare("SELECT answer FROM suppressions").all()).toEqual([
      { answer: `complaint: marked as spam (${shown})` },
    ]);
  });

  // Each takes milliseconds. If the time grew with the square of the length, each would take a minute or more.
  const LONG = 250_000;
  const plain = (line: string): string => `Subject: x\n\nUndeliverable mail\n\n${line} x\n`;
  test.each<[string, string]>([
    ["a line of addresses", plain("a@".repeat(LONG / 2))],
    ["an address in a sentence", plain(`mail to <${"a@".repeat(LONG / 2)}`)],
    ["blanks", `Content-Transfer-Encoding: quoted-printable\n\n${" ".repeat(LONG)}x\n`],
    [
      "a recipient of separators",
      `X-Failed-Recipients: ${"+".repeat(LONG)}\u2028@x\n\n550 5.1.1 No such user\n`,
    ],
  ])("is read in a moment: %s", { timeout: 20_000 }, async (_, message) => {
    await using app = await openSite();
    await app.register(ADA);
    const to = encodeURIComponent(await returnPathOf(app, ADA));
    const response = await app.browser().request(`/hooks/bounce?to=${to}`, {
      method: "POST",
      headers: { authorization: `Bearer ${HOOK}`, "content-type": "message/rfc822" },
      body: message,
    });
    expect(response.status).toBe(200);
    expect(count(app, "suppressions")).toBe(0);
  });

  test("is no way for a mail to come to any other route", async () => {
    await using app = await openSite();
    const response = await app.browser().request("/register", {
      method: "POST",
      headers: { "content-type": "message/rfc822" },
      body: "email=eve@example.com",
    });
    expect(response.status).toBe(415);
  });
});
