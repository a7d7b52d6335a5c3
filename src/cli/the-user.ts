// Which user an operator means, and what to print if that is not clear.

import { findUser } from "../features/admin/admin.ts";
import type { User } from "../domain/user.ts";
import type { CommandContext } from "./with-database.ts";
import { Refused } from "./exit.ts";
import { userTable } from "./user-words.ts";

/** The user with this id or address. Several registrations of one address are distinguished by id. */
export async function theUser(
  { context }: Pick<CommandContext, "context">,
  wanted: string,
  among: "any" | "unconfirmed" = "any",
): Promise<User> {
  const found = await findUser(context, wanted, among);
  if (found.ok) return found.value;
  if (found.reason === "not-found") {
    throw new Refused("not-found", `There is no user ${wanted}. List the users: postern user list`);
  }
  throw new Refused(
    "several",
    `${found.users.length} registrations wait for ${wanted}. Say which one by its id:\n${userTable(found.users)}`,
  );
}
