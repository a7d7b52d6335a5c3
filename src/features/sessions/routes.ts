import { cursorOf, parseCursor, ROWS_ON_A_PAGE } from "../../domain/page.ts";
import type { Session } from "../../domain/session.ts";
import { goesTo, iso, shows, type Answer, type JsonBody } from "../../http/answer.ts";
import { notFound, oddCursor } from "../../http/errors.ts";
import { noFields } from "../../http/form.ts";
import {
  guardedGet,
  guardedPost,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context, Uses } from "../../ports/context.ts";
import { sessionsPage } from "./pages.ts";
import { listSessions } from "../../identity/sessions.ts";

const PATH = "/profile/sessions";

/** The list of devices where a user is logged in, and logging out there. Requires a recently typed password. */
export function sessionRoutes(context: Context, web: Web): readonly Route[] {
  const { store, clock, settings } = context;
  return [
    guardedGet("recently-authenticated", PATH, async (exchange) =>
      list({ context, web }, exchange),
    ),
    guardedPost(
      "recently-authenticated",
      "/profile/sessions/:id/end",
      noFields,
      async (exchange) => {
        const { user } = exchange.current;
        const id = exchange.params["id"] ?? "";
        const ended = await store.endSessionOf({ userId: user.id, id, now: clock.now() });
        if (!ended) return notFound(exchange.language, settings.appName);
        return goesTo(
          PATH,
          { status: 204 },
          { cookies: [web.noticeCookie("session-ended-there")] },
        );
      },
    ),
    guardedPost(
      "recently-authenticated",
      "/profile/sessions/end-others",
      noFields,
      async (exchange) => {
        const { user, hash } = exchange.current;
        await store.endOtherSessions({ userId: user.id, keep: hash, now: clock.now() });
        return goesTo(PATH, { status: 204 }, { cookies: [web.noticeCookie("others-ended")] });
      },
    ),
  ];
}

type Listing = {
  readonly context: Uses<"listSessions", "clock" | "settings">;
  readonly web: Pick<Web, "paths">;
};

async function list({ context, web }: Listing, exchange: AuthenticatedExchange): Promise<Answer> {
  const { language } = exchange;
  const { user, session: current } = exchange.current;
  const { after } = exchange.query;
  const place = after === undefined ? undefined : parseCursor(after);
  if (after !== undefined && place === undefined) return oddCursor(language, PATH);
  const limit = place === undefined ? ROWS_ON_A_PAGE - 1 : ROWS_ON_A_PAGE;
  const wanted = { userId: user.id, limit, after: place, but: current.id };
  const { rows, next } = await listSessions(context, wanted);
  const now = context.clock.now();
  const listed = place === undefined ? [current, ...rows] : rows;
  const devices = listed.map((session) => ({
    id: session.id,
    browser: language.browser(session.browser),
    loggedIn: language.ago(session.createdOn, now),
    lastUsed: language.ago(session.lastSeenOn, now),
    client: session.client,
    shared: session.shared,
    current: session.id === current.id,
  }));
  const path = next === null ? null : `${PATH}?after=${cursorOf(next)}`;
  return shows(
    sessionsPage(language, {
      devices,
      isFirst: place === undefined,
      next: path,
      formToken: exchange.formToken(),
    }),
    {
      sessions: listed.map((session) => sessionJson(session, current.id)),
      next: path && web.paths.at(path),
    },
  );
}

const sessionJson = (session: Session, currentId: string): JsonBody => ({
  id: session.id,
  browser: session.browser,
  createdOn: iso(session.createdOn),
  lastSeenOn: iso(session.lastSeenOn),
  client: session.client,
  shared: session.shared,
  current: session.id === currentId,
});
