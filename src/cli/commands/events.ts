import { InvalidArgumentError, Option, type Command } from "commander";
import { STATES } from "../event-states.ts";
import { examples, globals, rowId, wholeNumber, wrongUsage } from "./words.ts";

export type ListFlags = {
  readonly state?: keyof typeof STATES;
  readonly receiver?: string;
  readonly user?: string;
  readonly limit: number;
  readonly after?: string;
};

export type RetryFlags = { readonly dead?: true; readonly receiver?: string };

/** `postern events …`: what receivers were told, and what they were not. */
export function addEventCommands(program: Command): void {
  const events = program
    .command("events")
    .description("events: what handlers and webhooks were told, what they were not");
  addListCommand(events);
  events
    .command("show")
    .description("show one event, and what became of it at each receiver")
    .argument("<id>", "the event's id", rowId)
    .addHelpText("after", examples("postern events show 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b"))
    .action(async (id: string, _flags: unknown, command: Command) => {
      await (await import("./events.action.ts")).showEvent(id, globals(command));
    });
  addRetryCommand(events);
  events
    .command("receivers")
    .description("list handlers and webhooks, and how well they can be told")
    .addHelpText("after", examples("postern events receivers"))
    .action(async (_flags: unknown, command: Command) => {
      await (await import("./events.action.ts")).listReceivers(globals(command));
    });
}

function addListCommand(events: Command): void {
  events
    .command("list")
    .description("list events, a line for each receiver, newest first")
    .addOption(
      new Option("--state <state>", "only those in this state").choices(Object.keys(STATES)),
    )
    .option("--receiver <name>", "only those for this handler or webhook")
    .option("--user <user>", "only those about this user: an id or an address")
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 20)
    .option("--after <id>", "continue after this line, the last one of the previous page", lineId)
    .addHelpText(
      "after",
      examples("postern events list --state dead", "postern events list --user ada@example.com"),
    )
    .action(async (flags: ListFlags, command: Command) => {
      await (await import("./events.action.ts")).listEvents(flags, globals(command));
    });
}

function addRetryCommand(events: Command): void {
  events
    .command("retry")
    .description("tell dead events again, once the cause is fixed")
    .argument("[ids...]", "the events' ids")
    .option("--dead", "all dead events")
    .option("--receiver <name>", "only to this handler or webhook")
    .addHelpText(
      "after",
      examples(
        "postern events retry 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b",
        "postern events retry --dead --receiver billing",
      ),
    )
    .action(async (ids: readonly string[], flags: RetryFlags, command: Command) => {
      if ((ids.length === 0) === (flags.dead === undefined)) {
        wrongUsage(command, "give either ids of dead events or --dead");
      }
      await (await import("./events.action.ts")).retry(ids.map(rowId), flags, globals(command));
    });
}

function lineId(text: string): string {
  if (/^[\w-]{37,80}$/.test(text)) return text;
  throw new InvalidArgumentError("Give what the list printed after --after.");
}
