// However long a queue, a claim, a hand-over and a health check read no more of it than they need.

import type { MailQuery } from "../../ports/admin-store.ts";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { NOW, claim, claimCounted, register } from "../../testing/store-contract/kit.ts";
import { hours } from "../../domain/time.ts";
import { sqliteStore } from "../../open-stores.ts";
import { listen, planOf } from "../../testing/query-plans.ts";

test("no statement of a claim, a hand-over or a health check sorts the queue or reads all of it", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  await register(store, "ada@example.com");
  const texts = listen(database);
  const [mail] = await claim(store);
  const { id, fence } = mail!;
  const now = NOW;
  await store.renewClaim({ id, fence, lease: 1, now });
  await store.holdMails({ id, fence, fault: "passing", answer: "421", delay: () => 0, now });
  const [probe] = await claim(store);
  const sent = { state: "sent", answer: "250", fault: null, dueOn: now, now } as const;
  await store.settleMail({ ...sent, id, fence: probe!.fence });
  for (const name of ["bob", "eve"]) await register(store, `${name}@example.com`);
  await claimCounted(store, now, { floor: 1, perConfirmation: 3 });
  await claimCounted(store, now + hours(1));
  await claimCounted(store, now + hours(9));
  await store.outboxStatus();
  const onMails = [...new Set(texts)].filter((sql) => / mails\b/.test(sql));
  expect(onMails.length).toBeGreaterThan(5);
  const bad = onMails.flatMap((sql) =>
    planOf(database, sql).filter((step) => /^SCAN mails|TEMP B-TREE/.test(step)),
  );
  expect(bad).toEqual([]);
  await store.close();
});

test("what is worthless is found by its own index, not among all that is due", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  await claim(store);
  const plans = texts
    .filter((sql) => sql.includes("worthless_on <="))
    .map((sql) => planOf(database, sql));
  expect(plans).toEqual([["SEARCH mails USING INDEX mails_worthless (worthless_on<?)"]]);
  await store.close();
});

test("settling an event reads the line of its user, and not all that is due", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  await store.keepHandlers({ handlers: [{ name: "welcome", types: "*" }], now: NOW });
  const texts = listen(database);
  await register(store, "ada@example.com");
  const due = await store.dueReceivers({ handlers: ["welcome"], now: NOW });
  const receivers = due.map((receiver) => ({ ...receiver, count: 1 }));
  const [delivery] = await store.claimDeliveries({ receivers, lease: hours(1), now: NOW });
  const { id, fence } = delivery!;
  const answer = { answer: "200", dueOn: NOW, now: NOW };
  const before = texts.length;
  await store.settleDelivery({ id, fence, state: "delivered", ...answer });
  const settling = texts.slice(before).filter((sql) => sql.includes("event_deliveries"));
  expect(settling.length).toBeGreaterThan(1);
  const steps = settling.flatMap((sql) => planOf(database, sql));
  expect(steps.filter((step) => /SCAN event|TEMP B-TREE|deliveries_due/.test(step))).toEqual([]);
  await store.close();
});

test("those who have a role are looked up, and not found by reading all users", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  const page = { filter: "all", limit: 20, after: undefined } as const;
  for (const role of ["admin", "support"]) await store.listUsers({ ...page, role });
  const steps = texts
    .filter((sql) => sql.includes("FROM users WHERE"))
    .map((sql) => planOf(database, sql));
  expect(steps.map(([first]) => first)).toEqual([
    "SCAN users USING INDEX users_admins",
    "SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)",
  ]);
  await store.close();
});

test("all that is known about an address is found by indexes, whoever has it and however much there is", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  await register(store, "ada@example.com");
  const { userId } = await register(store, "ada@example.com");
  const texts = listen(database);
  const of = { emailKey: "ada@example.com", slips: ["ada@exmaple.com"], mailbox: ["digest"] };
  await store.readTrail({ of, limit: 10, now: NOW });
  await store.readTrail({ of: { userId, mailbox: [] }, limit: 10, now: NOW });
  const read = [...new Set(texts)].filter((sql) => sql.startsWith("SELECT"));
  expect(read.length).toBeGreaterThan(8);
  const steps = read.flatMap((sql) => planOf(database, sql));
  expect(steps.filter((step) => step.startsWith("SCAN "))).toEqual([]);
  await store.close();
});

test("no list of users that a page shows reads all of them, or sorts them", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  const page = { limit: 20, after: undefined } as const;
  for (const filter of ["all", "unconfirmed", "confirmed"] as const)
    await store.browseUsers({ ...page, filter, domain: "example.com" });
  const more = { via: "link", hasSecond: true, suppressed: true } as const;
  await store.browseUsers({ ...page, filter: "all", ...more });
  await store.browseUsers({ ...page, filter: "all", registeredSince: NOW, registeredUntil: NOW });
  await store.listByAddress({ ...page, beginning: "ada" });
  const plans = texts
    .filter((sql) => / users\b/.test(sql))
    .map((sql) => planOf(database, sql).join("; "));
  expect(plans.length).toBeGreaterThan(6);
  expect(plans.filter((plan) => /SCAN users|TEMP B-TREE FOR ORDER BY/.test(plan))).toEqual([]);
  expect(plans.at(-1)).toMatch(/^SEARCH users USING INDEX users_by_address \(email_key>\? AND/);
  await store.close();
});

