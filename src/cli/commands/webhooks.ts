import { InvalidArgumentError, Option, type Command } from "commander";
import { parseDuration } from "../../domain/time.ts";
import { STATES } from "../event-states.ts";
import type { AddFlags, LogFlags, ReplayFlags } from "./webhooks.action.ts";
import { day, examples, globals, rowId, wholeNumber, wrongUsage } from "./words.ts";

const acts = () => import("./webhooks.action.ts");
const sending = () => import("./webhooks-sending.action.ts");

const NAME = ["<name>", "the webhook's name"] as const;

/** `postern webhooks …`: endpoints that are told of events. */
export function addWebhookCommands(program: Command): void {
  const webhooks = program
    .command("webhooks")
    .description("webhooks: who is told of events over HTTP, and how that goes");
  addAdding(webhooks);
  addLooking(webhooks);
  addSecrets(webhooks);
  addSwitching(webhooks);
  addReplay(webhooks);
}

function addAdding(webhooks: Command): void {
  webhooks
    .command("add")
    .description("add an endpoint, and print the secret that its receiver checks signatures with")
    .argument("<url>", "where events are sent, like https://app.example/hooks")
    .option("--name <name>", "how to call it in commands and mails; the URL's host by default")
    .option("--events <types>", "only these events, like user.confirmed,user.deleted", listed)
    .addHelpText(
      "after",
      examples(
        "postern webhooks add https://app.example/hooks",
        "postern webhooks add https://crm.example/in --name crm --events user.confirmed,user.deleted",
      ),
    )
    .action(async (url: string, flags: AddFlags, command: Command) => {
      await (await acts()).addEndpoint(url, flags, globals(command));
    });
  webhooks
    .command("remove")
    .description("remove an endpoint, and all that was to be sent to it")
    .argument(...NAME)
    .option("--yes", "do not ask")
    .addHelpText("after", examples("postern webhooks remove crm --yes"))
    .action(async (name: string, flags: { readonly yes?: true }, command: Command) => {
      await (await acts()).removeEndpoint(name, flags, globals(command));
    });
}

function addLooking(webhooks: Command): void {
  webhooks
    .command("list")
    .description("list all endpoints, and how they do")
    .addHelpText("after", examples("postern webhooks list", "postern webhooks list --json"))
    .action(async (_flags: unknown, command: Command) => {
      await (await acts()).listEndpoints(globals(command));
    });
  webhooks
    .command("show")
    .description("show one endpoint, its secrets' ages, and the last answers; never a secret")
    .argument(...NAME)
    .addHelpText("after", examples("postern webhooks show crm"))
    .action(async (name: string, _flags: unknown, command: Command) => {
      await (await acts()).showEndpoint(name, globals(command));
    });
  webhooks
    .command("log")
    .description("list what was sent to an endpoint, newest first, and what it answered")
    .argument(...NAME)
    .addOption(new Option("--state <state>", "only in this state").choices(Object.keys(STATES)))
    .option("--limit <number>", "show at most this many", wholeNumber(1, 10_000), 20)
    .option("--after <id>", "continue after this line, the last one of the previous page")
    .addHelpText(
      "after",
      examples("postern webhooks log crm", "postern webhooks log crm --state dead --json"),
    )
    .action(async (name: string, flags: LogFlags, command: Command) => {
      await (await acts()).showLog(name, flags, globals(command));
    });
}

function addSecrets(webhooks: Command): void {
  webhooks
    .command("test")
    .description("send an event that means nothing, and print the answer")
    .argument(...NAME)
    .addHelpText("after", examples("postern webhooks test crm"))
    .action(async (name: string, _flags: unknown, command: Command) => {
      await (await sending()).testEndpoint(name, globals(command));
    });
  webhooks
    .command("rotate")
    .description("make a new secret; until the old one ends, both sign each request")
    .argument(...NAME)
    .option("--keep <time>", 'how long the old secret signs too, or "none"', keep)
    .addHelpText(
      "after",
      examples("postern webhooks rotate crm", 'postern webhooks rotate crm --keep "7 days"'),
    )
    .action(async (name: string, flags: { readonly keep?: number }, command: Command) => {
      await (await sending()).rotateEndpoint(name, flags.keep, globals(command));
    });
}

function addSwitching(webhooks: Command): void {
  webhooks
    .command("off")
    .description("send nothing to an endpoint for now; what it misses is kept for 30 days")
    .argument(...NAME)
    .addHelpText("after", examples("postern webhooks off crm"))
    .action(async (name: string, _flags: unknown, command: Command) => {
      await (await acts()).switchEndpointOff(name, globals(command));
    });
  webhooks
    .command("on")
    .description("send to an endpoint again")
    .argument(...NAME)
    .option("--replay", "send what it missed first")
    .addHelpText("after", examples("postern webhooks on crm", "postern webhooks on crm --replay"))
    .action(async (name: string, flags: { readonly replay?: true }, command: Command) => {
      await (await acts()).switchEndpointOn(name, flags, globals(command));
    });
}

function addReplay(webhooks: Command): void {
  webhooks
    .command("replay")
    .description("send events again that an endpoint did not get; the server sends them")
    .argument(...NAME)
    .option("--dead", "all that it did not get")
    .option("--since <date>", "what it did not get from this day (UTC) on", day)
    .option("--delivered", "with --since: also what it got")
    .option("--event <id>", "this event, even if it was delivered", rowId)
    .addHelpText(
      "after",
      examples(
        "postern webhooks replay crm --dead",
        "postern webhooks replay crm --since 2026-11-01 --delivered",
        "postern webhooks replay crm --event 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b",
      ),
    )
    .action(async (name: string, flags: ReplayFlags, command: Command) => {
      const asked = [flags.dead, flags.since, flags.event].filter((each) => each !== undefined);
      if (asked.length !== 1) wrongUsage(command, "give --dead, --since or --event");
      if (flags.delivered && flags.since === undefined) {
        wrongUsage(command, "option '--delivered' needs option '--since'");
      }
      await (await acts()).replayEndpoint(name, flags, globals(command));
    });
}

const listed = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

function keep(text: string): number {
  const duration = text === "none" ? 0 : parseDuration(text);
  if (duration !== undefined) return duration;
  throw new InvalidArgumentError('Give a time like "24 hours", or "none".');
}
