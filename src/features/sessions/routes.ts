import { isLive, type Session } from "../../domain/session.ts";
import { goesTo, iso, shows, type JsonBody } from "../../http/answer.ts";
import { notFound } from "../../http/errors.ts";
import { noFields } from "../../http/form.ts";
import { guardedForm, guardedPage, type Route } from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { sessionsPage } from "./pages.ts";

/** Where one is logged in, and logging out there. Asked for behind a password typed lately. */
export function sessionRoutes({ store, clock, settings }: Context, web: Web): readonly Route[] {
  return [
    guardedPage("fresh", "/profile/sessions", async (exchange) => {
      const { user, session: current } = exchange.visit;
      const all = await store.listSessions(user.id);
      const live = all.filter((session) => isLive(session, settings.sessions, clock.now()));
      const devices = live.map((session) => ({
        id: session.id,
        browser: session.browser,
        loggedIn: web.time(session.createdOn).text,
        lastUsed: web.time(session.lastSeenOn).text,
        client: session.client,
        current: session.id === current.id,
      }));
      const sessions = live.map((session) => sessionJson(session, current.id));
      return shows(sessionsPage(devices, exchange.formToken()), { sessions });
    }),
    guardedForm("fresh", "/profile/sessions/:id/end", noFields, async (exchange) => {
      const { user } = exchange.visit;
      const id = exchange.params["id"] ?? "";
      const ended = await store.endSessionOf({ userId: user.id, id, now: clock.now() });
      if (!ended) return notFound(settings.appName);
      return goesTo(
        "/profile/sessions",
        { status: 204 },
        { cookies: [web.notes("session-ended-there")] },
      );
    }),
    guardedForm("fresh", "/profile/sessions/end-others", noFields, async (exchange) => {
      const { user, hash } = exchange.visit;
      await store.endOtherSessions({ userId: user.id, keep: hash, now: clock.now() });
      return goesTo("/profile/sessions", { status: 204 }, { cookies: [web.notes("others-ended")] });
    }),
  ];
}

const sessionJson = (session: Session, currentId: string): JsonBody => ({
  id: session.id,
  browser: session.browser,
  createdOn: iso(session.createdOn),
  lastSeenOn: iso(session.lastSeenOn),
  client: session.client,
  current: session.id === currentId,
});
