// Terms of a site: accepted with a registration, and again when they have changed.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import {
  ADA,
  isLoggedIn,
  pending,
  setsUp,
  STEP,
  withTwoSteps,
} from "../second-factor/two-steps.ts";

const OLD = { version: "2026-05", url: "https://acme.example/terms" };
const NEW = { ...OLD, version: "2026-11" };
const ACCEPT = "/accept-terms";

const form = { email: ADA, password: PASSWORD };
const NEEDED = { status: 403, body: { reason: "terms-not-accepted" } };

/** The same site, in another process that was started with these terms. */
const startedWith = (app: TestPostern, options: TestOptions): Promise<TestPostern> =>
  testPostern({ ...options, database: app.database });

/** The same browser, at that process. */
function taken(from: Browser, to: TestPostern): Browser {
  const browser = to.browser();
  for (const [name, value] of from.jar) browser.jar.set(name, value);
  return browser;
}

/** A site whose terms have changed since Ada accepted them, and her browser. */
async function changed(options: TestOptions = {}) {
  const before = await testPostern({ ...options, terms: OLD });
  const browser = await before.confirmed(ADA);
  const app = await startedWith(before, { ...options, terms: NEW });
  return { app, before, ada: taken(browser, app) };
}

const acceptedBy = ({ database }: TestPostern) =>
  (
    JSON.parse(String(database.prepare("SELECT terms FROM users").get()?.["terms"])) as
      | {
          version: string;
        }[]
      | null
  )?.map(({ version }) => version) ?? [];

const lines = ({ database }: TestPostern) =>
  database
    .prepare("SELECT actor, detail FROM audit WHERE act = 'terms-accepted' ORDER BY rowid")
    .all()
    .map(({ actor, detail }) => `${String(actor)} ${String(detail)}`);

/** A guarded route of the host. */
const toHost = (app: TestPostern, browser: Browser, headers: Record<string, string> = {}) =>
  new Request(`${app.baseUrl}/dashboard?week=3`, {
    headers: {
      accept: "text/html",
      cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; "),
      ...headers,
    },
  });

describe("registering on a site with terms", () => {
  test("shows a box that is not ticked, and a link that opens the terms", async () => {
    await using app = await testPostern({ terms: OLD });
    const { text } = await app.browser().open("/register");
    const box = /<input id="terms"[^>]*>/.exec(text)?.[0];
    expect(box).toContain('type="checkbox" value="2026-05" required');
    expect(box).not.toContain("checked");
    expect(text).toMatch(/<a href="https:\/\/acme.example\/terms" target="_blank"[^>]*>Read/);
    expect(text).not.toContain("By creating an account you agree");
  });

  test("needs the tick, and says so above the form and beside the box", async () => {
    await using app = await testPostern({ terms: OLD });
    const page = await app.browser().submit("/register", form);
    expect(page.status).toBe(422);
    expect(page.text).toContain('<a href="#terms">Tick the box to accept the terms</a>');
    expect(page.text).toMatch(/<input id="terms"[^>]* aria-invalid="true"/);
    expect(page.text).not.toMatch(/<input id="terms"[^>]* checked/);
    expect(app.user(ADA)).toBeUndefined();
  });

  test("keeps the version and the time, with a line in the audit log", async () => {
    await using app = await testPostern({ terms: OLD });
    const ada = await app.confirmed(ADA);
    const acceptedOn = new Date(app.clock.now()).toISOString();
    expect((await ada.json("GET", "/profile/data")).body).toMatchObject({
      user: { terms: [{ version: "2026-05", acceptedOn }] },
    });
    expect(lines(app)).toEqual(["visitor 2026-05"]);
    expect((await ada.open("/profile")).path).toBe("/profile");
  });

  test("keeps the person's tick while they correct something else", async () => {
    await using app = await testPostern({ terms: OLD });
    const sent = { email: ADA, password: "short", terms: OLD.version };
    const page = await app.browser().submit("/register", sent);
    expect(page.text).toMatch(/<input id="terms"[^>]* value="2026-05" checked/);
    const unseen = await app.browser().submit("/register", { ...sent, terms: "2025-01" });
    expect(unseen.text).not.toMatch(/<input id="terms"[^>]* checked/);
  });

  test("takes no version but the present one, so nobody accepts unseen terms", async () => {
    await using app = await testPostern({ terms: NEW });
    for (const terms of [OLD.version, "on", "2026-11 ", "2026-111"]) {
      const page = await app.browser().submit("/register", { ...form, terms });
      expect(page.status).toBe(422);
      expect(page.text).toContain("The terms have changed since you opened this page.");
    }
    expect(app.user(ADA)).toBeUndefined();
  });

  test("tells programs the version, and which one is missing or stale", async () => {
    await using app = await testPostern({ terms: NEW });
    const program = app.browser();
    expect((await program.json("GET", "/register")).body).toEqual({ terms: NEW });
    for (const [terms, reason] of [
      [undefined, "terms-missing"],
      ["", "terms-missing"],
      [OLD.version, "terms-changed"],
    ])
      expect(await program.json("POST", "/register", { ...form, terms })).toMatchObject({
        status: 422,
        body: { reason: "invalid", fields: { terms: reason }, terms: NEW },
      });
    expect(await program.json("POST", "/register", { ...form, terms: true })).toMatchObject({
      status: 422,
    });
    const sent = { ...form, terms: NEW.version };
    expect((await program.json("POST", "/register", sent)).status).toBe(201);
    expect(acceptedBy(app)).toEqual([NEW.version]);
  });

  test("has neither box nor field where a site only links to its terms", async () => {
    await using app = await testPostern({ termsUrl: OLD.url });
    const { text } = await app.browser().open("/register");
    expect(text).toContain("By creating an account you agree");
    expect(text).not.toContain('id="terms"');
    const sent = { ...form, terms: OLD.version };
    expect((await app.browser().json("POST", "/register", sent)).status).toBe(422);
    expect((await app.confirmed(ADA)).jar.size).toBeGreaterThan(0);
    expect((await app.browser().open(ACCEPT)).status).toBe(404);
  });
});

