// The list in docs/features/imports.md of what an export contains is the schema, column by column.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { databaseInMemory } from "../../src/testing/memory-database.ts";

test("every column of every table is exported, or it is said why not", async () => {
  const database = await databaseInMemory();
  const page = readFileSync(new URL("../../docs/features/imports.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| (`[a-z_]+\.[^|]*)\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([a-z_]+\.(?:[a-z_]+|\*))`/g)].map(([, name = ""]) => name),
  );
  const columns = database
    .prepare(
      `SELECT tables.name || '.' || columns.name AS name
       FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'`,
    )
    .all()
    .map(({ name }) => String(name));
  const isListed = (name: string): boolean =>
    listed.includes(name) || listed.includes(name.replace(/\..*/, ".*"));
  expect(columns.filter((name) => !isListed(name))).toEqual([]);
  const isThere = (name: string): boolean =>
    columns.some((each) => each === name || `${each.split(".")[0]}.*` === name);
  expect(listed.filter((name) => !isThere(name))).toEqual([]);
});
