// The doors: who is let through, and where everybody else is shown to.

import { isFresh } from "../domain/session.ts";
import { mayEnter } from "../domain/user.ts";
import type { Visit } from "../features/sessions/index.ts";
import type { Context } from "../ports/context.ts";
import { goesTo, problem, type Answer } from "./answer.ts";
import { copy } from "./copy.ts";
import type { Door, Exchange } from "./route.ts";
import type { Web } from "./web.ts";

/** Whether a door lets through whoever is logged in. */
export function opens(
  { settings, clock }: Pick<Context, "settings" | "clock">,
  door: Door,
  { user, session }: Visit,
): boolean {
  if (door === "anyone" || door === "visitors") return true;
  if (mayEnter(user, settings.unconfirmed, clock.now()) !== "everything") return false;
  return door === "entrants" || isFresh(session, settings.sessions, clock.now());
}

/** What a closed door answers; undefined where it opens. */
export function atDoor(
  { settings, clock }: Pick<Context, "settings" | "clock">,
  web: Web,
  door: Door,
  exchange: Exchange,
): Answer | undefined {
  if (door === "anyone") return undefined;
  const { visit, url } = exchange;
  if (visit === undefined) {
    const back =
      exchange.request.method === "GET"
        ? `?next=${encodeURIComponent(url.pathname + url.search)}`
        : "";
    const had = exchange.cookie(web.cookies.session.name) !== undefined;
    return goesTo(`/login${back}`, problem(401, "not-logged-in", { title: copy.loginNeeded }), {
      cookies: [web.notes(had ? "session-ended" : "log-in-first")],
    });
  }
  if (opens({ settings, clock }, door, visit)) return undefined;
  if (mayEnter(visit.user, settings.unconfirmed, clock.now()) === "everything") {
    const next = exchange.request.method === "GET" ? url.pathname + url.search : "/profile";
    return goesTo(
      `/login/again?next=${encodeURIComponent(next)}`,
      problem(403, "password-needed", { title: copy.passwordNeeded }),
    );
  }
  return goesTo("/unconfirmed", problem(403, "unconfirmed", { title: copy.confirmFirst }), {
    cookies: [
      web.notes("confirm-first"),
      ...(exchange.request.method === "GET" ? [web.keepsNext(url.pathname + url.search)] : []),
    ],
  });
}
