import type { Command } from "commander";
import { examples, globals } from "./words.ts";

export type InitFlags = {
  readonly file: string;
  readonly baseUrl?: string;
  readonly mailUrl?: string;
  readonly mailFrom?: string;
  readonly appName?: string;
  readonly trustedProxies?: string;
  readonly yes?: true;
  readonly doctor: boolean;
};

/** `postern init`. */
export function addInitCommand(program: Command): void {
  program
    .command("init")
    .description("ask what production needs, write it to .env with a new secret, and check it")
    .option("--file <file>", "write to this file; what it has is kept", ".env")
    .option("--base-url <url>", "the URL that people open")
    .option("--mail-url <url>", "the mail server or mail service")
    .option("--mail-from <sender>", "the sender of all mails")
    .option("--app-name <name>", "the name of the site")
    .option("--trusted-proxies <networks>", "the networks of the proxies in front of the server")
    .option("--yes", "ask nothing: take the defaults for what is not given")
    .option("--no-doctor", "write the file without checking what is around it")
    .addHelpText(
      "after",
      examples(
        "postern init",
        'postern init --base-url https://accounts.example.com --mail-url "$MAIL_URL" --yes',
        "postern init --file /etc/postern/environment --no-doctor",
      ),
    )
    .action(async (flags: InitFlags, command: Command) => {
      await (await import("./init.action.ts")).initialise(flags, globals(command));
    });
}
