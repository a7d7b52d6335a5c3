import type { Command } from "commander";
import { examples, globals } from "./words.ts";

type Change = "add" | "remove";

/** `postern user role add|remove`: what a user may do besides what every user may. */
export function addRoleCommands(user: Command): void {
  const role = user.command("role").description("roles: give one to a user, take one away");
  addChange(
    role,
    "add",
    "give a confirmed user a role: support, viewer, admin or one of the site's",
    [
      'postern user role add ada@example.com support --reason "new on the help desk"',
      'postern user role add bob@example.com editor --reason "writes for the front page"',
    ],
  );
  addChange(role, "remove", "take a role away from a user, and end the user's sessions", [
    'postern user role remove ada@example.com support --reason "left the help desk"',
  ]);
}

function addChange(role: Command, change: Change, words: string, lines: readonly string[]): void {
  role
    .command(change)
    .description(words)
    .argument("<user>", "address or id")
    .argument("<role>", "the name of the role")
    .requiredOption("--reason <text>", "the reason, for the audit log")
    .addHelpText("after", examples(...lines))
    .action(
      async (
        wanted: string,
        name: string,
        flags: { readonly reason: string },
        command: Command,
      ) => {
        const { changeRole } = await import("./user-role.action.ts");
        await changeRole(change, { wanted, role: name, why: flags.reason }, globals(command));
      },
    );
}
