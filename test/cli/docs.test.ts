import type { Command } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { postern } from "../../src/cli/program.ts";

/** Every command that does something, by its full name; one that has others below it does something if it has options. */
function commandsOf(command: Command, name: string): [name: string, command: Command][] {
  const below = command.commands.flatMap((sub) => commandsOf(sub, `${name} ${sub.name()}`));
  const isGroup = below.length > 0 && (name === "postern" || command.options.length === 0);
  return isGroup ? below : [[name, command], ...below];
}

const docs = readFileSync(join(import.meta.dirname, "../../docs/cli.md"), "utf8");
const parts = new Map(
  docs.split(/^##+ /m).map((part) => [part.split("\n", 1)[0] ?? "", part] as const),
);

test("docs/cli.md describes every command with every option, and none that is not there", () => {
  const commands = commandsOf(postern(), "postern");
  expect([...parts.keys()].filter((heading) => heading.startsWith("postern "))).toEqual(
    commands.map(([name]) => name),
  );
  for (const [name, command] of commands) {
    const described = parts.get(name)?.matchAll(/^- (.*?):/gm) ?? [];
    const flags = [...described].flatMap(([, line]) => line?.match(/--[a-z-]+/g) ?? []);
    expect([name, flags]).toEqual([name, command.options.map(({ long }) => long)]);
  }
  for (const { long } of postern().options) {
    expect(parts.get("What all commands share")).toContain(String(long));
  }
});
