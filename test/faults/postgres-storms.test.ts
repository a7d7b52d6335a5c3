import { expect, test } from "vitest";
import { broken } from "./parts/figures.ts";
import { postgresStorms } from "./postgres-storms.ts";

test("cancelled statements, ended connections and a read-only time under load: nothing is lost, nothing is 500", async () => {
  expect(broken(await postgresStorms({ rounds: 2, hurry: true }))).toEqual([]);
});
