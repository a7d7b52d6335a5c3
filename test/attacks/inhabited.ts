// A site where everything exists at once: every kind of user, every kind of live link.

import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { Route } from "../../src/http/route.ts";
import { webFor } from "../../src/http/web.ts";
import { allRoutes } from "../../src/postern.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { SECRETS } from "../mail-hooks/notices.ts";
import { follows, LOST } from "../second-factor/lost.ts";
import { pending, withTwoSteps } from "../second-factor/two-steps.ts";
import { countingHasher, disable, SECRET } from "./tools.ts";

export const BASE = "https://postern.example";

export const ACTORS = [
  "anonymous",
  "unconfirmed",
  "confirmed",
  "long ago",
  "changing",
  "admin",
  "disabled",
  "deleted",
  "asked for terms",
] as const;

/**
 * Who sends a request. "long ago" is confirmed too, but typed a password more than ten minutes ago; "changing"
 * has a pending change of address; the browsers of "disabled" and "deleted" still have the cookie; "asked for terms" has not
 * accepted the site's terms, which all others have.
 */
export type Actor = (typeof ACTORS)[number];

/** Whether there is no such page for somebody: the console is not there for whoever is logged in without a role. */
export const isHidden = (path: string, actor: Actor): boolean =>
  path.startsWith("/admin") && !["anonymous", "admin", "disabled", "deleted"].includes(actor);

export type Inhabited = AsyncDisposable & {
  readonly app: TestPostern;
  readonly browsers: Readonly<Record<Actor, Browser>>;
  /** Every existing route. */
  readonly routes: readonly Route[];
  /** Those that take forms. What a service sends is believed by its signature alone: see forged-mail-hooks.test.ts. */
  readonly forms: readonly Route[];
  /** A route's path with something live in place of each parameter. */
  pathOf(route: Route): Promise<string>;
};

