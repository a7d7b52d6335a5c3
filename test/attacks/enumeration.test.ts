// Nobody can find out whether an address is known: not from bytes, cookies, rows or work (I7).

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { field } from "../../src/domain/user-field.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, type TestOptions, type TestPostern } from "../../src/testing/test-postern.ts";
import { alarm, challengeOn, solve } from "./proof-tools.ts";
import { OTHER_PASSWORD, post } from "./tools.ts";
import { ADDRESS, observeAll, type Act } from "./worlds.ts";

const ORIGIN = { origin: "https://postern.example" };

const sends =
  (path: string, fields: Readonly<Record<string, string>>): Act =>
  (app) =>
    post(stranger(app), path, fields, { ...ORIGIN, accept: "text/html" });

const sendsJson =
  (path: string, fields: Readonly<Record<string, string>>): Act =>
  (app) =>
    stranger(app).request(path, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(fields),
    });

const stranger = (app: TestPostern) => app.browser({ client: "203.0.113.77" });

async function registered(app: TestPostern): Promise<Browser> {
  const browser = stranger(app);
  await browser.submit("/register", { email: "bob@elsewhere.example", password: PASSWORD });
  return browser;
}

/** A hundred consecutive wrong passwords, each from another client. */
async function guessAway(app: TestPostern): Promise<void> {
  for (let place = 1; place <= 100; place += 1) {
    const guesser = app.browser({ client: `192.0.2.${place}` });
    await guesser.json("POST", "/login", { email: ADDRESS, password: OTHER_PASSWORD });
  }
}

const ACTS: Readonly<Record<string, Act>> = {
  registering: sends("/register", { email: ADDRESS, password: OTHER_PASSWORD }),
  "registering in JSON": sendsJson("/register", { email: ADDRESS, password: OTHER_PASSWORD }),
  "registering on the alert": async (app, deliver) => {
    alarm(app);
    const form = await stranger(app).open("/register");
    const proof = solve(challengeOn(form)!);
    const fields = { email: ADDRESS, password: OTHER_PASSWORD, proof };
    return sends("/register", fields)(app, deliver);
  },
  "registering on the alert without a proof": async (app, deliver) => {
    alarm(app);
    return sends("/register", { email: ADDRESS, password: OTHER_PASSWORD })(app, deliver);
  },
  "registering on the alert in JSON, without a proof": async (app, deliver) => {
    alarm(app);
    return sendsJson("/register", { email: ADDRESS, password: OTHER_PASSWORD })(app, deliver);
  },
  "registering with a bad password": sends("/register", { email: ADDRESS, password: "short" }),
  "logging in with a wrong password": sends("/login", { email: ADDRESS, password: OTHER_PASSWORD }),
  "logging in with it in JSON": sendsJson("/login", { email: ADDRESS, password: OTHER_PASSWORD }),
  "logging in with half a password": sends("/login", {
    email: ADDRESS,
    password: PASSWORD.slice(1),
  }),
  "logging in after a hundred wrong passwords": async (app) => {
    await guessAway(app);
    return sends("/login", { email: ADDRESS, password: PASSWORD })(app, async () => {});
  },
  "logging in after them in JSON": async (app) => {
    await guessAway(app);
    return sendsJson("/login", { email: ADDRESS, password: PASSWORD })(app, async () => {});
  },
  "asking for the mail again": sends("/resend", { email: ADDRESS }),
  "asking for it again in JSON": sendsJson("/resend", { email: ADDRESS }),
  "forgetting the password": sends("/forgot", { email: ADDRESS }),
  "moving another account to it": async (app) => {
    const bob = await registered(app);
    await bob.open((await app.mailTo("bob@elsewhere.example")).links[0]!);
    await bob.submit("/confirm");
    return post(bob, "/profile/email", { email: ADDRESS }, ORIGIN);
  },
  "moving a registration to it": async (app) => {
    const bob = await registered(app);
    return post(bob, "/unconfirmed/email", { email: ADDRESS }, ORIGIN);
  },
  "forgetting it in JSON": sendsJson("/forgot", { email: ADDRESS }),
};

describe.each(Object.keys(ACTS))("%s", (name) => {
  test("is answered to the byte alike, by the same work, whatever is known of the address", async () => {
    const [unknown, ...others] = await observeAll(ACTS[name]!);
    for (const { world, seen } of others)
      expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
  });
});

describe.each(["/register", "/login", "/forgot", "/resend"])("%s in another language", (path) => {
  test.each(["text/html", "application/json"])(
    "is answered in that of whoever asks, whatever is known of the address, as %s",
    async (accept) => {
      // Whoever has the address reads the accented one, and the stranger plain English.
      const site = { language: "en-XA", languages: ["en"] } as const;
      const fields =
        path === "/forgot" ? { email: ADDRESS } : { email: ADDRESS, password: "short" };
      const sent = path === "/resend" ? { email: ADDRESS } : fields;
      const headers = { ...ORIGIN, accept, "accept-language": "en" };
      const act: Act = (app) => post(stranger(app), path, sent, headers);
      const [unknown, ...others] = await observeAll(act, site);
      expect(unknown!.seen.headers).toContainEqual(["content-language", "en"]);
      for (const { world, seen } of others)
        expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
    },
  );
});

