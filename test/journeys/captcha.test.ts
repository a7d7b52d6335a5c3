// Registering with the operator's captcha, while the site sends unusually many mails to strangers.

import { describe, expect, test } from "vitest";
import type { Challenge } from "../../src/domain/proof-of-work.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { challengeOn, solve, trustOfNewest } from "../attacks/proof-tools.ts";
import { CAPTCHA_SECRET, captchaSite, FIELDS, SITE_KEY, TOKEN } from "../attacks/captcha-tools.ts";
import { wordsOf } from "./page.ts";

const ACCOUNT = { email: "ada@example.com", password: PASSWORD };
const FIELD = FIELDS.turnstile;

const policyOf = ({ headers }: { headers: Headers }): string =>
  headers.get("content-security-policy") ?? "";

const PROVIDERS = [
  {
    provider: "turnstile",
    element: 'class="cf-turnstile"',
    script: "https://challenges.cloudflare.com/turnstile/v0/api.js",
    frames: "frame-src https://challenges.cloudflare.com",
    asked: {
      url: "https://challenges.cloudflare.com/turnstile/v0/siteverify",
      key: undefined,
      fields: { secret: CAPTCHA_SECRET, response: TOKEN },
    },
  },
  {
    provider: "hcaptcha",
    element: 'class="h-captcha"',
    script: "https://js.hcaptcha.com/1/api.js?recaptchacompat=off",
    frames: "frame-src https://hcaptcha.com https://*.hcaptcha.com",
    asked: {
      url: "https://api.hcaptcha.com/siteverify",
      key: undefined,
      fields: { secret: CAPTCHA_SECRET, sitekey: SITE_KEY, response: TOKEN },
    },
  },
  {
    provider: "friendly-captcha",
    element: 'class="frc-captcha"',
    script: "https://cdn.jsdelivr.net/npm/@friendlycaptcha/sdk@1.0.2/site.min.js",
    frames: "frame-src https://*.frcapi.com",
    asked: {
      url: "https://global.frcapi.com/api/v2/captcha/siteverify",
      key: CAPTCHA_SECRET,
      fields: { sitekey: SITE_KEY, response: TOKEN },
    },
  },
] as const;

describe.for(PROVIDERS)("$provider", ({ provider, element, script, frames, asked }) => {
  test("is on the form, and its token speaks for the mail, once", async () => {
    await using site = await captchaSite({ provider });
    const { app } = site;
    const browser = app.browser();
    const form = await browser.open("/register");
    expect(form.text).toContain(element);
    expect(form.text).toContain(`data-sitekey="${SITE_KEY}"`);
    expect(form.text).toContain(`src="${script}"`);
    expect(challengeOn(form)).toBeUndefined();
    const sent = { ...ACCOUNT, [FIELDS[provider]]: TOKEN };
    expect((await browser.submit("/register", sent)).path).toBe("/unconfirmed");
    expect(trustOfNewest(app)).toBe(1);
    expect(site.provider.asked).toEqual([asked]);
    const again = { ...sent, email: "bob@example.com" };
    expect((await app.browser().submit("/register", again)).path).toBe("/unconfirmed");
    expect(trustOfNewest(app)).toBe(0);
    expect(app.log).toEqual([]);
  });

  test("may load its own things on this page, in this state, and nowhere else", async () => {
    await using site = await captchaSite({ provider });
    const policy = policyOf(await site.app.browser().open("/register")).split("; ");
    const scripts = policy.filter((directive) => directive.startsWith("script-src "));
    expect(scripts).toHaveLength(1);
    expect(scripts[0]).toContain(new URL(script).host.replace(/^js\./, "*."));
    expect(policy).toContain(frames);
    const elsewhere = await site.app.browser().open("/login");
    await using calm = await captchaSite({ provider, credit: 200 });
    const quiet = await calm.app.browser().open("/register");
    await using plain = await testPostern();
    expect(policyOf(elsewhere)).toBe(policyOf(quiet));
    expect(policyOf(quiet)).toBe(policyOf(await plain.browser().open("/register")));
    expect(quiet.text).not.toContain(element);
  });

  test("that says our secret is wrong is not asked for, and our own proof is", async () => {
    await using site = await captchaSite({ provider, secret: "mistyped-secret" });
    const { app } = site;
    const sent = { ...ACCOUNT, [FIELDS[provider]]: TOKEN };
    expect((await app.browser().submit("/register", sent)).path).toBe("/unconfirmed");
    expect(trustOfNewest(app)).toBe(0);
    expect(challengeOn(await app.browser().open("/register"))).toBeDefined();
    const reason = provider === "friendly-captcha" ? "auth_invalid" : "invalid-input-secret";
    expect(app.log).toMatchObject([
      { level: "warn", event: "captcha-unavailable", facts: { provider, reason } },
    ]);
  });
});

