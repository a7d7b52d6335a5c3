import { expect, test } from "vitest";
import { broken } from "./parts/figures.ts";
import { postgresPromotion } from "./postgres-promotion.ts";

test("a standby is promoted under load: nothing acknowledged is lost, and nobody restarts a node", async () => {
  expect(broken(await postgresPromotion({ load: 1_500, hurry: true }))).toEqual([]);
});