describe("new terms", () => {
  test("are asked for at the next page, which comes after them", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    const asked = await ada.open("/profile?x=1");
    expect([asked.status, asked.path]).toEqual([200, `${ACCEPT}?next=%2Fprofile%3Fx%3D1`]);
    expect(asked.heading).toBe("Accept the terms");
    expect(asked.text).toContain("The terms of this site have changed.");
    expect(asked.text).toContain("version <bdi>2026-11</bdi>");
    expect(asked.text).not.toMatch(/<input id="terms"[^>]* checked/);
    const next = { next: "/profile?x=1" };
    const refused = await ada.submit(ACCEPT, next);
    expect([refused.status, acceptedBy(app)]).toEqual([422, [OLD.version]]);
    expect(refused.text).toContain("Tick the box to accept the terms");
    const stale = await ada.submit(ACCEPT, { ...next, terms: OLD.version });
    expect([stale.status, acceptedBy(app)]).toEqual([422, [OLD.version]]);
    const page = await ada.submit(ACCEPT, { ...next, terms: NEW.version });
    expect([page.status, page.path]).toEqual([200, "/profile?x=1"]);
    expect(acceptedBy(app)).toEqual([NEW.version, OLD.version]);
    expect(lines(app)).toEqual(["visitor 2026-05", "user 2026-11"]);
    expect((await ada.open(`${ACCEPT}?next=/profile`)).path).toBe("/profile");
  });

  test("are told to programs, which send the version", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    expect(await ada.json("GET", "/profile")).toMatchObject(NEEDED);
    expect((await ada.json("GET", ACCEPT)).body).toEqual({ terms: NEW });
    const stale = await ada.json("POST", ACCEPT, { terms: OLD.version });
    expect(stale).toMatchObject({
      status: 422,
      body: { reason: "invalid", fields: { terms: "terms-changed" }, terms: NEW },
    });
    const accepted = await ada.json("POST", ACCEPT, { terms: NEW.version });
    expect(accepted).toMatchObject({ status: 200, body: { state: "accepted" } });
    expect((await ada.json("GET", "/profile")).status).toBe(200);
    expect((await ada.json("GET", ACCEPT)).body).toEqual({ state: "accepted" });
    expect(acceptedBy(app)).toEqual([NEW.version, OLD.version]);
  });

  test("lead to no page of another site", async () => {
    const { ada, before } = await changed();
    await using _ = before;
    const next = "https://evil.example/";
    const { text } = await ada.open(`${ACCEPT}?next=${next}`);
    expect(text).not.toMatch(/(?:href|value)="https:\/\/evil/);
    expect((await ada.submit(ACCEPT, { next, terms: NEW.version })).path).toBe("/");
  });

  test("stop a form that was open, and lead back to its page", async () => {
    const { ada, before } = await changed();
    await using _ = before;
    const page = await ada.submit("/profile/email/cancel");
    expect(page.path).toBe(`${ACCEPT}?next=%2Fprofile%2Femail%2Fcancel`);
  });

  test("are asked for once, by whichever process, while one is replaced after the other", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    await ada.submit(ACCEPT, { terms: NEW.version });
    for (const process of [before, app, before])
      expect((await taken(ada, process).open("/profile")).path).toBe("/profile");
    expect(lines(app)).toEqual(["visitor 2026-05", "user 2026-11"]);
  });

  test("are accepted once by two clicks at the same time, and told once", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    const heard: unknown[] = [];
    app.postern.on("user.terms-accepted", ({ user, data }) => heard.push([user?.email, data]));
    await app.postern.deliver();
    const accept = () => ada.json("POST", ACCEPT, { terms: NEW.version });
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await app.mails();
    expect(heard).toEqual([[ADA, { cause: "terms-accepted", version: NEW.version }]]);
    expect(lines(app)).toEqual(["visitor 2026-05", "user 2026-11"]);
  });

  test("are told of with a registration too", async () => {
    await using app = await testPostern({ terms: OLD });
    const heard: string[] = [];
    app.postern.on("*", ({ type }) => heard.push(type));
    await app.postern.deliver();
    await app.register(ADA);
    await app.mails();
    expect(heard.filter((type) => type.startsWith("user."))).toEqual([
      "user.registered",
      "user.terms-accepted",
    ]);
  });
});

