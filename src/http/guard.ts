// The guards of a host's own routes: who passes, and what everybody else is answered.

import type { Session } from "../domain/session.ts";
import { hasRole } from "../domain/role.ts";
import type { SiteUser } from "../domain/user.ts";
import type { UserFields } from "../domain/user-field.ts";
import type { FoundSession } from "../identity/sessions.ts";
import type { Context } from "../ports/context.ts";
import type { Answer } from "./answer.ts";
import { atBarrier, barrierAt, REASONS, type Barrier } from "./door.ts";
import { withoutRole } from "./errors.ts";
import { exchangeOf, sessionOf } from "./exchange.ts";
import { failure } from "./failure.ts";
import { isForScript, pageOf, type HostRequest } from "./host-request.ts";
import { NOBODY } from "./peer.ts";
import type { Respond } from "./respond.ts";
import type { Door, Exchange } from "./route.ts";
import type { Web } from "./web.ts";

/**
 * Why a guard lets somebody not in. `unavailable` says that nobody can tell now who this is: it does not mean that they are
 * logged out. Further reasons may come with any version.
 */
export type CheckReason =
  | "not-logged-in"
  | "unconfirmed"
  | "second-factor-required"
  | "terms-not-accepted"
  | "password-needed"
  | "second-factor-needed"
  | "not-admin"
  | "role-missing"
  | "unavailable";

/** Whether a request may enter a host's own route, and the answer to return if not. */
export type Check<Fields extends UserFields = UserFields> =
  | { readonly ok: true; readonly user: SiteUser<Fields>; readonly session: Session }
  | {
      readonly ok: false;
      readonly reason: CheckReason;
      /**
       * The page, as an absolute URL, on which people do what is missing. Undefined where they can do nothing: for
       * `not-admin`, `role-missing` and `unavailable`.
       */
      readonly location: string | undefined;
      /** The answer to return: a redirect to `location`, or JSON for scripts and programs, or a page that says why. */
      readonly response: Response;
    };

/** A guard of a host's own routes: through which door, and with which role, if it takes one. */
export type Guard = { readonly door: Door; readonly role?: string };

type Tools = { readonly context: Context; readonly web: Web; readonly respond: Respond };

type Refusal = {
  readonly reason: CheckReason;
  make(exchange: Exchange): Answer;
};

/** For the log: paths of the host are not Postern's to tell. */
const PATH = "of the host";

/** Checks a request to a host's own route. The host answers it, so what only Postern's own answers need is not computed. */
export async function checked(tools: Tools, request: HostRequest, guard: Guard): Promise<Check> {
  const { context } = tools;
  let found: FoundSession = {};
  let barrier: Barrier | undefined;
  try {
    found = await sessionOf(tools, request);
    barrier = await barrierAt(context, guard, found);
  } catch (error) {
    const make = (exchange: Exchange): Answer => failure(context, exchange, error, PATH);
    return refused(tools, request, {}, { reason: "unavailable", make });
  }
  if (barrier !== undefined) return refused(tools, request, found, barred(tools, request, barrier));
  if (found.current === undefined) throw new Error("A guard let somebody in who is nobody.");
  const { user, session } = found.current;
  if (guard.role === undefined || hasRole(user, guard.role)) return { ok: true, user, session };
  const reason = guard.role === "admin" ? "not-admin" : "role-missing";
  const make = ({ language }: Exchange): Answer =>
    withoutRole(language, reason, context.settings.appName);
  return refused(tools, request, found, { reason, make });
}

function barred({ context, web }: Tools, request: HostRequest, barrier: Barrier): Refusal {
  const { baseUrl, home } = context.settings;
  const way = { here: pageOf(request, new URL(baseUrl).origin), otherwise: home };
  return {
    reason: REASONS[barrier].reason,
    make: (exchange: Exchange): Answer => atBarrier(web, barrier, exchange, way),
  };
}

/**
 * The answer of a closed guard. Redirects are absolute, because some frameworks take no others. Only a redirect sets
 * cookies: it leads to a page that needs them, and everything else may be asked often by people who have none.
 */
async function refused(
  tools: Tools,
  request: HostRequest,
  found: FoundSession,
  { reason, make }: Refusal,
): Promise<Check> {
  const { baseUrl } = tools.context.settings;
  // The host's query is its own: it chooses no language of Postern's.
  const own = new Request(baseUrl, { headers: request.headers });
  const asked = { request: own, peer: NOBODY, params: {}, path: PATH };
  const exchange = { ...(await exchangeOf(tools, asked, found)), json: isForScript(request) };
  const answer = make(exchange);
  const response = tools.respond(exchange, answer);
  const location = answer.location && new URL(tools.web.paths.at(answer.location), baseUrl).href;
  if (location !== undefined && response.headers.has("location"))
    response.headers.set("location", location);
  else response.headers.delete("set-cookie");
  return { ok: false, reason, location, response };
}
