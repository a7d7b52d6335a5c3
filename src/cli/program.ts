// The commands of `postern`. Only the arguments are read here; what a command needs is loaded when it runs.

import { Command } from "commander";
import packageFile from "../../package.json" with { type: "json" };
import { addAuditCommands } from "./commands/audit.ts";
import { addCampaignCommands } from "./commands/campaign.ts";
import { addConfigCommands } from "./commands/config.ts";
import { addDbCommands } from "./commands/db.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addEventCommands } from "./commands/events.ts";
import { addImportCommands } from "./commands/import.ts";
import { addInitCommand } from "./commands/init.ts";
import { addMailCommands } from "./commands/mail.ts";
import { addSecretsCommands } from "./commands/secrets.ts";
import { addServerCommands } from "./commands/server.ts";
import { addStatsCommand } from "./commands/stats.ts";
import { addWebhookCommands } from "./commands/webhooks.ts";
import { addUserCommands } from "./commands/user.ts";
import { addWordsCommands } from "./commands/site-words.ts";
import { examples } from "./commands/words.ts";

/** The whole command line, ready to parse. Throws `CommanderError` instead of ending the process. */
export function postern(): Command {
  const program = new Command("postern")
    .description("Accounts whose owners have proven their email address.")
    .version(packageFile.version, "-V, --version", "print the version")
    .option("--config <file>", "read options from this file instead of postern.config.ts")
    .option("--database <url>", "use this database instead of DATABASE_URL")
    .option("--json", "print one JSON document on stdout")
    .helpOption("-h, --help", "show what a command does, with examples")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("See --help.")
    .exitOverride();
  addServerCommands(program);
  addInitCommand(program);
  addDbCommands(program);
  addUserCommands(program);
  addImportCommands(program);
  addMailCommands(program);
  addCampaignCommands(program);
  addEventCommands(program);
  addWebhookCommands(program);
  addAuditCommands(program);
  addStatsCommand(program);
  addConfigCommands(program);
  addSecretsCommands(program);
  addWordsCommands(program);
  addDoctorCommand(program);
  return program.addHelpText(
    "after",
    `${examples("postern dev", "postern user create-admin ada@example.com", "postern stats --by week")}

Exit codes: 0 done · 1 refused or not found · 2 wrong usage · 3 wrong configuration
            4 the database cannot be used`,
  );
}
