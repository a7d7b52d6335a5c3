// The doors: who may pass, and what everybody else is shown.

import { evidenceOf, passwordShown, strengthOf, type Shown } from "../domain/evidence.ts";
import type { Language } from "../domain/language.ts";
import { recentEvidence } from "../domain/session.ts";
import { mustAccept } from "../domain/terms.ts";
import { mayEnter } from "../domain/user.ts";
import { factorsAsked, mustKeepFactor } from "../identity/second-factor-policy.ts";
import type { FoundSession } from "../identity/sessions.ts";
import type { Uses } from "../ports/context.ts";
import { goesTo, problem, type Answer } from "./answer.ts";
import { copy } from "./copy.ts";
import { withoutLanguage } from "./language.ts";
import {
  ACCEPT_TERMS,
  SECOND_STEP,
  TWO_STEP,
  type Door,
  type Exchange,
  type Route,
} from "./route.ts";
import type { Web } from "./web.ts";

type Deciding = Uses<"findPassword" | "listCredentials", "settings" | "clock">;

/** What somebody has to do before a door opens. */
export type Barrier = "log-in" | "confirm" | "set-up" | "accept-terms" | "password" | "second-step";

/** What decides who passes to a route, one of Postern's own or of a host. */
export type Guarded = Pick<Route, "door" | "withoutTerms">;

/** Doors that ask for what was shown in the last ten minutes. */
const RECENT: readonly Door[] = ["recently-authenticated", "recent-set-up", "asks-password"];

/** Doors to where a second factor is set up: for those, too, who need one here and have none. */
const SET_UP: readonly Door[] = ["set-up", "recent-set-up"];

/**
 * What bars somebody's way through a door; undefined if it is open. A pending sign-in passes to its second step, and
 * nowhere else. Where the site requires a second factor, a session in which none was shown passes only to where one is set
 * up, and not even there if its user has one to show. Then come the terms: a password alone, where it is not enough, accepts
 * nothing for its owner, and whoever does not want to accept can still set up what the ways out ask for.
 */
export async function barrierAt(
  context: Deciding,
  { door, withoutTerms }: Guarded,
  { current, pending }: FoundSession,
): Promise<Barrier | undefined> {
  if (door === "anyone") return undefined;
  if (current === undefined) {
    if (pending === undefined) return "log-in";
    return door === "second-step" ? undefined : "second-step";
  }
  if (door === "authenticated" || door === "second-step") return undefined;
  const { settings, clock } = context;
  const { user, session } = current;
  if (mayEnter(user, settings.unconfirmed, clock.now()) !== "everything") return "confirm";
  const isRequired = mustKeepFactor(settings, user);
  const isShort = isRequired && strengthOf(evidenceOf(session)) < 2;
  if (isShort && (await factorsAsked(context, user)) === 2) return "second-step";
  if (isShort && !SET_UP.includes(door)) return "set-up";
  if (!isShort && withoutTerms !== true && mustAccept(settings.terms, user)) return "accept-terms";
  if (!RECENT.includes(door)) return undefined;
  const recent: readonly Shown[] = recentEvidence(session, settings.sessions, clock.now());
  const types = door === "asks-password" && !recent.some(({ factor }) => factor === "both");
  if (types && (await context.store.findPassword(user.id)) === undefined) return "password";
  const strength = strengthOf(types ? [...recent, passwordShown("typed")] : recent);
  if (strength >= (isRequired && !isShort ? 2 : user.factors)) return undefined;
  return strength > 0 ? "second-step" : "password";
}

/** Each barrier, as programs are told of it: the status and the reason. A closed list that hosts rely on. */
export const REASONS = {
  "log-in": { status: 401, reason: "not-logged-in" },
  confirm: { status: 403, reason: "unconfirmed" },
  "set-up": { status: 403, reason: "second-factor-required" },
  "accept-terms": { status: 403, reason: "terms-not-accepted" },
  password: { status: 403, reason: "password-needed" },
  "second-step": { status: 403, reason: "second-factor-needed" },
} as const satisfies Readonly<Record<Barrier, { status: number; reason: string }>>;

const told = (barrier: Barrier, title: string): Answer["json"] =>
  problem(REASONS[barrier].status, REASONS[barrier].reason, { title });

/** Where somebody who passes the barrier goes on. */
export type Way = {
  /** The page that they asked for, if they asked for one. */
  readonly here: string | undefined;
  /** Where else they go from a page that cannot do without: the page with the form, or one that suits everybody. */
  readonly otherwise: string;
};

/** The answer of a closed door; undefined if it is open. `page` has the form of a POST. */
export async function atDoor(
  context: Deciding,
  web: Web,
  guarded: Guarded,
  exchange: Exchange,
  page = "/profile",
): Promise<Answer | undefined> {
  const barrier = await barrierAt(context, guarded, exchange);
  if (barrier === undefined) return undefined;
  const { request, url } = exchange;
  const here = request.method === "GET" ? withoutLanguage(url) : undefined;
  return atBarrier(web, barrier, exchange, { here, otherwise: page });
}

/** What is answered at a barrier: where to go for what is missing, and for programs what that is. */
export function atBarrier(
  web: Web,
  barrier: Barrier,
  { language, current, cookie }: Pick<Exchange, "language" | "current" | "cookie">,
  { here, otherwise }: Way,
): Answer {
  const words = language.words(copy);
  switch (barrier) {
    case "log-in": {
      const had = cookie(web.cookies.session.name) !== undefined;
      return goesTo(withNext("/login", here), told(barrier, words.loginNeeded), {
        cookies: [web.noticeCookie(had ? "session-ended" : "log-in-first")],
      });
    }
    case "confirm":
      return goesTo("/unconfirmed", told(barrier, words.confirmFirst), {
        cookies: [
          web.noticeCookie("confirm-first"),
          ...(here === undefined ? [] : [web.nextCookie(here)]),
        ],
      });
    case "set-up":
      return goesTo(withNext(TWO_STEP, here), told(barrier, words.secondFactorRequired), {
        cookies: [web.noticeCookie("second-factor-required")],
      });
    case "accept-terms":
      return goesTo(
        withNext(ACCEPT_TERMS, here ?? web.paths.at(otherwise)),
        told(barrier, words.terms.needed),
      );
    case "password":
      return goesTo(
        withNext("/login/again", here ?? web.paths.at(otherwise)),
        told(barrier, words.passwordNeeded),
      );
    case "second-step":
      return secondStep(language, current && (here ?? web.paths.at(otherwise)));
  }
}

/** Sends a browser to the second step of a sign-in, and from there to `next`. */
export const secondStep = (language: Language, next: string | undefined): Answer =>
  goesTo(withNext(SECOND_STEP, next), told("second-step", language.words(copy).secondFactorNeeded));

const withNext = (path: string, next: string | undefined): string =>
  next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
