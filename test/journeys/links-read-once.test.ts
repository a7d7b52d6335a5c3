// A request reads its link once: what a page shows and what is decided come from the same reading.

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

const OLD = "ada@example.com";
const NEW = "ada@example.org";
const NEW_PASSWORD = "lamp post in the fog";

test("every page and form of a link reads it once, whether it is of use or not", async () => {
  let reads = 0;
  const seen = new Map<string, Set<number>>();
  await using app = await testPostern({
    around: (store) => ({
      ...store,
      findLink: (...asked) => {
        reads += 1;
        return store.findLink(...asked);
      },
    }),
    async watch({ request, route }, answer) {
      reads = 0;
      const response = await answer();
      if (reads > 0) {
        const name = `${request.method} ${route}`;
        seen.set(name, (seen.get(name) ?? new Set()).add(reads));
      }
      return response;
    },
  });
  const elsewhere = app.browser();
  const read = async (path: string, link: string): Promise<void> => {
    await elsewhere.json("GET", new URL(link).pathname);
    for (let time = 0; time < 2; time += 1) {
      await elsewhere.open(time === 0 ? link : path);
      await elsewhere.submit(path, path.endsWith("stop") ? { door: "not-me" } : {});
    }
  };

  const { browser, link } = await app.register(OLD);
  await read("/confirm/not-me", `${link}/not-me`);
  await read("/confirm", link);
  for (const password of ["wrong", ""]) await elsewhere.submit("/confirm", { password });
  await elsewhere.submit("/confirm", { newPassword: "short" });
  await elsewhere.submit("/resend");
  const other = await app.register("bob@example.com");
  await elsewhere.open(`${other.link}/not-me`);
  await elsewhere.submit("/confirm/not-me", { sure: "on" });
  await browser.open(link);
  await browser.submit("/confirm");
  await read("/confirm", link);

  await browser.submit("/profile/email", { email: NEW });
  const stop = (await app.mailTo(OLD)).links[0]!;
  const change = (await app.mailTo(NEW)).links[0]!;
  await read("/change-email/stop", stop);
  await elsewhere.submit("/change-email/stop");
  await read("/change-email", change);
  await elsewhere.submit("/change-email", { password: "wrong" });
  await elsewhere.submit("/change-email", { password: PASSWORD });
  await read("/change-email", change);
  const undo = await app.mailTo(OLD);
  await read("/change-email/undo", undo.links[0]!);
  await elsewhere.submit("/change-email/undo", { code: undo.code! });
  await read("/change-email/undo", undo.links[0]!);
  await read("/change-email/stop", stop);

  await elsewhere.submit("/forgot", { email: OLD });
  const reset = (await app.mailTo(OLD)).links[0]!;
  await read("/reset", reset);
  await elsewhere.submit("/reset", { password: NEW_PASSWORD });
  await read("/reset", reset);

  await elsewhere.submit("/login", { email: OLD, password: NEW_PASSWORD });
  await elsewhere.submit("/profile/delete", { password: NEW_PASSWORD });
  const keep = await app.mailTo(OLD);
  await read("/keep", keep.links[0]!);
  await elsewhere.submit("/keep", { code: keep.code! });
  await read("/keep", keep.links[0]!);

  const PAGES = [
    "/change-email",
    "/change-email/stop",
    "/change-email/undo",
    "/confirm",
    "/keep",
    "/reset",
  ];
  expect(Object.fromEntries([...seen].map(([route, counts]) => [route, [...counts]]))).toEqual(
    Object.fromEntries(
      [
        "POST /resend",
        "GET /confirm/not-me",
        "GET /confirm/:link/not-me",
        "POST /confirm/not-me",
        ...PAGES.flatMap((path) => [`GET ${path}/:link`, `GET ${path}`, `POST ${path}`]),
      ].map((route) => [route, [1]]),
    ),
  );
  expect(app.user(OLD)?.confirmedOn).not.toBeNull();
});
