import { graceEndsOn, mayEnter } from "../../domain/user.ts";
import { iso, shows, type Answer } from "../../http/answer.ts";
import { get, guardedGet, type Exchange, type Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import { publicUser } from "../../http/user-json.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { homePage, profilePage } from "./pages.ts";

export function profileRoutes(context: Context, _web: Web, site: Site): readonly Route[] {
  const { store, clock } = context;
  return [
    get("/", async (exchange) => home(context, exchange)),
    guardedGet("allowed", "/profile", async ({ current, language }) => {
      const { user } = current;
      const pending = await store.findPendingChange({ userId: user.id, now: clock.now() });
      const removal = await store.findFactorRemoval(user.id);
      const rows = site.navigation.flatMap(({ href, row }) => {
        const found = row(user, language, context.settings);
        if (found === undefined) return [];
        const { action, ...words } = found;
        const leads =
          href === undefined || action === undefined ? {} : { action: { href, ...action } };
        return [{ ...words, ...leads }];
      });
      const losing = removal && language.date(removal.dueOn);
      const content = profilePage(language, { rows, pending, losing });
      const body = { user: publicUser(user) };
      if (removal === undefined) return shows(content, body);
      return shows(content, { ...body, secondFactorRemovedOn: iso(removal.dueOn) });
    }),
  ];
}

function home({ settings, clock }: Context, { current, language }: Exchange): Answer {
  const { appName } = settings;
  const mayRegister = settings.registration.open;
  if (current === undefined) {
    return shows(homePage(language, { state: "anonymous", appName, mayRegister }), { user: null });
  }
  const { user } = current;
  const body = { user: publicUser(user) };
  if (user.confirmedOn !== null) {
    return shows(homePage(language, { state: "confirmed", appName, email: user.email }), body);
  }
  if (mayEnter(user, settings.unconfirmed, clock.now()) !== "everything") {
    return shows(homePage(language, { state: "unconfirmed", appName, email: user.email }), body);
  }
  const ends = graceEndsOn(user, settings.unconfirmed);
  const until = ends === undefined || ends === Infinity ? undefined : language.date(ends);
  return shows(homePage(language, { state: "grace", appName, email: user.email, until }), body);
}
