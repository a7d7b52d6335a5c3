// The guards of a host's own routes, as the host calls them.

import { rolesOf } from "./domain/role.ts";
import type { UserFields } from "./domain/user-field.ts";
import type { App } from "./http/app.ts";
import type { Check } from "./http/guard.ts";
import type { HostRequest } from "./http/host-request.ts";
import type { Settings } from "./ports/settings.ts";

/** The guards of a host's own routes. Each says who passes, and what everybody else is answered. */
export type Guards<Fields extends UserFields = UserFields> = {
  /**
   * A guard for a host's own routes: passes everybody who is logged in, confirmed or not. For everybody else it has where
   * they go (`location`, absolute) and the answer to return (`response`): a redirect that leads back to the page, or 401 in
   * JSON for scripts and programs. `reason` is `unavailable` if nobody can tell who this is, because the store does not
   * answer: then the answer is a 503, and nobody is sent to the login page.
   */
  checkLoggedIn(request: HostRequest): Promise<Check<Fields>>;
  /**
   * A guard like `checkLoggedIn` that passes users whom the unconfirmed policy lets in, and sends all others to the
   * waiting page. It is the tutorial's `check_confirmed` (docs/lineage.md).
   */
  checkConfirmed(request: HostRequest): Promise<Check<Fields>>;
  /**
   * A guard for what must not be done from an unattended browser: passes those of `checkConfirmed` who have shown, in the
   * last ten minutes, everything that their sign-in requires. Everybody else is sent to show it, and back to the page.
   */
  checkRecent(request: HostRequest): Promise<Check<Fields>>;
  /** A guard that passes those of `checkConfirmed` who are administrators. All other users get a 403. */
  checkAdmin(request: HostRequest): Promise<Check<Fields>>;
  /**
   * A guard that passes those of `checkConfirmed` who have a role: one of the option `roles`, which has to be given to admins
   * too, or `viewer`, `support` or `admin`, where each has the rights of those before it. All other users get a 403. Asked of
   * the store at every request. Rejects with `TypeError` for a role that the site does not have.
   *
   * @example
   * ```ts
   * const checked = await postern.checkRole(request, "support");
   * if (!checked.ok) return checked.response;
   * ```
   */
  checkRole(request: HostRequest, role: string): Promise<Check<Fields>>;
};

/** Makes the guards from what answers requests. */
export const guardsOf = (
  { check }: Pick<App, "check">,
  settings: Pick<Settings, "roles">,
): Guards => ({
  checkLoggedIn: (request) => check(request, { door: "authenticated" }),
  checkConfirmed: (request) => check(request, { door: "allowed" }),
  checkRecent: (request) => check(request, { door: "recently-authenticated" }),
  checkAdmin: (request) => check(request, { door: "allowed", role: "admin" }),
  async checkRole(request, role) {
    const all = rolesOf(settings.roles);
    if (all.includes(role)) return check(request, { door: "allowed", role });
    throw new TypeError(`checkRole: this site has no role ${role}, only ${all.join(", ")}`);
  },
});
