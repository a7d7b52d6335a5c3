// What people do with passkeys, by the routes that a page's script uses.

import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";
import type { Authenticator, Question } from "./authenticator.ts";

export const ADA = "ada@example.com";
export const LOGIN = "/login/passkey";

export type Asked = { readonly options: Question; readonly state: string };

/** What the site asks the browser for. */
export async function ask(browser: Browser, act: string): Promise<Asked> {
  const { status, body } = await browser.json("GET", `/passkeys/options?for=${act}`);
  if (status !== 200) throw new Error(`The site did not ask for a passkey: ${status}.`);
  return body as unknown as Asked;
}

/** What a page sends after a passkey has signed. */
export async function signed(
  browser: Browser,
  key: Authenticator,
  act = "login",
): Promise<{ readonly credential: string; readonly state: string }> {
  const asked = await ask(browser, act);
  return { credential: key.get(asked), state: asked.state };
}

export const useKey = async (browser: Browser, key: Authenticator, act = "login", next?: string) =>
  browser.submit(LOGIN, {
    ...(await signed(browser, key, act)),
    ...(next === undefined ? {} : { next }),
  });

/** Adds a passkey, or a security key that only adds to a password. */
export async function addKey(browser: Browser, key: Authenticator, act = "add", name = "") {
  const asked = await ask(browser, act);
  const credential = key.create(asked);
  return browser.submit("/profile/passkeys", { credential, state: asked.state, name });
}

/** Types the password. */
export const typePassword = (browser: Browser, email = ADA, next = "") =>
  browser.submit("/login", { email, password: PASSWORD, next });

/** The passkeys that are stored, oldest first. */
export const keysOf = async (app: TestPostern, email = ADA) =>
  (await app.postern.context.store.listCredentials(app.user(email)!.id)).filter(
    ({ kind }) => kind === "passkey",
  );
