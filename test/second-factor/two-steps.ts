// A user who logs in with two steps, set up through the pages as a person does it.

import type { Browser, Page } from "../../src/testing/browser.ts";
import { PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";
import { codeOf } from "./authenticator.ts";

export const ADA = "ada@example.com";
export const STEP = "/login/second-step";
export const TWO_STEP = "/profile/two-step";

/** The key that a set-up page shows, as a person types it into an app. */
export const secretOn = ({ text }: Pick<Page, "text">): string =>
  /<code dir="ltr">([A-Z2-7 ]{32,})<\/code>/.exec(text)?.[1]?.replaceAll(" ", "") ?? "";

export const codesOn = ({ text }: Pick<Page, "text">): readonly string[] =>
  [...text.matchAll(/<code dir="ltr">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<\/code>/g)].map(
    ([, code]) => code ?? "",
  );

export type TwoStepUser = {
  readonly browser: Browser;
  readonly secret: string;
  readonly codes: readonly string[];
  /** The page after the set-up. */
  readonly page: Page;
  /** What the app shows now. */
  code(): string;
};

/** Sets an app up for whoever is logged in, and saves the recovery codes. */
export async function setsUp(app: TestPostern, browser: Browser): Promise<TwoStepUser> {
  const secret = secretOn(await browser.open(`${TWO_STEP}/app`));
  const code = (): string => codeOf(secret, app.clock.now());
  const codes = codesOn(await browser.submit(`${TWO_STEP}/app`, { code: code() }));
  const page = await browser.submit(`${TWO_STEP}/recovery-codes`);
  // The code that set it up counts as used.
  app.clock.forward("30 seconds");
  return { browser, secret, codes, page, code };
}

export const withTwoSteps = async (app: TestPostern, email = ADA): Promise<TwoStepUser> =>
  setsUp(app, await app.confirmed(email));

/** A browser in which somebody typed the password, and nothing else. */
export async function pending(
  app: TestPostern,
  {
    email = ADA,
    next,
    browser = app.browser(),
  }: { email?: string; next?: string; browser?: Browser } = {},
): Promise<Browser> {
  await browser.submit("/login", {
    email,
    password: PASSWORD,
    ...(next === undefined ? {} : { next }),
  });
  return browser;
}

/** A request of a host's own, to see who is logged in. */
export const toHost = (app: TestPostern, browser: Browser): Request =>
  new Request(`${app.baseUrl}/host`, {
    headers: { cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ") },
  });

export const isLoggedIn = async (app: TestPostern, browser: Browser): Promise<boolean> =>
  (await app.postern.session(toHost(app, browser))) !== null;
