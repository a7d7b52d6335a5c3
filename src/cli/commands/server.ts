import type { Command } from "commander";
import { examples, globals, wholeNumber } from "./words.ts";

type ServerFlags = { readonly port?: number; readonly host?: string };

/** `postern start`, `postern dev` and `postern health`. */
export function addServerCommands(program: Command): void {
  withNetwork(program.command("start"))
    .description("run the server, in production unless NODE_ENV says otherwise")
    .addHelpText("after", examples("postern start", "postern start --port 8080 --json"))
    .action(async (flags: ServerFlags, command: Command) => {
      const { serve } = await import("./serve.action.ts");
      await serve("production", flags, globals(command));
    });
  withNetwork(program.command("dev"))
    .description("run the server for development, with mails captured instead of sent")
    .addHelpText("after", examples("postern dev", "postern dev --port 5001"))
    .action(async (flags: ServerFlags, command: Command) => {
      const { serve } = await import("./serve.action.ts");
      await serve("development", flags, globals(command));
    });
  program
    .command("health")
    .description("ask the server on this machine whether it answers: exit code 0 if it does")
    .option("--ready", "ask whether it can do its work, too")
    .addHelpText("after", examples("postern health", "postern health --ready --json"))
    .action(async (flags: { readonly ready?: true }, command: Command) => {
      await (await import("./health.action.ts")).askHealth(flags, globals(command));
    });
}

const withNetwork = (command: Command): Command =>
  command
    .option("--port <number>", "listen on this port (0: any free one)", wholeNumber(0, 65_535))
    .option("--host <address>", "listen on this address");
