// A site's own pages and mails: as code in postern.config.ts, as templates in a folder, or both.

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { pagesOf, type Custom } from "../custom.ts";
import type { Feature } from "../feature.ts";
import { joined } from "../features.ts";
import type { Known } from "./config-types.ts";

/** Reads the templates, and adds whatever is wrong with them to the problems. What is given as code counts before them. */
export async function readCustom(
  { environment, folder, problems }: Known,
  given: unknown,
  features: readonly Feature[],
): Promise<Custom | undefined> {
  const named = environment["POSTERN_TEMPLATES"];
  const code = given as Custom | undefined;
  if (named === undefined) return code;
  const path = resolve(folder, named);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    problems.push(`POSTERN_TEMPLATES: there is no folder ${path}`);
    return code;
  }
  const { templatesIn } = await import("./templates.ts");
  const all = joined(features);
  const names = { pages: pagesOf(all.features), mails: Object.keys(all.mails) };
  const { custom, problems: found } = templatesIn(path, names);
  problems.push(...found.map((each) => `POSTERN_TEMPLATES: ${each}`));
  return {
    pages: { ...custom.pages, ...code?.pages },
    mails: { ...custom.mails, ...code?.mails },
    slots: { ...custom.slots, ...code?.slots },
  };
}
