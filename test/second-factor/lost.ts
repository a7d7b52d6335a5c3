// What people do once a second factor is lost.

import { clearAway } from "../../src/background.ts";
import type { NewCredential } from "../../src/domain/evidence.ts";
import { randomId } from "../../src/domain/id.ts";
import { findSession, mintSession } from "../../src/identity/sessions.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { ADA, STEP, withTwoSteps, type TwoStepUser } from "./two-steps.ts";

const SESSION = "__Host-postern-session";

export const LOST = `${STEP}/lost`;

const users = new WeakMap<TestPostern, TwoStepUser>();

/** A site where Ada set up an app and recovery codes `ago`, in a browser in which she is still logged in. */
export async function siteWithApp(
  ago = "30 days",
  options: TestOptions = {},
): Promise<{ readonly app: TestPostern; readonly ada: Browser }> {
  const app = await testPostern(options);
  const user = await withTwoSteps(app);
  users.set(app, user);
  await app.mails();
  app.clock.forward(ago);
  return { app, ada: user.browser };
}

/** A new browser in which somebody has typed Ada's password and nothing else. */
export async function withPassword(app: TestPostern, password = PASSWORD): Promise<Browser> {
  const browser = app.browser();
  await browser.submit("/login", { email: ADA, password });
  return browser;
}

/** Types what her app shows, which is another code than the last time. */
export function types(app: TestPostern, browser: Browser): Promise<Page> {
  app.clock.forward("30 seconds");
  return browser.submit(STEP, { code: users.get(app)!.code() });
}

/** A new browser in which Ada logs in with everything. */
export async function withApp(app: TestPostern, password = PASSWORD): Promise<Browser> {
  const browser = await withPassword(app, password);
  await types(app, browser);
  return browser;
}

/** Opens the link of the newest mail to an address and types its code, as its reader does. */
export async function follows(
  app: TestPostern,
  to: "/lose-factor" | "/keep-factor",
  address = ADA,
): Promise<Page> {
  const { links, code } = await app.mailTo(address);
  const reader = app.browser();
  await reader.open(links[0]!);
  return reader.submit(to, { code: code! });
}

/** Asks for the link and begins the wait. */
export async function begins(app: TestPostern, browser?: Browser): Promise<Page> {
  await (browser ?? (await withPassword(app))).submit(LOST);
  return follows(app, "/lose-factor");
}

/** Time passes, and what a running process does by itself is done every few hours, with its mails sent. */
export async function passes(app: TestPostern, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 6) {
    app.clock.forward("6 hours");
    await clearAway(app.postern.context);
    await app.mails();
  }
}

/** The mails to an address, oldest first. */
export const kindsTo = async (app: TestPostern, address = ADA): Promise<readonly string[]> =>
  (await app.mails())
    .filter(({ to }) => to === address)
    .map(({ kind }) => kind)
    .toReversed();

/** Who is logged in, in this browser. */
export const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.json("GET", "/profile")).status === 200;

/** Gives the user of a browser more credentials, as the features do that have them. */
export async function adds(
  app: TestPostern,
  browser: Browser,
  kinds: readonly Pick<NewCredential, "kind" | "factor" | "name">[],
): Promise<void> {
  const { context } = app.postern;
  const { current } = await findSession(context, {
    secrets: [browser.jar.get(SESSION)!],
    isUse: () => true,
  });
  const client = { address: "192.0.2.1", browser: "Firefox" };
  const credentials = kinds.map((each) => ({ ...each, id: randomId(context.random), secret: "" }));
  // Setting one up counts as showing it.
  const shown = credentials
    .slice(0, 1)
    .map(({ id: credentialId, kind, factor }) => ({ kind, factor, credentialId }));
  const minted = mintSession(context, client, shown, current);
  const added = await context.store.addCredentials({
    userId: current!.user.id,
    credentials,
    acting: current!.hash,
    session: minted.session,
    news: { mail: "password-changed", act: "password-changed" },
    limit: context.settings.limits.notice,
    now: app.clock.now(),
  });
  if (!added.added) throw new Error("Nothing was added.");
  browser.jar.set(SESSION, minted.secret);
  await app.mails();
}
