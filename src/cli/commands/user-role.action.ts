// `postern user role add|remove`: gives a user a role, or takes it away.

import { rolesOf } from "../../domain/role.ts";
import { setRole } from "../../features/admin/admin.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { print, printJson } from "../output.ts";
import { normaliseReason } from "../reason.ts";
import { actWords } from "../refusals.ts";
import { theUser } from "../the-user.ts";
import { userJson } from "../user-words.ts";
import { withDatabase } from "../with-database.ts";

/** Adds a role that the site has, or removes any that the user has. */
export const changeRole = (
  change: "add" | "remove",
  { wanted, role, why }: { readonly wanted: string; readonly role: string; readonly why: string },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const reason = normaliseReason(why);
    const { context, actor } = opened;
    const held = change === "add";
    const known = rolesOf(context.settings.roles);
    if (held && !known.includes(role)) {
      const words = `There is no role ${role}, only ${known.join(", ")}. The option roles adds more (POSTERN_ROLES).`;
      throw new Refused("role", words, exitCodes.usage);
    }
    const user = await theUser(opened, wanted);
    const done = await setRole(context, { actor, reason }, user.id, { role, held });
    if (!done.ok && done.reason === "no-change") {
      const has = held ? "has the role already" : "does not have this role";
      throw new Refused("no-change", `${user.email} ${has}: ${role}. There is nothing to do.`);
    }
    if (!done.ok) throw actWords(done.reason, user);
    if (globals.json) return printJson({ user: userJson(done.value) });
    print(
      held
        ? `${user.email} has the role ${role} now.`
        : `${user.email} no longer has the role ${role}, and must log in again.`,
    );
  });
