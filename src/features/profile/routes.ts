import { formatDate } from "../../domain/time.ts";
import { graceEndsOn, mayEnter } from "../../domain/user.ts";
import { shows, type Answer } from "../../http/answer.ts";
import { get, guardedGet, type Exchange, type Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { homePage, profilePage } from "./pages.ts";

export function profileRoutes(context: Context, web: Web, site: Site): readonly Route[] {
  const { store, clock } = context;
  return [
    get("/", async (exchange) => home(context, exchange)),
    guardedGet("allowed", "/profile", async ({ current }) => {
      const { user } = current;
      const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
      const rows = site.navigation.map(({ row }) => row(user, web));
      const content = profilePage({ rows, pending });
      return shows(content, { user: publicUser(user) });
    }),
  ];
}

function home({ settings, clock }: Context, { current }: Exchange): Answer {
  const { appName } = settings;
  const mayRegister = settings.registration.open;
  if (current === undefined) {
    return shows(homePage({ state: "anonymous", appName, mayRegister }), { user: null });
  }
  const { user } = current;
  const body = { user: publicUser(user) };
  if (user.confirmedOn !== null) {
    return shows(homePage({ state: "confirmed", appName, email: user.email }), body);
  }
  if (mayEnter(user, settings.unconfirmed, clock.now()) !== "everything") {
    return shows(homePage({ state: "unconfirmed", appName, email: user.email }), body);
  }
  const ends = graceEndsOn(user, settings.unconfirmed);
  const until =
    ends === undefined || ends === Infinity ? undefined : formatDate(ends, settings.timeZone);
  return shows(homePage({ state: "grace", appName, email: user.email, until }), body);
}