export async function inhabited(): Promise<Inhabited> {
  const app = await testPostern({
    developmentMailbox: true,
    bounceAddress: "bounces@postern.example",
    bounceSecret: "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    mailHooks: SECRETS,
    oldLinks: { secret: "q8Zt3vN6bR1xWm5kYp", salt: "email-confirm" },
    passwordHasher: countingHasher(),
    terms: { version: "2026-05", url: "https://postern.example/terms" },
  });
  const longAgo = await app.confirmed("leo@example.com");
  const disabled = await app.confirmed("dan@example.com");
  disable(app, "dan@example.com");
  app.clock.forward("11 minutes");
  const changing = await movedTwice(app);
  const deleted = await toBeDeleted(app);
  const admin = await app.confirmed("ann@example.com");
  app.database.exec("UPDATE users SET admin = 1 WHERE email = 'ann@example.com'");
  await stopped(app, "sue@example.com");
  app.database
    .prepare("INSERT INTO suppressions VALUES (?, 1, '550 no', 'none', NULL, NULL)")
    .run(SUPPRESSED);
  app.database.exec(A_WEBHOOK);
  await lostFactor(app, "kim@example.com");
  await follows(app, "/lose-factor", "kim@example.com");
  await lostFactor(app, "lou@example.com");
  const asked = await app.confirmed("tia@example.com");
  app.database.exec("UPDATE users SET terms = NULL WHERE email = 'tia@example.com'");
  const { browser: unconfirmed } = await app.register("una@example.com");
  const links = await liveLinks(app);
  const browsers = {
    anonymous: app.browser(),
    unconfirmed,
    confirmed: await app.confirmed("connie@example.com"),
    "long ago": longAgo,
    changing,
    admin,
    disabled,
    deleted,
    "asked for terms": asked,
  };
  // Everybody was seen just now, so that GETs write nothing.
  for (const actor of ACTORS) await browsers[actor].open("/");
  return {
    app,
    browsers,
    routes: routesOf(app),
    forms: routesOf(app).filter(
      ({ method, takesBytes }) => method === "POST" && takesBytes === undefined,
    ),
    async pathOf({ path }) {
      const token = links.get(path.slice(0, path.indexOf("/:"))) ?? "missing";
      if (path.startsWith("/dev/mails")) return path.replace(":tag/:mail", "en/confirm");
      if (path.startsWith("/admin/users"))
        return path.replace(":id", app.user("connie@example.com")?.id ?? "missing");
      if (path.startsWith("/admin/suppressions")) return path.replace(":address", SUPPRESSED);
      if (path.startsWith("/admin/events")) return path.replace(":id", "missed-delivery");
      if (path.startsWith("/admin/webhooks")) return path.replace(":id", "crm");
      if (path.startsWith("/admin/outbox")) return path.replace(":id", mailIn(app));
      if (!path.includes(":id")) return path.replace(":link", token);
      const id = path.startsWith("/dev/mailbox")
        ? (await app.mails())[0]?.id
        : sessionOf(app, "leo@example.com");
      return path.replace(":id", id ?? "missing");
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** The routes of a site, as data. */
const routesOf = ({ postern: { context } }: TestPostern): readonly Route[] =>
  allRoutes(context, webFor(context.settings, [SECRET]), capturedMailbox());

/** A webhook, and an event that it did not get. */
const A_WEBHOOK = `
  INSERT INTO event_receivers (id, kind, name, types, url, created_on)
    VALUES ('crm', 'webhook', 'crm', ' user.none ', 'https://crm.example/', 1);
  INSERT INTO event_deliveries (id, event_id, receiver_id, type, confirmed, occurred_on, data, state, ended_on)
    VALUES ('missed-delivery', 'event', 'crm', 'user.none', 0, 1, '{}', 'missed', 1)`;

/** An address that gets no mail for now. */
const SUPPRESSED = "sam@example.com";

/** A mail that was handed over. */
const mailIn = ({ database }: TestPostern): string =>
  String(database.prepare("SELECT id FROM mails WHERE state = 'sent'").get()?.["id"]);

/** A mailbox that has stopped mails, and was told so since. */
async function stopped(app: TestPostern, email: string): Promise<void> {
  const { link, code } = await app.register(email);
  await app.browser().json("POST", "/stop-mail", { link, code });
  app.clock.forward("2 minutes");
  await app.register(email);
}

/** Somebody who has lost the second factor, and was mailed the link with which the wait begins. */
async function lostFactor(app: TestPostern, email: string): Promise<void> {
  await withTwoSteps(app, email);
  await app.mails();
  app.clock.forward("2 minutes");
  await (await pending(app, { email })).submit(LOST);
}

/** Confirmed, moved to another address, about to move to a third, with a reset on the way. */
async function movedTwice(app: TestPostern): Promise<Browser> {
  const browser = await app.confirmed("ada@first.example");
  await browser.submit("/profile/email", { email: "ada@second.example" });
  const { links } = await app.mailTo("ada@second.example");
  await browser.open(links[0]!);
  await browser.submit("/change-email");
  await app.browser().submit("/forgot", { email: "ada@second.example" });
  await app.browser().submit("/forgot", { email: "ada@first.example" });
  await browser.submit("/profile/email", { email: "ada@third.example" });
  app.clock.forward("2 minutes");
  await app.mails();
  return browser;
}

/** Requested in one browser, and seen from another. */
async function toBeDeleted(app: TestPostern): Promise<Browser> {
  const browser = await app.confirmed("eve@example.com");
  const other = app.browser();
  await other.submit("/login", { email: "eve@example.com", password: PASSWORD });
  await browser.submit("/profile/delete", { password: PASSWORD });
  return other;
}

/** The newest live token for each path in a mail. */
async function liveLinks(app: TestPostern): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { links } of await app.mails()) {
    for (const link of links) {
      const [, path = "", token = ""] =
        /^(.*?)\/([\w-]+\.[\w-]+\.[\w-]+)/.exec(new URL(link).pathname) ?? [];
      if (path !== "" && !found.has(path)) found.set(path, token);
    }
  }
  return found;
}

const sessionOf = (app: TestPostern, email: string): string =>
  String(
    app.database
      .prepare("SELECT id FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = ?)")
      .get(email)?.["id"],
  );
