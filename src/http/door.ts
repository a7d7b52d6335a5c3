// The doors: who may pass, and what everybody else is shown.

import { strengthOf } from "../domain/evidence.ts";
import type { Language } from "../domain/language.ts";
import { isRecentlyAuthenticated, recentEvidence } from "../domain/session.ts";
import { mayEnter } from "../domain/user.ts";
import type { CurrentSession } from "../ports/session-store.ts";
import type { FoundSession } from "../identity/sessions.ts";
import type { Context } from "../ports/context.ts";
import { goesTo, problem, type Answer } from "./answer.ts";
import { copy } from "./copy.ts";
import { withoutLanguage } from "./language.ts";
import { SECOND_STEP, type Door, type Exchange } from "./route.ts";
import type { Web } from "./web.ts";

type Deciding = Pick<Context, "settings" | "clock">;

/** Whether somebody may pass a door. A pending sign-in passes to its second step, and nowhere else. */
export function opens(context: Deciding, door: Door, { current, pending }: FoundSession): boolean {
  if (door === "anyone") return true;
  if (door === "second-step" && pending !== undefined) return true;
  if (current === undefined) return false;
  if (door === "authenticated" || door === "second-step") return true;
  const { settings, clock } = context;
  if (mayEnter(current.user, settings.unconfirmed, clock.now()) !== "everything") return false;
  return door === "allowed" || isRecent(context, current);
}

const isRecent = ({ settings, clock }: Deciding, { user, session }: CurrentSession): boolean =>
  isRecentlyAuthenticated(session, user, settings.sessions, clock.now());

/** The answer of a closed door; undefined if it is open. */
export function atDoor(
  context: Deciding,
  web: Web,
  door: Door,
  exchange: Exchange,
): Answer | undefined {
  if (opens(context, door, exchange)) return undefined;
  const { current, pending, url, language } = exchange;
  const words = language.words(copy);
  const isPage = exchange.request.method === "GET";
  const here = withoutLanguage(url);
  if (pending !== undefined) return secondStep(language, isPage ? here : undefined);
  if (current === undefined) {
    const back = isPage ? `?next=${encodeURIComponent(here)}` : "";
    const had = exchange.cookie(web.cookies.session.name) !== undefined;
    return goesTo(`/login${back}`, problem(401, "not-logged-in", { title: words.loginNeeded }), {
      cookies: [web.noticeCookie(had ? "session-ended" : "log-in-first")],
    });
  }
  const { settings, clock } = context;
  if (mayEnter(current.user, settings.unconfirmed, clock.now()) === "everything") {
    const next = isPage ? here : "/profile";
    const recent = recentEvidence(current.session, settings.sessions, clock.now());
    if (strengthOf(recent) > 0) return secondStep(language, next);
    return goesTo(
      `/login/again?next=${encodeURIComponent(next)}`,
      problem(403, "password-needed", { title: words.passwordNeeded }),
    );
  }
  return goesTo("/unconfirmed", problem(403, "unconfirmed", { title: words.confirmFirst }), {
    cookies: [web.noticeCookie("confirm-first"), ...(isPage ? [web.nextCookie(here)] : [])],
  });
}

/** Sends a browser to the second step of a sign-in, and from there to `next`. */
export const secondStep = (language: Language, next: string | undefined): Answer =>
  goesTo(
    next === undefined ? SECOND_STEP : `${SECOND_STEP}?next=${encodeURIComponent(next)}`,
    problem(403, "second-factor-needed", { title: language.words(copy).secondFactorNeeded }),
  );