test.each(["Ada", "A"])("extra fields change nothing about that, filled in as %j", async (name) => {
  const site = { fields: { name: field(z.string().min(2), { label: "Name", optional: true }) } };
  const sent = { email: ADDRESS, password: OTHER_PASSWORD, "fields.name": name };
  const [unknown, ...others] = await observeAll(sends("/register", sent), site);
  for (const { world, seen } of others)
    expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
});

test.each([["2026-05"], ["2025-01"], [undefined]])(
  "terms change nothing about that, accepted as %j",
  async (accepted) => {
    const site = { terms: { version: "2026-05", url: "https://postern.example/terms" } };
    const fields = { email: ADDRESS, password: OTHER_PASSWORD };
    const sent = accepted === undefined ? fields : { ...fields, terms: accepted };
    for (const act of [sends("/register", sent), sendsJson("/register", sent)]) {
      const [unknown, ...others] = await observeAll(act, site);
      for (const { world, seen } of others)
        expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
    }
  },
);

describe.each(["off", "offered", "required", "required-for-admins"] as const)(
  "where a second factor is %s",
  (secondFactor) => {
    test.each([
      "logging in with a wrong password",
      "logging in with it in JSON",
      "logging in after a hundred wrong passwords",
      "forgetting the password",
    ])("%s is answered to the byte alike, whoever has one", async (name) => {
      const [unknown, ...others] = await observeAll(ACTS[name]!, { secondFactor });
      expect(others.map(({ world }) => world)).toContain("with a passkey");
      for (const { world, seen } of others)
        expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
    });
  },
);

test("registering with a captcha is answered to the byte alike, whether its provider works or not", async () => {
  const siteKey = "public-site-key";
  const captcha = { provider: "turnstile", siteKey, secret: "captcha-1f2e3d4c5b6a" } as const;
  const token = { "cf-turnstile-response": "solved-by-a-person" };
  for (const status of [200, 500]) {
    const captchaFetch = async () => Response.json({ success: true }, { status });
    const act: Act = (app, deliver) => {
      alarm(app);
      const fields = { email: ADDRESS, password: OTHER_PASSWORD, ...token };
      return sends("/register", fields)(app, deliver);
    };
    const [unknown, ...others] = await observeAll(act, { captcha, captchaFetch });
    expect(unknown!.seen.status).toBe(303);
    for (const { world, seen } of others)
      expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
  }
});

describe("whom this site does not take is refused whoever has the address", () => {
  const site = { isStrict: false };
  const options: TestOptions = {
    disposableAddresses: "refused",
    disposableDomains: {
      verdict: async (domain) => (site.isStrict && domain === "example.com" ? "listed" : undefined),
    },
  };
  /** The list came to have the domain when some had registered already. */
  const listed =
    (act: Act): Act =>
    async (app, deliver) => {
      site.isStrict = true;
      return act(app, deliver).finally(() => (site.isStrict = false));
    };

  test.each([
    ["registering", 422],
    ["registering in JSON", 422],
    ["registering with a bad password", 422],
    ["moving another account to it", 422],
    ["moving a registration to it", 422],
    ["forgetting the password", 200],
    ["asking for the mail again", 303],
  ] as const)("%s is answered to the byte alike", async (name, status) => {
    const [unknown, ...others] = await observeAll(listed(ACTS[name]!), options);
    expect(unknown!.seen.status).toBe(status);
    for (const { world, seen } of others)
      expect({ [world]: seen }).toEqual({ [world]: unknown!.seen });
  });
});

describe("the limits give nothing away either", () => {
  /** Eleven times from one client; returns each answer. */
  const often =
    (act: Act): Act =>
    async (app, deliver) => {
      const answers: string[] = [];
      for (let time = 0; time < 11; time += 1) {
        const response = await act(app, deliver);
        const { status, headers } = response;
        answers.push(`${status} ${headers.get("retry-after")} ${headers.get("ratelimit")}`);
      }
      return new Response(answers.join("\n"));
    };

  test.each([
    ["logging in with a wrong password", 4],
    ["asking for the mail again", 0],
    ["forgetting the password", 0],
  ] as const)("%s eleven times is answered alike", async (name, hashes) => {
    const [unknown, ...others] = await observeAll(often(ACTS[name]!));
    expect(unknown!.seen.hashes).toBe(hashes * 10);
    for (const { world, seen } of others) {
      expect([world, seen.body, seen.hashes]).toEqual([world, unknown!.seen.body, hashes * 10]);
    }
  });
});
