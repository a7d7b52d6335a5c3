// What a deed is, and who does it where.

import type { Browser } from "../../src/testing/browser.ts";
import { hashOf, type UserRow } from "./snapshot.ts";
import type { Token } from "./tokens.ts";
import { SESSION, type Person, type World } from "./world.ts";

/** What was done, as far as the promises depend on it. */
export type Deed = {
  readonly browser?: Browser;
  /** The mailed secret that was sent with it, whatever came of it. */
  readonly token?: Token;
  readonly code?: { readonly typed: string; readonly right: boolean };
  /** The code that was typed for a link that asks for it. */
  readonly typed?: string;
  /** The right code or passkey that was shown for a second factor. */
  readonly shown?: Shown | undefined;
  /** Whether this browser was to be remembered. */
  readonly remember?: boolean;
  /** The user an admin acted on. */
  readonly admin?: string;
  /** Nothing may be written. */
  readonly reads?: boolean;
  /** Whether the answer was a success. */
  readonly done?: boolean;
  readonly status?: number;
};

/** Whose factor was shown. `mark` is accepted once. */
export type Shown = { readonly userId: string; readonly mark: string };

/** Whoever acts, in one of their browsers. */
export type Who = { readonly person: number; readonly browser: number };

export type Deeds = (world: World) => Promise<Deed>;

export const personOf = (world: World, who: Who): Person => world.people[who.person]!;
export const browserOf = (world: World, who: Who): Browser =>
  personOf(world, who).browsers[who.browser]!;
/** Who is logged in, in this browser. */
export const userIn = ({ now }: World, browser: Browser): UserRow | undefined =>
  now.users.get(now.sessions.get(hashOf(browser.jar.get(SESSION) ?? ""))?.user_id ?? "");

export async function post(world: World, who: Who, path: string, body: object): Promise<Deed> {
  const browser = browserOf(world, who);
  const answer = await browser.json("POST", path, body);
  if (answer.status >= 500) throw new Error(`${path} was answered ${answer.status}`);
  const done = answer.status < 300 && answer.body["state"] !== "already-confirmed";
  return { browser, done, status: answer.status };
}
