// Where a completed sign-in leads, whatever was shown for it.

import { localPath } from "../domain/next-path.ts";
import { mayEnter } from "../domain/user.ts";
import type { LoggedIn } from "../identity/complete-log-in.ts";
import { goesTo, type Answer } from "./answer.ts";
import { secondStep } from "./door.ts";
import type { Exchange } from "./route.ts";
import { publicUser } from "./user-json.ts";
import type { Tools } from "./web.ts";

/** To the second step if one is due, to confirming if that is, and otherwise to where the person was going. */
export function loggedInAnswer(
  { context, web }: Tools,
  { language }: Exchange,
  loggedIn: LoggedIn,
  wanted: string | undefined,
): Answer {
  const { settings, clock } = context;
  const { user, state } = loggedIn;
  const next = localPath(wanted, settings);
  const cookies = [...web.logInCookies(loggedIn), web.cookies.address.clear()];
  if (state === "pending") return { ...secondStep(language, next), cookies };
  const body = { user: publicUser(user) };
  const enters = mayEnter(user, settings.unconfirmed, clock.now()) === "everything";
  // An unconfirmed user goes to `next` after confirming.
  if (!enters && next !== undefined) cookies.push(web.nextCookie(next));
  const to = enters ? (next ?? settings.home) : "/unconfirmed";
  return goesTo(to, { status: 200, body }, { cookies });
}
