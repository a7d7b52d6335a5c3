import { expect, test } from "vitest";
import { broken } from "./parts/figures.ts";
import { postgresRestarts } from "./postgres-restarts.ts";

test("PostgreSQL may be restarted under load: people are told to come back, and nothing is lost", async () => {
  expect(broken(await postgresRestarts({ restarts: 2, hurry: true }))).toEqual([]);
});
