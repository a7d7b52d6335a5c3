import { Option, type Command } from "commander";
import { addHelpingCommands } from "./user-help.ts";
import { addFactorCommands } from "./user-factors.ts";
import { addRoleCommands } from "./user-role.ts";
import { addUserList } from "./user-list.ts";
import { addUserWhy } from "./user-why.ts";
import { examples, globals } from "./words.ts";

type Reason = { readonly reason: string };
type PasswordFlags = { readonly passwordStdin?: true; readonly generate?: true };
type CreateFlags = { readonly confirmed?: true; readonly mail: boolean };
const acts = () => import("./user.action.ts");

/** `postern user …`: actions on one user, each audited with the operator's name. */
export function addUserCommands(program: Command): void {
  const user = program.command("user").description("users: create, find, confirm, disable, delete");
  addCreating(user);
  addLooking(user);
  addUserList(user);
  addUserWhy(user);
  addConfirming(user);
  addAct(user, "disable", "disable a user: end sessions and links, and refuse logins", [
    'postern user disable mallory@example.com --reason "sends spam"',
  ]);
  addAct(user, "enable", "let a disabled user log in again", [
    'postern user enable ada@example.com --reason "cleared up by phone"',
  ]);
  addAct(user, "promote", "make a confirmed user an admin", [
    'postern user promote ada@example.com --reason "new on the team"',
  ]);
  addAct(user, "demote", "make an admin an ordinary user, and end its sessions", [
    'postern user demote ada@example.com --reason "left the team"',
  ]);
  addRoleCommands(user);
  addHelpingCommands(user);
  addFactorCommands(user);
  addDeleting(user);
}

function addCreating(user: Command): void {
  user
    .command("create-admin")
    .description("create a confirmed admin; asks for the password")
    .argument("<email>", "the admin's address")
    .addOption(new Option("--password-stdin", "read the password from stdin").conflicts("generate"))
    .option("--generate", "make a password and print it once (as when there is no terminal)")
    .addHelpText(
      "after",
      examples(
        "postern user create-admin ada@example.com",
        "postern user create-admin ada@example.com --generate",
        "pass show postern | postern user create-admin ada@example.com --password-stdin",
      ),
    )
    .action(async (email: string, flags: PasswordFlags, command: Command) => {
      await (await acts()).createAdmin(email, flags, globals(command));
    });
  user
    .command("create")
    .description("register somebody; they choose their password when they confirm")
    .argument("<email>", "the user's address")
    .option("--confirmed", "confirm the address at once, on your word")
    .option("--no-mail", "send no confirmation mail")
    .addHelpText(
      "after",
      examples(
        "postern user create ada@example.com",
        "postern user create ada@example.com --confirmed",
      ),
    )
    .action(async (email: string, flags: CreateFlags, command: Command) => {
      await (await acts()).createUser(email, flags, globals(command));
    });
}

function addLooking(user: Command): void {
  user
    .command("show")
    .description("show all that is known of a user: sessions, links, mails, what happened")
    .argument("<user>", "address or id")
    .addHelpText("after", examples("postern user show ada@example.com"))
    .action(async (wanted: string, _flags: unknown, command: Command) => {
      await (await acts()).showUser(wanted, globals(command));
    });
}

function addConfirming(user: Command): void {
  addAct(user, "confirm", "confirm a user on your word; audited with your reason", [
    'postern user confirm ada@example.com --reason "showed her passport"',
  ]);
  user
    .command("resend")
    .description("send the confirmation mail of an unconfirmed user again")
    .argument("<user>", "address or id")
    .addHelpText("after", examples("postern user resend ada@example.com"))
    .action(async (wanted: string, _flags: unknown, command: Command) => {
      await (await acts()).resend(wanted, globals(command));
    });
  user
    .command("correct")
    .description("move an unconfirmed user to the address that was meant, and send the mail there")
    .argument("<user>", "address or id")
    .argument("<email>", "the right address")
    .requiredOption("--reason <text>", "the reason, for the audit log")
    .addHelpText(
      "after",
      examples(
        'postern user correct ada@exmaple.com ada@example.com --reason "spelled it by phone"',
      ),
    )
    .action(async (wanted: string, email: string, { reason }: Reason, command: Command) => {
      await (await acts()).correct(wanted, email, reason, globals(command));
    });
}

type Act = "confirm" | "disable" | "enable" | "promote" | "demote";

function addAct(user: Command, act: Act, words: string, lines: readonly string[]): void {
  user
    .command(act)
    .description(words)
    .argument("<user>", "address or id")
    .requiredOption("--reason <text>", "the reason, for the audit log")
    .addHelpText("after", examples(...lines))
    .action(async (wanted: string, { reason }: Reason, command: Command) => {
      await (await acts()).act(act, wanted, reason, globals(command));
    });
}

function addDeleting(user: Command): void {
  user
    .command("delete")
    .description("delete a user; its address is free again, the audit log stays")
    .argument("<user>", "address or id")
    .option("--yes", "do not ask")
    .option("--reason <text>", "the reason, for the audit log")
    .addHelpText("after", examples("postern user delete mallory@example.com"))
    .action(
      async (
        wanted: string,
        flags: { readonly yes?: true; readonly reason?: string },
        command: Command,
      ) => {
        await (await acts()).deleteUser(wanted, flags, globals(command));
      },
    );
}
