import type { Command } from "commander";
import { examples, globals } from "./words.ts";

/** `postern config` and `postern secret`. */
export function addConfigCommands(program: Command): void {
  program
    .command("config")
    .description("show the configuration in force, and where each value comes from")
    .addHelpText("after", examples("postern config", "NODE_ENV=production postern config --json"))
    .action(async (_flags: unknown, command: Command) => {
      const { showConfig } = await import("./config.action.ts");
      await showConfig(globals(command));
    });
  program
    .command("secret")
    .description("print a fresh secret of 256 random bits")
    .addHelpText("after", examples("postern secret", "POSTERN_SECRET=$(postern secret)"))
    .action(async (_flags: unknown, command: Command) => {
      const { showSecret } = await import("./config.action.ts");
      showSecret(globals(command));
    });
}
