// Registering with tokens that nobody vouches for: the provider of the captcha is down, slow, or does not know us.

import { describe, expect, test, vi } from "vitest";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { CAPTCHA_SECRET, captchaSite, FIELDS, TOKEN, type CaptchaSite } from "./captcha-tools.ts";
import { challengeOn, solve, trustOfNewest } from "./proof-tools.ts";

const ACCOUNT = { email: "ada@example.com", password: PASSWORD };
const FIELD = FIELDS.turnstile;

/** The time that a question may take is over as soon as a silent provider has heard so many. */
function lateAfter({ provider }: CaptchaSite, questions: number) {
  const late = new AbortController();
  provider.onSilence = () => {
    if (provider.asked.length === questions) late.abort(new DOMException("late", "TimeoutError"));
  };
  return vi.spyOn(AbortSignal, "timeout").mockReturnValue(late.signal);
}

describe("a provider that", () => {
  test.for([
    ["answers with an error", { status: 500 }, "status 500"],
    ["refuses us for asking too often", { status: 429, body: "{}" }, "status 429"],
    ["answers with a page", { body: "<h1>Maintenance</h1>" }, "SyntaxError"],
    ["answers with other JSON", { body: '{"success":"yes"}' }, "ZodError"],
    ["says yes and an error", { status: 503, body: '{"success":true}' }, "status 503"],
    ["does not answer", "silent", "TimeoutError"],
  ] as const)("%s lets nobody pass and turns nobody away", async ([, broken, reason]) => {
    await using site = await captchaSite();
    const { app, provider } = site;
    provider.broken = broken;
    const late = lateAfter(site, 1);
    const form = await app.browser().submit("/register", { ...ACCOUNT, [FIELD]: TOKEN });
    expect(late).toHaveBeenCalledExactlyOnceWith(3_000);
    late.mockRestore();
    expect(form.path).toBe("/unconfirmed");
    expect(trustOfNewest(app)).toBe(0);
    expect(app.log).toMatchObject([{ event: "captcha-unavailable", facts: { reason } }]);
  });

  test("failed is asked for again two minutes later; until then our own proof counts", async () => {
    await using site = await captchaSite();
    const { app, provider } = site;
    provider.broken = { status: 500 };
    await app.browser().submit("/register", { ...ACCOUNT, [FIELD]: TOKEN });
    provider.broken = undefined;
    app.clock.forward("119 seconds");
    const browser = app.browser();
    const form = await browser.open("/register");
    const policy = form.headers.get("content-security-policy");
    expect(policy).toContain("; worker-src blob:");
    expect(policy).not.toContain("https:");
    const proof = solve(challengeOn(form)!);
    await browser.submit("/register", { ...ACCOUNT, email: "bob@example.com", proof });
    expect(trustOfNewest(app)).toBe(1);
    app.clock.forward("1 second");
    expect(challengeOn(await app.browser().open("/register"))).toBeUndefined();
  });

  test("fails again and again fills no log: one line a minute", async () => {
    await using site = await captchaSite();
    const { app, provider } = site;
    provider.broken = { status: 502 };
    const fail = (name: string) =>
      app
        .browser()
        .submit("/register", { ...ACCOUNT, email: `${name}@example.com`, [FIELD]: TOKEN });
    await fail("ada");
    app.clock.forward("59 seconds");
    await fail("bob");
    expect(app.log).toHaveLength(1);
    app.clock.forward("1 second");
    await fail("cleo");
    expect(app.log).toHaveLength(2);
  });

  test("is slow is asked at most 32 things at once", async () => {
    await using site = await captchaSite();
    const { app, provider } = site;
    const { captcha } = app.postern.context;
    provider.broken = "silent";
    const late = lateAfter(site, 32);
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, async () => captcha?.verify(TOKEN)),
    );
    late.mockRestore();
    expect(provider.asked).toHaveLength(32);
    expect(new Set(verdicts)).toEqual(new Set([false]));
    expect(app.log[0]).toMatchObject({ facts: { reason: "too many questions at once" } });
    provider.broken = undefined;
    expect(await captcha?.verify(TOKEN)).toBe(true);
  });
});

test("neither the secret nor a token is on a page, in an answer or in the log", async () => {
  await using site = await captchaSite();
  const { app, provider } = site;
  const form = await app.browser().open("/register");
  provider.broken = { status: 500, body: `${CAPTCHA_SECRET} ${TOKEN}` };
  const sent = { ...ACCOUNT, captcha: TOKEN };
  const refused = await app.browser().json("POST", "/register", sent);
  const all = [form.text, JSON.stringify(refused.body), JSON.stringify(app.log), app.dump()].join();
  expect(all).not.toContain(CAPTCHA_SECRET);
  expect(all).not.toContain(TOKEN);
});