test("those who have not confirmed are counted in an index of their own", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  await store.countUnconfirmed();
  const steps = texts.flatMap((sql) => planOf(database, sql));
  expect(steps.join("; ")).toMatch(/users USING (?:COVERING )?INDEX users_unconfirmed/);
  await store.close();
});

test("no page of the audit log reads all of it, or sorts more than the lines of one moment", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const { userId } = await register(store, "ada@example.com");
  const texts = listen(database);
  const page = { limit: 20, after: undefined } as const;
  for (const query of [{}, { act: "registered" }, { actor: "system", since: NOW, until: NOW }])
    await store.browseAudit({ ...page, ...query });
  for (const after of [undefined, userId]) await store.browseAudit({ ...page, userId, after });
  const read = texts.filter((sql) => / audit\b/.test(sql));
  const plans = read.map((sql) => planOf(database, sql).join("; "));
  expect(plans.length).toBeGreaterThan(6);
  expect(plans.filter((plan) => /SCAN audit$|TEMP B-TREE FOR ORDER BY/.test(plan))).toEqual([]);
  expect(plans.at(-1)).toMatch(/^SEARCH audit USING INDEX audit_by_user \(user_id=\? AND happ/);
  await store.close();
});

test("no list of mails that a page shows reads all of them, or sorts more than those of one moment", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  const filters = ["all", "waiting", "sending", "parked", "sent", "dead", "withheld"] as const;
  const page = { limit: 20, after: { on: NOW, id: "z" } };
  const plansOf = async (wanted: MailQuery) => {
    const before = texts.length;
    for (const filter of filters) await store.browseMails({ ...page, ...wanted, filter });
    return texts.slice(before).map((sql) => planOf(database, sql).join("; "));
  };
  const plans = [
    ...(await plansOf({})),
    ...(await plansOf({ kind: "confirm", domain: "example.com" })),
  ];
  const indexes = plans.map((plan) => /INDEX (\w+)/.exec(plan)?.[1]);
  expect(new Set(indexes)).toEqual(
    new Set(["mails_over", "mails_parked_by_age", "mails_waiting", "sqlite_autoindex_mails_1"]),
  );
  expect(plans.filter((plan) => /SCAN mails|TEMP B-TREE FOR ORDER BY/.test(plan))).toEqual([]);
  for (const plan of await plansOf({ emailKey: "ada@example.com" }))
    expect(plan).toContain("mails_by_address (email_key=? AND id<?");
  await store.close();
});

test("suppressed addresses are listed by their index, and one is found by its key", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  const after = { since: NOW, email: "ada@example.com" };
  await store.listSuppressions({ limit: 20, after });
  await store.listSuppressions({ limit: 20, emailKey: "ada@example.com" });
  const plans = texts.map((sql) => planOf(database, sql)[0]);
  expect(plans).toEqual([
    "SEARCH suppressions USING INDEX suppressions_by_age (since<?)",
    "SEARCH suppressions USING INDEX sqlite_autoindex_suppressions_1 (email_key=?)",
  ]);
  await store.close();
});

test("the page of the cohorts reads the days that it shows, by the key of their table", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  await store.cohortsReach();
  await store.listMarks({ since: NOW });
  const days = { people: ["themselves"], dimension: "domain", from: NOW, to: NOW + 1 } as const;
  await store.readCohorts({ ...days, inQuarters: [NOW] });
  const plans = texts
    .filter((sql) => / cohort_(?:days|marks)\b/.test(sql))
    .map((sql) => planOf(database, sql).join("; "));
  expect(plans.length).toBeGreaterThan(2);
  expect(plans.filter((plan) => /\bSCAN cohort_/.test(plan))).toEqual([]);
  await store.close();
});

test("no list of deliveries that a page shows reads all of them", async () => {
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database);
  const texts = listen(database);
  const page = { limit: 20, after: { on: NOW, id: "z" } };
  for (const filter of ["all", "waiting", "delivered", "dead", "missed"] as const)
    for (const receiverId of [undefined, "crm"])
      await store.browseDeliveries({ ...page, filter, receiverId });
  await store.countDead();
  const plans = texts.map((sql) => planOf(database, sql).join("; "));
  const indexes = plans.map((plan) => /INDEX (\w+)/.exec(plan)?.[1]);
  expect(new Set(indexes)).toEqual(
    new Set(["event_deliveries_lost", "sqlite_autoindex_event_deliveries_1"]),
  );
  expect(plans.filter((plan) => /SCAN event|TEMP B-TREE FOR ORDER BY/.test(plan))).toEqual([]);
  await store.close();
});
