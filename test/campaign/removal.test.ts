// Removes people whom a campaign reached and who never confirmed.

import { expect, test } from "vitest";
import { campaignFunnel } from "../../src/domain/campaign.ts";
import { days } from "../../src/domain/time.ts";
import * as admin from "../../src/features/admin/admin.ts";
import {
  findUnanswered,
  removeUnanswered,
  reportCampaign,
  turnCampaign,
} from "../../src/features/campaign/campaign.ts";
import { countCohorts } from "../../src/features/cohorts/counting.ts";
import type { PosternEvent } from "../../src/index.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { addresses, begin, importPeople, OPERATOR, run } from "./people.ts";

const ADA = "ada@example.com";
const BOB = "bob@example.com";

/** A campaign that has written to these people, and has ended. */
async function reach(app: TestPostern, emails: readonly string[]): Promise<void> {
  await importPeople(app, emails);
  await begin(app, 6_000);
  await run(app, 3);
  app.clock.forward("1 day");
  await run(app, 1);
  await turnCampaign(app.postern.context, OPERATOR, "finished");
}

/** Removes whoever never confirmed in so many days, in at most so many steps. Returns how many that were. */
async function remove({ postern: { context } }: TestPostern, most = Infinity): Promise<number> {
  const found = await findUnanswered(context, days(30));
  if (!found.ok) throw new Error(found.reason);
  let [removed, steps] = [0, 0];
  for await (removed of removeUnanswered(context, OPERATOR, found.value)) {
    steps += 1;
    if (steps === most) break;
  }
  return removed;
}

test("whoever never confirmed is gone with all rows, which is told, noted and counted", async () => {
  await using app = await testPostern();
  const told: PosternEvent<"user.deleted">[] = [];
  app.postern.on("user.deleted", (event) => void told.push(event));
  await reach(app, [ADA, BOB]);
  const { id } = app.user(ADA)!;
  const mail = await app.mailTo(BOB);
  await app.browser().open(mail.links[0]!);
  await app.browser().open(mail.links[0]!);
  await app.postern.context.notes.flush();
  app.clock.forward("2 days");
  await run(app, 1);
  app.clock.forward("40 days");
  await countCohorts(app.postern.context);
  expect(await remove(app)).toBe(2);
  await app.postern.deliver();
  expect(new Set(told.map(({ user }) => user?.email))).toEqual(new Set([ADA, BOB]));
  expect([app.user(ADA), app.user(BOB)]).toEqual([undefined, undefined]);
  for (const table of ["users", "credentials", "links", "mails", "event_deliveries"]) {
    const rows = app.database.prepare(`SELECT * FROM ${table}`).all();
    expect([table, JSON.stringify(rows)]).toEqual([
      table,
      expect.not.stringContaining("@example.com"),
    ]);
  }
  const audit = app.database.prepare("SELECT act, actor FROM audit WHERE user_id = ? ORDER BY id");
  expect(audit.all(id).at(-1)).toEqual({ act: "deleted", actor: "operator:root" });
  await countCohorts(app.postern.context);
  await run(app, 10);
  const { counts } = (await reportCampaign(app.postern.context))!;
  expect({ ...campaignFunnel(counts), gone: counts.gone }).toMatchObject({
    handedOver: 2,
    opened: 1,
    confirmed: 0,
    gone: 0,
  });
  expect((await app.register(ADA)).mail).toMatchObject({ kind: "confirm" });
});

test("nobody is removed while the campaign is not over, or before they were watched for four weeks", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  expect(await findUnanswered(context, 0)).toMatchObject({ reason: "no-campaign" });
  await importPeople(app, [ADA]);
  await begin(app);
  await run(app, 1);
  app.clock.forward("60 days");
  expect(await findUnanswered(context, 0)).toMatchObject({ reason: "not-finished" });
  await run(app, 1);
  await turnCampaign(context, OPERATOR, "finished");
  await importPeople(app, [BOB]);
  await begin(app);
  await run(app, 4);
  app.clock.forward("3 days");
  await run(app, 1);
  await turnCampaign(context, OPERATOR, "finished");
  app.clock.forward("24 days");
  expect(await findUnanswered(context, 0)).toMatchObject({ value: { people: 0 } });
  app.clock.forward("2 days");
  expect(await findUnanswered(context, 0)).toMatchObject({ value: { people: 2 } });
  expect(await findUnanswered(context, days(60))).toMatchObject({ value: { people: 0 } });
});

test("whoever confirmed, logged in, was not mailed or was given a role stays", async () => {
  await using app = await testPostern();
  const [ROB, EVE, ZOE] = ["rob@example.com", "eve@example.com", "zoe@example.com"];
  await reach(app, [ADA, BOB, ROB, ZOE]);
  const browser = app.browser();
  await browser.open((await app.mailTo(ADA)).links[0]!);
  await browser.submit("/confirm", { password: PASSWORD });
  const visitor = app.browser();
  const page = await visitor.submit("/login", { email: BOB, password: PASSWORD });
  expect(page.status).toBe(200);
  await visitor.submit("/logout");
  app.database
    .prepare("INSERT INTO user_roles (user_id, role) VALUES (?, 'support')")
    .run(app.user(ROB)!.id);
  app.clock.forward("3 days");
  await run(app, 1);
  await importPeople(app, [EVE]);
  app.clock.forward("40 days");
  expect(await remove(app)).toBe(1);
  expect([ADA, BOB, ROB, EVE, ZOE].filter((email) => app.user(email) === undefined)).toEqual([ZOE]);
});

test("whoever confirms at the same moment stays, or was gone before", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  await reach(app, addresses(6));
  app.clock.forward("40 days");
  const [asks] = addresses(6);
  await admin.resend(context, { actor: "operator:root", reason: "asked" }, app.user(asks!)!.id);
  const browser = app.browser();
  await browser.open((await app.mailTo(asks!)).links[0]!);
  const ids = addresses(6).map((email) => app.user(email)!.id);
  const [page, removed, ...confirmed] = await Promise.all([
    browser.submit("/confirm", { password: PASSWORD }),
    remove(app),
    ...ids
      .slice(1)
      .map((id) => admin.confirmUser(context, { actor: "operator:root", reason: "asked" }, id)),
  ]);
  expect(page.status).toBe(200);
  expect(app.user(asks!)).toMatchObject({ confirmedVia: "link" });
  const stayed = confirmed.filter(({ ok }) => ok).length;
  expect(removed + stayed).toBe(5);
  for (const [at, email] of addresses(6).slice(1).entries())
    expect(app.user(email) !== undefined).toBe(confirmed[at]!.ok);
});

test("it can be interrupted, and run again", async () => {
  await using app = await testPostern({ firstContacts: 1_000 });
  await reach(app, addresses(130));
  app.clock.forward("40 days");
  expect(await remove(app, 1)).toBe(100);
  expect(await remove(app)).toBe(30);
  expect(await remove(app)).toBe(0);
});
