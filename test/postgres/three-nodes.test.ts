// Three Posterns on one PostgreSQL: the promises about a mailbox, an account and a client hold however requests
// and senders are spread over them.

import { expect, test } from "vitest";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { nodesOn } from "./nodes.ts";
import { sharedPostgres } from "./server.ts";

const ADA = "ada@example.com";

const threeNodes = async () => nodesOn(await (await sharedPostgres()).database());

test("sixty clients at once, and three senders: a mailbox gets a mail a minute and no more than its places", async () => {
  await using site = await threeNodes();
  await site.confirmed(ADA);
  site.clock.forward("2 hours");
  const strangers = Array.from({ length: 60 }, (_, place) => `203.0.113.${place + 1}`);
  await Promise.all(
    strangers.map((client) => site.browser(client).submit("/forgot", { email: ADA })),
  );
  const times: number[] = [];
  for (let minute = 0; minute < 75; minute += 1) {
    const mails = (await site.deliver()).filter(({ kind }) => kind === "reset");
    if (mails.length > times.length) times.push(minute);
    expect(mails.length).toBe(times.length);
    site.clock.forward("1 minute");
  }
  expect(times.filter((minute) => minute < 60)).toHaveLength(9);
  const withheld = await site.store.listWithheld({ limit: 10 });
  expect(withheld.reduce((sum, { count }) => sum + count, 0)).toBe(60 - times.length);
});

test("an owner who asks once an hour is mailed, whatever two others ask of all nodes", async () => {
  await using site = await threeNodes();
  await site.confirmed(ADA);
  site.clock.forward("2 hours");
  for (let hour = 0; hour < 8; hour += 1) {
    for (let time = 0; time < 20; time += 1) {
      const stranger = site.browser(`203.0.113.${(time % 2) + 1}`);
      await stranger.submit("/forgot", { email: ADA });
      await site.deliver();
      site.clock.forward("3 minutes");
    }
    const before = (await site.deliver()).length;
    await site.browser("198.51.100.200").submit("/forgot", { email: ADA });
    await site.deliver();
    site.clock.forward("1 minute");
    expect((await site.deliver()).length).toBe(before + 1);
  }
});

test("of a hundred and twenty wrong passwords at once from as many clients a hundred are compared", async () => {
  await using site = await threeNodes();
  const known = await site.confirmed(ADA);
  const before = site.passwordHasher.count();
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, place) =>
      site
        .browser(`203.0.113.${place + 1}`)
        .json("POST", "/login", { email: ADA, password: "a wrong guess at it" }),
    ),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(100);
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(20);
  expect(site.passwordHasher.count() - before).toBe(400);
  const stranger = site.browser("203.0.113.200");
  expect((await stranger.submit("/login", { email: ADA, password: PASSWORD })).status).toBe(403);
  await known.submit("/logout");
  expect((await known.json("POST", "/login", { email: ADA, password: PASSWORD })).status).toBe(200);
  expect((await site.deliver()).filter(({ kind }) => kind === "password-paused")).toHaveLength(0);
});

test("a hundred and ten logins at once leave a hundred sessions", async () => {
  await using site = await threeNodes();
  await site.confirmed(ADA);
  await Promise.all(
    Array.from({ length: 110 }, (_, place) =>
      site.browser(`203.0.113.${place + 1}`).submit("/login", { email: ADA, password: PASSWORD }),
    ),
  );
  const [user] = await site.store.findUsers({ emailKey: ADA });
  expect((await site.store.readUserFacts(user!.id))?.sessions).toBe(100);
});