describe("whoever does not accept", () => {
  test("reads and downloads the data, chooses a language, deletes the account, and logs out", async () => {
    const { ada, before } = await changed();
    await using _ = before;
    const { text } = await ada.open("/profile");
    for (const way of ["/logout", "/profile/data", "/profile/delete"])
      expect(text).toContain(`<a href="${way}">`);
    expect((await ada.open("/profile/data")).text).toContain("Version <bdi>2026-05</bdi>, on ");
    const file = await ada.open("/profile/data?download=json");
    expect(JSON.parse(file.text)).toMatchObject({ user: { terms: [{ version: OLD.version }] } });
    const chosen = await ada.submit("/profile/language", { language: "de" });
    expect(chosen.heading).toBe("Nutzungsbedingungen zustimmen");
    expect((await ada.json("GET", "/profile/delete")).status).toBe(200);
    const asked = await ada.json("POST", "/profile/delete", { password: PASSWORD });
    expect(asked).toMatchObject({ status: 202, body: { state: "to-be-deleted" } });
  });

  test("logs out", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    await ada.submit("/logout");
    expect(await isLoggedIn(app, ada)).toBe(false);
  });

  test("types the password again on the way out, and is asked for nothing else", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    app.clock.forward("11 minutes");
    const again = await ada.open("/profile/data");
    expect(again.path).toBe("/login/again?next=%2Fprofile%2Fdata");
    const data = await ada.submit("/login/again", { password: PASSWORD, next: "/profile/data" });
    expect(data.path).toBe("/profile/data");
  });

  test("is offered no way out that the site has left out", async () => {
    const { ada, before } = await changed({ routes: { data: false, deletion: false } });
    await using _ = before;
    const { text } = await ada.open("/profile");
    expect(text).toContain('<a href="/logout">');
    expect(text).not.toContain("Delete your account");
    expect(text).not.toContain("See your data");
  });
});

