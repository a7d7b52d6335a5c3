import type { Command } from "commander";
import { examples, globals } from "./words.ts";

/** `postern words`: a site's own words. */
export function addWordsCommands(program: Command): void {
  const words = program
    .command("words")
    .description("write texts of your own, or another language");
  words
    .command("export")
    .description("print all texts of a language as JSON, for a file of your own")
    .argument(
      "[language]",
      "the language, such as de; any other begins with the English texts",
      "en",
    )
    .option("--only <name>", "only the texts of this part, such as registration")
    .addHelpText(
      "after",
      examples("postern words export de > words/de.json", "postern words export nl --only login"),
    )
    .action(async (language: string, flags: { readonly only?: string }, command: Command) => {
      const { exportWords } = await import("./site-words.action.ts");
      await exportWords(language, flags, globals(command));
    });
  words
    .command("check")
    .description("check files of texts, such as de.json, as the server does when it starts")
    .argument("<file...>", "files named after their language")
    .addHelpText("after", examples("postern words check words/*.json"))
    .action(async (files: readonly string[], _flags: unknown, command: Command) => {
      const { checkWords } = await import("./site-words.action.ts");
      await checkWords(files, globals(command));
    });
}
