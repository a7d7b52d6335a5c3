// A database with outdated hashes: whoever steals it should find as few of them as possible.

import { hash } from "@node-rs/argon2";
import { expect, test } from "vitest";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { OTHER_PASSWORD } from "./tools.ts";

const ADA = "ada@example.com";

/** A site on which Ada's password was hashed when parameters were weaker. */
async function olderSite(): Promise<TestPostern> {
  const app = await testPostern({ passwordHasher: argon2Hasher() });
  await app.confirmed(ADA);
  const weak = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 1, parallelism: 1 });
  app.database.prepare("UPDATE credentials SET secret = ?").run(weak);
  return app;
}

const hashOf = (app: TestPostern): string =>
  String(app.database.prepare("SELECT secret FROM credentials").get()?.["secret"]);

const logIn = async (app: TestPostern, password: string): Promise<number> =>
  (await app.browser().json("POST", "/login", { email: ADA, password })).status;

test("the owner's next login replaces a weak hash, and the password stays the same", async () => {
  await using app = await olderSite();
  expect(hashOf(app)).toContain("m=4096,t=1");
  expect(await logIn(app, PASSWORD)).toBe(200);
  const stronger = hashOf(app);
  expect(stronger).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await logIn(app, PASSWORD)).toBe(200);
  expect(hashOf(app)).toBe(stronger);
});

test("a wrong password replaces nothing", async () => {
  await using app = await olderSite();
  const weak = hashOf(app);
  expect(await logIn(app, OTHER_PASSWORD)).toBe(401);
  expect(hashOf(app)).toBe(weak);
});
