import type { Command } from "commander";
import { examples, globals } from "./words.ts";

/** What `postern user factors remove` is given besides the user. */
export type RemoveFlags = {
  readonly reason: string;
  readonly factor?: readonly string[];
  readonly yes?: true;
};

const acts = () => import("./user-factors.action.ts");

/** `postern user factors list|remove`: what a user logs in with besides the password. */
export function addFactorCommands(user: Command): void {
  const factors = user
    .command("factors")
    .description("second factors and passkeys: list them, remove them");
  factors
    .command("list")
    .description("list what a user logs in with besides the password")
    .argument("<user>", "address or id")
    .addHelpText(
      "after",
      examples(
        "postern user factors list ada@example.com",
        "postern user factors list ada@example.com --json",
      ),
    )
    .action(async (wanted: string, _flags: unknown, command: Command) => {
      await (await acts()).listFactors(wanted, globals(command));
    });
  factors
    .command("remove")
    .description("remove the second factors and passkeys of a user who has lost them")
    .argument("<user>", "address or id")
    .requiredOption("--reason <text>", "the reason, for the audit log")
    .option("--factor <id...>", "only these, by the ids that the list shows")
    .option("--yes", "do not ask")
    .addHelpText(
      "after",
      examples(
        'postern user factors remove ada@example.com --reason "lost her phone, showed her passport"',
        'postern user factors remove ada@example.com --factor 3f9c2a --reason "sold that laptop"',
      ),
    )
    .action(async (wanted: string, flags: RemoveFlags, command: Command) => {
      await (await acts()).removeFactors(wanted, flags, globals(command));
    });
}
