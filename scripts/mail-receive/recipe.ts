// The recipes of docs/deploying.md as they are printed, so that what is tried is what people copy.

import { readFileSync } from "node:fs";

const PAGE = new URL("../../docs/deploying.md", import.meta.url);

/** The headings of the recipes. */
export const RECIPES: Readonly<Record<string, string>> = {
  postfix: "Postfix",
  exim4: "Exim",
  dovecot: "Dovecot",
};

/** The files of a recipe, by name: each begins with a comment that names it. The domain is the test's own. */
export function recipeOf(server: string): readonly (readonly [name: string, text: string])[] {
  const page = readFileSync(PAGE, "utf8");
  const section = page.split(`\n### ${RECIPES[server]}\n`)[1]?.split(/\n##/)[0] ?? "";
  const blocks = [...section.matchAll(/```text\n([^]*?)```/g)].map(([, text = ""]) => text);
  const files = blocks.flatMap((block) => block.split(/\n(?=# \/)/));
  if (files.length === 0) throw new Error(`docs/deploying.md has no recipe for ${server}`);
  return files.map((file) => {
    const [, name = ""] = /^# \S*\/([\w.]+)/.exec(file) ?? [];
    if (name === "") throw new Error(`a part of the recipe for ${server} does not name its file`);
    return [name, `${file.trimEnd().replaceAll("example.com", "acme.test")}\n`] as const;
  });
}
