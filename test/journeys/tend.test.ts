// A host whose process does not live between requests asks for all that the background would do.

import { expect, test } from "vitest";
import type { Feature } from "../../src/feature.ts";
import { minutes } from "../../src/domain/time.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

test("without a background everything is done that is due, when the host asks for it", async () => {
  await using app = await testPostern();
  const ada = await app.confirmed(EMAIL);
  await app.register("bob@example.com");
  await ada.submit("/profile/delete", { password: PASSWORD });
  expect(await app.postern.tend()).toMatchObject({ users: 0, registrations: 0, delivered: 1 });
  app.clock.forward("15 days");
  expect(await app.postern.tend()).toMatchObject({ users: 1, registrations: 1, delivered: 1 });
  expect(app.user(EMAIL)).toBeUndefined();
  expect(app.user("bob@example.com")).toBeUndefined();
});

test("what tasks have queued is sent in the same go", async () => {
  await using app = await testPostern({ reminder: "2 days" });
  await app.register(EMAIL);
  app.clock.forward("6 days");
  expect(await app.postern.tend()).toMatchObject({ delivered: 1 });
  expect((await app.mailTo(EMAIL)).subject).toMatch(/^Your address is not confirmed yet/);
});

/** A feature whose task fails at first. */
function flaky() {
  const runs: boolean[] = [];
  const feature: Feature = {
    name: "flaky",
    tasks: [
      {
        name: "work",
        every: minutes(10),
        async run() {
          runs.push(runs.length > 0);
          if (runs.length === 1) throw new Error("not today");
          return { worked: 1 };
        },
      },
    ],
  };
  return { runs, feature };
}

test("after each request the tasks of ten minutes run once in ten minutes, and mails go out", async () => {
  const { runs, feature } = flaky();
  runs.push(true);
  await using app = await testPostern({ features: [feature] });
  expect(await app.postern.tend()).toMatchObject({ worked: 1 });
  app.clock.forward("9 minutes");
  await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect(await app.postern.tend()).toEqual({ delivered: 1 });
  app.clock.forward("1 minute");
  expect(await app.postern.tend()).toMatchObject({ worked: 1 });
});

test("a task that fails keeps no other from running, and is tried again the next time", async () => {
  const { feature } = flaky();
  await using app = await testPostern({ features: [feature] });
  await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect(await app.postern.tend()).toMatchObject({ registrations: 0, delivered: 1 });
  expect(app.log.map(({ event }) => event)).toContain("upkeep-failed");
  expect(await app.postern.tend()).toEqual({ worked: 1, delivered: 0 });
});
