// The examples in the docstrings of public names, as modules that compile and run.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  compile,
  ENTRIES,
  WORKSHOP,
  type PublicName,
  type Surface,
} from "../../scripts/api-surface.ts";
import type { Feature, Route, Sql, User, Work } from "../../src/extend.ts";
import type { Instant } from "../../src/index.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import * as given from "./given.ts";

export type Example = { readonly of: string; readonly file: string };

/** Writes a module for each example. */
export function writeExamples(surface: Surface): readonly Example[] {
  mkdirSync(join(WORKSHOP, "examples"), { recursive: true });
  return surface.names.flatMap((known) =>
    blocksIn(known.docs).map((code, place) => {
      const file = join(WORKSHOP, "examples", `${known.entry}.${known.name}.${place}.ts`);
      writeFileSync(file, moduleOf(code, known.entry, surface));
      return { of: nameOf(known), file };
    }),
  );
}

/** A public name as people import it. */
export const nameOf = ({ entry, name }: PublicName): string =>
  `${name} of ${entry === "postern" ? entry : `postern/${entry}`}`;

const blocksIn = (docs: string): readonly string[] =>
  [...docs.matchAll(/@example\n \* ```ts\n([\s\S]*?) \* ```/g)].map(([, code = ""]) =>
    code.replace(/^ \* ?/gm, ""),
  );

/** What an example may declare in order to be run. */
const DECLARED = /^(?:export )?(?:const|function\*?) (feature|routes|work)\b/gm;

function moduleOf(code: string, entry: string, { names, reports }: Surface): string {
  const isUnknown = (name: string): boolean =>
    new RegExp(`\\b${name}\\b`).test(code) &&
    !new RegExp(`(?:\\b(?:const|function\\*?|type) |^import .*\\b)${name}\\b`, "m").test(code);
  const own = names
    .filter((known) => known.entry === entry)
    .map(({ name, isValue }) => ({ name: name.split(".")[0]!, isValue }));
  // Names that an entry re-exports from a package are only in its report.
  const again = [...(reports.get(entry) ?? "").matchAll(/^export \{ (\w+) \}/gm)].map(
    ([, name = ""]) => ({ name, isValue: true }),
  );
  const imports = new Map(
    [...own, ...again]
      .filter(({ name }) => isUnknown(name))
      .map(({ name, isValue }) => [name, isValue ? name : `type ${name}`]),
  );
  const givens = Object.keys(given).filter((name) => isUnknown(name) && !imports.has(name));
  const declared = [...code.matchAll(DECLARED)].map(([, name]) => name);
  return `import { expect } from "vitest";
import { ${[...imports.values()].join(", ")} } from "postern/${entry}";
import { ${givens.join(", ")} } from "../../test/api/given.ts";
${code.replace(/^(.*); \/\/ → (.*)$/gm, "expect($1).toEqual($2);")}
void expect;
export { ${declared.join(", ")} };
`.replace(
    / from "postern(?:\/([\w-]+))?"/g,
    (_, name: string = "postern") => ` from "../../src/${ENTRIES[name]}.ts"`,
  );
}

/** Throws with the compiler's messages if an example is wrong. */
export const compileExamples = (examples: readonly Example[]): void =>
  compile(
    "examples.json",
    { noEmit: true, noUnusedLocals: false, noUnusedParameters: false },
    examples.map(({ file }) => file),
  );

type Declared = {
  readonly feature?: Feature;
  readonly routes?: NonNullable<Feature["routes"]>;
  readonly work?: (sql: Sql, user: User, now: Instant) => Work<unknown>;
};

type Verbs = { work(user: User, now: Instant): Promise<unknown> };

/** Runs an example. What it declares is used: routes are requested, and work is done in a transaction. */
export async function runExample({ file }: Example): Promise<void> {
  const { feature, routes, work } = (await import(file)) as Declared;
  if (feature === undefined && routes === undefined && work === undefined) return;
  const opened: Route[] = [];
  const whole: Feature = {
    ...given.aroundIt,
    ...feature,
    routes(...site) {
      opened.push(...(routes?.(...site) ?? feature?.routes?.(...site) ?? []));
      return opened;
    },
    store: (sql): Verbs => ({
      work: (user, now) => sql.driver.write(() => work!(sql, user, now)),
    }),
  };
  await using app = await testPostern({ features: [whole] });
  const browser = await app.confirmed("ada@example.com");
  await app.postern.users.addRole(app.user("ada@example.com")!.id, "viewer");
  for (const { method, path } of opened) {
    const page = await (method === "GET" ? browser.open(path) : browser.submit(path));
    // No link exists for a path with a parameter, and some requests are refused on purpose.
    if (page.status < 400 || page.status === 429 || path.includes(":")) continue;
    throw new Error(`${method} ${path} was answered with ${page.status}: ${page.heading}`);
  }
  if (work !== undefined) {
    const { store } = app.postern.context;
    const [user] = await store.findUsers({ emailKey: "ada@example.com" });
    await (store as typeof store & Verbs).work(user!, app.clock.now());
  }
  const error = app.log.find(({ level }) => level === "error");
  if (error !== undefined) throw error.error;
}
