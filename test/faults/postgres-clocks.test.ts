import { expect, test } from "vitest";
import { broken } from "./parts/figures.ts";
import { postgresClocks } from "./postgres-clocks.ts";

test("ten minutes between the clocks of three machines: every mail is sent once, and who is wrong says so", async () => {
  expect(broken(await postgresClocks({ people: 9, pause: 1_500 }))).toEqual([]);
});
