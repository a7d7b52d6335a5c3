// A stranger's mailbox as a target: whatever is requested, by whomever, it gets no more than its budget (I8).

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, count, countingHasher, OTHER_PASSWORD } from "./tools.ts";

const ADA = "ada@example.com";

/** Each kind of cause: registering, requesting another mail, resetting. */
const CAUSES = [
  ["confirm", "already-registered"],
  ["confirm-again"],
  ["reset", "reset-no-user"],
] as const;

/**
 * Per kind of cause: 1 in 60 s, 9 in an hour, 12 in a day and one more per hour for a client that has not asked
 * before; measured at the times at which mails were handed over.
 */
async function expectWithinBudget(app: TestPostern, mailbox: (to: string) => boolean) {
  const mails = (await app.mails()).filter(({ to }) => mailbox(to));
  for (const kinds of CAUSES) {
    const times = mails
      .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
      .map(({ sentOn }) => Date.parse(sentOn));
    const most = (window: number): number =>
      Math.max(
        0,
        ...times.map(
          (start) => times.filter((time) => time >= start && time < start + window).length,
        ),
      );
    expect([kinds, most(60_000) <= 1, most(3_600_000) <= 9, most(86_400_000) <= 12 + 24]).toEqual([
      kinds,
      true,
      true,
      true,
    ]);
  }
  return mails.length;
}

/** Lets time pass in steps, so that every mail that waits for its turn is handed over. */
async function pass(app: TestPostern, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await app.mails();
    app.clock.forward("1 minute");
  }
}

const ways: Readonly<Record<string, (app: TestPostern, email: string) => Promise<unknown>>> = {
  registering: (app, email) => app.browser().submit("/register", { email, password: PASSWORD }),
  resending: (app, email) => app.browser().submit("/resend", { email }),
  forgetting: (app, email) => app.browser().submit("/forgot", { email }),
};

test.each(Object.keys(ways))(
  "64 times %s at once, from 64 clients, send one mail now",
  async (way) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await app.confirmed(ADA);
    app.clock.forward("25 hours");
    const before = (await app.mails()).length;
    await atOnce(64, () => ways[way]!(app, ADA));
    expect((await app.mails()).length - before).toBeLessThanOrEqual(1);
    await pass(app, 30);
    await expectWithinBudget(app, (to) => to === ADA);
  },
);

test("all ways together, by ever new clients, every two minutes for a day and a half, keep to it", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  for (let minute = 0; minute < 36 * 60; minute += 6) {
    for (const way of Object.values(ways)) {
      await way(app, ADA);
      await app.mails();
      app.clock.forward("2 minutes");
    }
  }
  expect(await expectWithinBudget(app, (to) => to === ADA)).toBeGreaterThanOrEqual(20);
});

test("one client, by all ways together, sends eight mails a day at most", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const browser = () => app.browser({ client: "203.0.113.9" });
  for (let minute = 0; minute < 24 * 60; minute += 9) {
    for (const [path, fields] of [
      ["/register", { email: ADA, password: PASSWORD }],
      ["/resend", { email: ADA }],
      ["/forgot", { email: ADA }],
    ] as const) {
      await browser().submit(path, fields);
      await app.mails();
      app.clock.forward("3 minutes");
    }
  }
  expect((await app.mails()).length).toBeLessThanOrEqual(8);
});

test.each([
  ["where the address has an owner", 32, (app: TestPostern) => app.confirmed(ADA)],
  ["where it has none", 12, async () => {}],
])(
  "one client that asks every 61 minutes by all ways, %s, sends %i mails a day at most",
  async (_, most, arrange) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await arrange(app);
    const account = await app.confirmed("eve@example.org", OTHER_PASSWORD);
    app.clock.forward("26 hours");
    const before = new Set((await app.mails()).map(({ id }) => id));
    const client = "203.0.113.9";
    const stranger = app.browser({ client });
    await stranger.submit("/login", { email: "eve@example.org", password: OTHER_PASSWORD });
    await account.submit("/logout");
    for (let hour = 0; hour < 23; hour += 1) {
      const browser = () => app.browser({ client });
      await browser().submit("/forgot", { email: ADA });
      await browser().submit("/forgot", { email: "ada+tag@example.com" });
      await browser().submit("/resend", { email: ADA });
      await browser().submit("/register", { email: ADA, password: OTHER_PASSWORD });
      await stranger.submit("/login/again", { password: OTHER_PASSWORD });
      await stranger.submit("/profile/email", { email: ADA });
      await pass(app, 61);
    }
    const got = (await app.mails()).filter(({ id, to }) => !before.has(id) && to.startsWith("ada"));
    expect(got.length).toBeGreaterThan(most / 2);
    expect(got.length).toBeLessThanOrEqual(most);
  },
);