describe("a host's own routes", () => {
  test("ask for new terms, and lead back to the page", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    const location = `${app.baseUrl}${ACCEPT}?next=${encodeURIComponent("/dashboard?week=3")}`;
    for (const check of ["checkConfirmed", "checkRecent", "checkAdmin"] as const) {
      const checked = await app.postern[check](toHost(app, ada));
      expect(checked).toMatchObject({ ok: false, reason: "terms-not-accepted", location });
      if (!checked.ok) expect(checked.response.headers.get("location")).toBe(location);
    }
    const page = await ada.submit(ACCEPT, { next: "/dashboard?week=3", terms: NEW.version });
    expect(page.way[0]?.headers.get("location")).toBe("/dashboard?week=3");
    const passed = await app.postern.checkConfirmed(toHost(app, ada));
    expect(passed).toMatchObject({
      ok: true,
      user: { terms: [{ version: NEW.version, acceptedOn: app.clock.now() }, {}] },
    });
  });

  test("tell a script, and pass whoever is only logged in", async () => {
    const { app, ada, before } = await changed();
    await using _ = before;
    const checked = await app.postern.checkConfirmed(
      toHost(app, ada, { "sec-fetch-dest": "empty" }),
    );
    expect(checked.ok ? undefined : checked.response.status).toBe(403);
    expect(await app.postern.checkLoggedIn(toHost(app, ada))).toMatchObject({ ok: true });
    expect(await app.postern.session(toHost(app, ada))).toMatchObject({ user: { email: ADA } });
  });
});

describe("who has never accepted", () => {
  test("is asked at the first visit: whoever an application or an operator added", async () => {
    await using app = await testPostern({ terms: OLD });
    await app.postern.users.create({ email: ADA, confirmed: true, by: "invitations" });
    await app.browser().submit("/forgot", { email: ADA });
    const ada = app.browser();
    await ada.open((await app.mailTo(ADA)).links[0]!);
    await ada.submit("/reset", { password: PASSWORD });
    await ada.submit("/login", form);
    const asked = await ada.open("/profile");
    expect(asked.path).toBe(`${ACCEPT}?next=%2Fprofile`);
    expect(asked.text).toContain("To use your account, read the terms of this site");
    await ada.submit(ACCEPT, { terms: OLD.version });
    expect((await ada.open("/profile")).path).toBe("/profile");
  });

  test("is the owner of a mailbox in whose name somebody else registered and accepted", async () => {
    await using app = await testPostern({ terms: OLD });
    const { link } = await app.register(ADA, "the stranger's own password");
    const owner = app.browser();
    await owner.open(link);
    await owner.submit("/confirm", { newPassword: PASSWORD });
    expect((await owner.open("/profile")).path).toBe(`${ACCEPT}?next=%2Fprofile`);
    expect(acceptedBy(app)).toEqual([]);
  });

  test("confirms first: the waiting page asks for no terms", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(ADA);
    const later = await startedWith(app, { terms: OLD });
    const ada = taken(browser, later);
    expect((await ada.open("/profile")).path).toBe("/unconfirmed");
    expect(await ada.json("GET", ACCEPT)).toMatchObject({ body: { reason: "unconfirmed" } });
  });
});

describe("a second factor", () => {
  test("comes before the terms: a password alone accepts nothing for its owner", async () => {
    await using app = await testPostern();
    await withTwoSteps(app);
    const later = await startedWith(app, { terms: OLD });
    const thief = await pending(later);
    expect((await thief.open(ACCEPT)).path).toBe(STEP);
    const tried = await thief.json("POST", ACCEPT, { terms: OLD.version });
    expect(tried).toMatchObject({ status: 403, body: { reason: "second-factor-needed" } });
    expect(acceptedBy(app)).toEqual([]);
  });

  test("that is required is set up first, without accepting, and then the terms are asked for", async () => {
    const { app, ada, before } = await changed({ secondFactor: "required" });
    await using _ = before;
    expect(await ada.json("GET", "/profile")).toMatchObject({
      body: { reason: "second-factor-required" },
    });
    expect(await ada.json("POST", ACCEPT, { terms: NEW.version })).toMatchObject({
      status: 403,
      body: { reason: "second-factor-required" },
    });
    expect((await setsUp(app, ada)).page.path).toBe(`${ACCEPT}?next=%2Fprofile%2Ftwo-step`);
    expect(await ada.json("GET", "/profile")).toMatchObject(NEEDED);
    expect((await ada.json("GET", "/profile/data")).status).toBe(200);
    await ada.submit(ACCEPT, { terms: NEW.version });
    expect((await ada.json("GET", "/profile")).status).toBe(200);
  });
});
