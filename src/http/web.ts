// What all routes share in addition to the use cases' context.

import { parseEmailAddress } from "../domain/email-address.ts";
import { localPath } from "../domain/next-path.ts";
import type { Language } from "../domain/language.ts";
import { days, hours, minutes } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { KeyRing } from "../domain/key-ring.ts";
import type { LinkPurpose } from "../domain/link.ts";
import type { OpeningRequest } from "../domain/opening.ts";
import type { LoggedIn } from "../identity/complete-log-in.ts";
import type { MintedSession } from "../identity/sessions.ts";
import type { Context } from "../ports/context.ts";
import type { Settings } from "../ports/settings.ts";
import { cookiesFor, type Cookies } from "./cookies.ts";
import { formTokens, type FormTokens } from "./form-token.ts";
import { keptOutcomes, type KeptOutcomes } from "./kept-outcome.ts";
import type { Exchange } from "./route.ts";
import type { Said } from "./site.ts";
import { sitePathsOf, type SitePaths } from "./site-paths.ts";

/** What the handlers of a feature pass to each other. */
export type Tools = { readonly context: Context; readonly web: Web };

/** What all routes share: cookies, notices and links between pages. */
export type Web = {
  readonly paths: SitePaths;
  readonly cookies: Cookies;
  readonly formTokens: FormTokens;
  readonly keptOutcomes: KeptOutcomes;
  /** The Set-Cookie line that makes a browser use a new session; on a shared computer, until the browser is closed. */
  sessionCookie(minted: MintedSession): string;
  /**
   * The same for a new session of somebody who proved who they are: the browser also becomes a known device.
   */
  logInCookies(loggedIn: Pick<LoggedIn, "minted" | "device" | "remembered">): string[];
  /** Makes this browser a known device of the user who has just logged in or confirmed. */
  deviceCookie(mark: string): string;
  /** Shows a notice on the next page. Throws for one that no feature has words for. */
  noticeCookie(name: string): string;
  /** The text of a notice; undefined for anything else that a cookie may contain. */
  noticeOf(name: string, language: Language): string | undefined;
  /** Remembers where a person was going until they may go there. */
  nextCookie(path: string): string;
  /** Where a person goes next: where they were going, or home. Always a page of this site. */
  goesOn(exchange: Pick<Exchange, "cookie">, user: Pick<User, "nextPath">): string;
  /**
   * Remembers an address for the next form that asks for one, as it was typed or as it stands in the link that
   * was opened; whether anybody has it is not checked (I7). Text that is not an address is not kept.
   */
  addressCookies(email: string | undefined): readonly string[];
  /** The remembered address, to fill into a form for a person to see; empty if there is none. */
  keptAddress(exchange: Pick<Exchange, "cookie">): string;
  /** Remembers the language that was chosen in this browser. */
  languageCookie(tag: string): string;
  /** Remembers that a passkey was offered in this browser, so that it is not offered again. */
  offeredCookie(): string;
  /** Holds a link between its URL and its form; the link itself decides how long it may be used. */
  linkCookie(purpose: LinkPurpose, token: string): string;
  /** Notes that a mailed link was opened: see decision 90. Nothing depends on it. */
  noteOpening(purpose: LinkPurpose, token: string, request: OpeningRequest): void;
};

const DEVICE_LIVES = days(365);

/** How long a browser remembers the language that was chosen in it. */
const LANGUAGE_LIVES = days(365);

/** How long nobody is asked again for what they did not want. */
const OFFERED_LIVES = days(365);

const NOTICE_LIVES = minutes(1);

const NEXT_LIVES = days(1);

/** As long as people wait for a mail; no longer, because the next person at this browser could read it. */
const ADDRESS_LIVES = hours(1);

export function webFor(
  settings: Settings,
  keys: KeyRing,
  notices: Readonly<Record<string, Said>> = {},
): Web {
  const isNotice = (name: string): boolean => Object.hasOwn(notices, name);
  const cookies = cookiesFor(settings.baseUrl);
  const sessionCookie = ({ secret, session }: MintedSession): string =>
    cookies.session.set(secret, session.shared ? undefined : settings.sessions.absolute);
  const deviceCookie = (mark: string): string => cookies.device.set(mark, DEVICE_LIVES);
  return {
    paths: sitePathsOf(settings),
    cookies,
    formTokens: formTokens(keys),
    keptOutcomes: keptOutcomes(keys),
    sessionCookie,
    logInCookies: ({ minted, device, remembered }) => [
      sessionCookie(minted),
      ...(device === undefined ? [] : [deviceCookie(device)]),
      ...(remembered === undefined
        ? []
        : [cookies.remembered.set(remembered, settings.sessions.rememberedBrowser)]),
    ],
    deviceCookie,
    noticeCookie(name) {
      if (!isNotice(name)) throw new Error(`No feature has the notice ${name}.`);
      return cookies.notice.set(name, NOTICE_LIVES);
    },
    noticeOf: (name, language) => (isNotice(name) ? notices[name]?.(language) : undefined),
    nextCookie: (path) => cookies.next.set(encodeURIComponent(path), NEXT_LIVES),
    goesOn(exchange, user) {
      const kept = exchange.cookie(cookies.next.name);
      const path = localPath(kept === undefined ? undefined : decoded(kept), settings);
      return path ?? localPath(user.nextPath, settings) ?? settings.home;
    },
    addressCookies(email) {
      const address = parseEmailAddress(email ?? "");
      if (!address.ok) return [];
      return [cookies.address.set(encodeURIComponent(address.value.display), ADDRESS_LIVES)];
    },
    keptAddress(exchange) {
      const kept = parseEmailAddress(decoded(exchange.cookie(cookies.address.name) ?? "") ?? "");
      return kept.ok ? kept.value.display : "";
    },
    languageCookie: (tag) => cookies.lang.set(tag, LANGUAGE_LIVES),
    offeredCookie: () => cookies.offered.set("yes", OFFERED_LIVES),
    linkCookie: (purpose, token) => cookies.link(purpose).set(token),
    noteOpening: () => undefined,
  };
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