describe("spellings that reach the same mailbox share its budget", () => {
  test.each([
    ["case", ["ada@example.com", "Ada@example.com", "ADA@EXAMPLE.COM", "ada@Example.Com"]],
    ["tags", ["ada@example.com", "ada+a@example.com", "ada+b@example.com", "ada+a+b@example.com"]],
    [
      "dots at Gmail",
      ["a.d.a@gmail.com", "ada@gmail.com", "ada@googlemail.com", "AD.A+x@gmail.com"],
    ],
    [
      "scripts of the domain",
      ["ada@müller.example", "ada@xn--mller-kva.example", "ada@MÜLLER.example"],
    ],
  ])("%s", async (_, spellings) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    for (const email of spellings) await ways["registering"]!(app, email);
    expect(await app.mails()).toHaveLength(1);
    for (const email of spellings) await ways["resending"]!(app, email);
    for (const email of spellings) await ways["forgetting"]!(app, email);
    expect(await app.mails()).toHaveLength(3);
    await pass(app, 30);
    await expectWithinBudget(app, () => true);
  });

  test("64 tags at once", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await atOnce(64, (place) =>
      app.browser().submit("/register", { email: `ada+${place}@example.com`, password: PASSWORD }),
    );
    expect(await app.mails()).toHaveLength(1);
    expect(count(app, "users")).toBe(64);
  });
});

test("a registration that moves to a victim's address and back sends no more than the budget", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const victim = "victim@example.com";
  for (let registration = 0; registration < 4; registration += 1) {
    const { browser } = await app.register(`attacker${registration}@example.com`);
    for (let change = 0; change < 6; change += 1) {
      await browser.submit("/unconfirmed/email", { email: victim });
      await browser.submit("/unconfirmed/email", { email: `other${registration}@example.com` });
      await browser.submit("/resend");
    }
  }
  await pass(app, 60);
  await expectWithinBudget(app, (to) => to === victim);
});

test("a registration has five mails in its life, whatever is pressed", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const { browser } = await app.register(ADA);
  for (let hour = 0; hour < 48; hour += 1) {
    app.clock.forward("1 hour");
    await browser.submit("/resend");
    await browser.submit("/unconfirmed/email", { email: ADA });
    await app.mails();
  }
  expect((await app.mails()).length).toBeLessThanOrEqual(5);
});

test("a stranger who asks by address uses up none of the five, and the owner still moves to the right address", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.submit("/register", { email: ADA, password: PASSWORD });
  for (let mail = 0; mail < 8; mail += 1) {
    await app.mails();
    app.clock.forward("4 hours");
    await app.browser().submit("/resend", { email: ADA });
  }
  expect((await app.mails()).length).toBeGreaterThan(5);
  app.clock.forward("4 hours");
  await browser.submit("/unconfirmed/email", { email: "ada@example.org" });
  await app.mailTo("ada@example.org");
});

test("one client registers twenty addresses an hour, however it spells its own", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const answers = await atOnce(64, (place) =>
    app
      .browser({ client: `2001:db8:1:2::${(place + 1).toString(16)}` })
      .json("POST", "/register", { email: `ada${place}@example.com`, password: PASSWORD }),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get("retry-after")).toBe("3600");
});

test("clients that nobody can tell apart share one strict bucket", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const answers = await atOnce(30, (place) =>
    app
      .browser({ client: place % 2 === 0 ? "unknown" : `not an address ${place}` })
      .json("POST", "/register", { email: `ada${place}@example.com`, password: PASSWORD }),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
});
