// People with roles, in their browsers.

import type { Browser } from "../../src/testing/browser.ts";
import { testPostern, type TestOptions, type TestPostern } from "../../src/testing/test-postern.ts";

export const STAFF = ["viewer", "support", "admin"] as const;

/** Who comes to the console: strangers, users, and those with each role. */
export const ACTORS = ["anonymous", "user", ...STAFF] as const;

export type Actor = (typeof ACTORS)[number];

export type Staffed = AsyncDisposable & {
  readonly app: TestPostern;
  readonly browsers: Readonly<Record<Actor, Browser>>;
};

/** A site with somebody for each role: viewer@example.com, support@example.com, admin@example.com; and user@example.com. */
export async function staffed(options: TestOptions = {}): Promise<Staffed> {
  const app = await testPostern(options);
  const browsers: Partial<Record<Actor, Browser>> = { anonymous: app.browser() };
  for (const actor of ["user", ...STAFF] as const) {
    browsers[actor] = await app.confirmed(`${actor}@example.com`);
    if (actor !== "user") {
      const { id } = app.user(`${actor}@example.com`)!;
      await app.postern.users.addRole(id, actor);
    }
  }
  return {
    app,
    browsers: browsers as Staffed["browsers"],
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