describe("a form", () => {
  test("says what the captcha is for, and that there is a way without it", async () => {
    await using site = await captchaSite();
    const words = wordsOf(await site.app.browser().open("/register"));
    expect(words).toContain("Check that you are not a robot");
    expect(words).toContain("Cloudflare Turnstile checks that you are not a robot");
    expect(words).toContain(
      "but your email may arrive up to 3 hours later, or you may have to request it again",
    );
  });

  test.for([
    ["none", undefined],
    ["an empty one", ""],
    ["a made-up one", "made-up"],
    ["one with spaces", "a b"],
    ["what a widget says that has none", ".UNCONNECTED"],
    ["one of 5 KB", "a".repeat(5_000)],
  ] as const)(
    "with no good token but %s registers, and its mail waits longer",
    async ([, token]) => {
      await using site = await captchaSite({ credit: 0 });
      const sent = { ...ACCOUNT, ...(token === undefined ? {} : { [FIELD]: token }) };
      expect((await site.app.browser().submit("/register", sent)).path).toBe("/unconfirmed");
      expect(trustOfNewest(site.app)).toBe(0);
      expect(site.provider.asked).toHaveLength(token === "made-up" ? 1 : 0);
      expect(challengeOn(await site.app.browser().open("/register"))).toBeUndefined();
    },
  );

  test("of a calm site asks no provider, and one without a captcha has no such field", async () => {
    await using calm = await captchaSite({ credit: 200 });
    await calm.app.browser().submit("/register", { ...ACCOUNT, [FIELD]: TOKEN });
    expect(calm.app.user(ACCOUNT.email)).toBeDefined();
    expect(calm.provider.asked).toEqual([]);
    await using plain = await testPostern();
    const refused = await plain.browser().submit("/register", { ...ACCOUNT, [FIELD]: TOKEN });
    expect(refused.status).toBe(422);
  });
});

describe("a program", () => {
  test("is told which captcha, and registers with its token", async () => {
    await using site = await captchaSite();
    const { app } = site;
    const captcha = { provider: "turnstile", siteKey: SITE_KEY };
    expect((await app.browser().json("GET", "/register")).body).toEqual({ captcha });
    for (const token of [undefined, "made-up"]) {
      const refused = await app.browser().json("POST", "/register", { ...ACCOUNT, captcha: token });
      expect(refused).toMatchObject({
        status: 403,
        body: { type: "urn:postern:proof-of-work-needed", captcha },
      });
      expect(refused.body["detail"]).toContain('in the field "captcha"');
      expect(refused.body["challenge"]).toBeUndefined();
    }
    expect(app.user(ACCOUNT.email)).toBeUndefined();
    const sent = { ...ACCOUNT, captcha: TOKEN };
    expect((await app.browser().json("POST", "/register", sent)).status).toBe(201);
    expect(trustOfNewest(app)).toBe(1);
  });

  test("gets our own challenge where the provider fails, and registers with that", async () => {
    await using site = await captchaSite();
    site.provider.broken = { status: 500 };
    const sent = { ...ACCOUNT, captcha: TOKEN };
    const refused = await site.app.browser().json("POST", "/register", sent);
    expect(refused.status).toBe(403);
    const proof = solve(refused.body["challenge"] as Challenge);
    const registered = await site.app.browser().json("POST", "/register", { ...ACCOUNT, proof });
    expect(registered.status).toBe(201);
    expect(trustOfNewest(site.app)).toBe(1);
  });
});
