// `postern words export` and `postern words check`.

import { basename } from "node:path";
import { textsIn, type Catalogues } from "../../domain/languages.ts";
import { isTag, tagWanted, textCount } from "../../domain/own-words.ts";
import { joined } from "../../features.ts";
import { readConfig } from "../../server/config.ts";
import { readWordFile } from "../../server/word-files.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";

/** Prints Postern's texts in a language, and those of the host's features. */
export async function exportWords(
  language: string,
  { only }: { readonly only?: string },
  globals: Globals,
): Promise<void> {
  const catalogues = await cataloguesOf(globals);
  if (!isTag(language)) {
    throw new Refused("unknown-language", `${language}: ${tagWanted(language)}.`);
  }
  if (only !== undefined && !Object.hasOwn(catalogues, only)) {
    const names = Object.keys(catalogues).toSorted().join(", ");
    throw new Refused("unknown-part", `There is no part ${only}. There are ${names}.`);
  }
  const texts = await textsIn(language, catalogues);
  const chosen = Object.entries(texts).filter(([name]) => only === undefined || name === only);
  printJson(Object.fromEntries(chosen));
}

/** Checks files as the start of the server does, and says how many texts each lacks. */
export async function checkWords(files: readonly string[], globals: Globals): Promise<void> {
  const catalogues = await cataloguesOf(globals);
  const all = textCount(await textsIn("en", catalogues));
  const checked = files.map((file) => {
    const { own, problems } = readWordFile(file, catalogues);
    const language = basename(file, ".json");
    return { file, language, texts: textCount(own[language] ?? {}), of: all, problems };
  });
  if (globals.json) printJson(checked);
  else {
    for (const { file, texts, problems } of checked) {
      for (const problem of problems) print(problem);
      if (problems.length === 0)
        print(`${file}: ${count(texts, "text")} of ${all.toLocaleString("en")}`);
    }
  }
  const wrong = checked.filter(({ problems }) => problems.length > 0);
  if (wrong.length === 0) return;
  say(`${count(wrong.length, "file")} cannot be used.`);
  process.exitCode = exitCodes.refused;
}

/** A broken file of words must not keep anybody from looking at them. */
async function cataloguesOf(globals: Globals): Promise<Catalogues> {
  const { config } = await readConfig({
    environment: { ...process.env, POSTERN_WORDS: undefined },
    mode: "development",
    configFile: globals.config,
  });
  return joined(config.features).catalogues;
}
