// A campaign asks imported people to confirm their addresses.

import { describe, expect, test } from "vitest";
import { campaignFunnel } from "../../src/domain/campaign.ts";
import { days } from "../../src/domain/time.ts";
import {
  continueCampaign,
  reportCampaign,
  startCampaign,
  turnCampaign,
} from "../../src/features/campaign/campaign.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { addresses, begin, importPeople, OPERATOR, run } from "./people.ts";

const ADA = "ada@example.com";

const funnelOf = async (app: TestPostern) => {
  const { campaign, counts } = (await reportCampaign(app.postern.context))!;
  const { skipped, left, unsent, gone } = counts;
  return { state: campaign.state, ...campaignFunnel(counts), skipped, left, unsent, gone };
};

/** Tells Postern that a mail came back. */
async function bounce(app: TestPostern, to: string): Promise<void> {
  const { store, clock } = app.postern.context;
  const mail = app.database.prepare("SELECT id FROM mails WHERE email_key = ?").get(to);
  const mailId = String(mail!["id"]);
  const said = { answer: "550 5.1.1 no such user", fault: "address" } as const;
  await store.recordBounce({ mailId, ...said, now: clock.now() });
}

describe("a campaign", () => {
  test("an import mails nobody, and nothing is mailed before an operator starts a campaign", async () => {
    await using app = await testPostern();
    await importPeople(app, addresses(20));
    expect(await run(app, 30)).toEqual([]);
    await app.postern.tend();
    expect(await app.mails()).toEqual([]);
  });

  test("mails each person once, at the pace of its operator, and then finishes", async () => {
    await using app = await testPostern();
    await importPeople(app, addresses(10));
    await begin(app);
    expect(await run(app, 3)).toHaveLength(3);
    expect(await funnelOf(app)).toMatchObject({ state: "running", picked: 3, left: 7 });
    const mailed = await run(app, 40);
    expect(mailed.toSorted()).toEqual(addresses(10).toSorted());
    expect(await funnelOf(app)).toMatchObject({ state: "finished", handedOver: 10, left: 0 });
  });

  test("its link confirms with the old password, under the rules of every confirmation link", async () => {
    await using app = await testPostern();
    await importPeople(app, [ADA]);
    await begin(app);
    await run(app, 2);
    const mail = await app.mailTo(ADA);
    expect(mail).toMatchObject({ kind: "confirm-moved" });
    const browser = app.browser();
    await browser.open(mail.links[0]!);
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
    await browser.submit("/confirm", { password: "not the password" });
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
    const page = await browser.submit("/confirm", { password: PASSWORD });
    expect(page.status).toBe(200);
    expect(app.user(ADA)).toMatchObject({ confirmedVia: "link" });
    await app.postern.context.notes.flush();
    await run(app, 2);
    expect(await funnelOf(app)).toMatchObject({ opened: 1, confirmed: 1, state: "finished" });
  });

  test("whoever opened the link is counted before confirming, and so is a mail to whoever removed the account", async () => {
    await using app = await testPostern();
    await importPeople(app, [ADA, "bob@example.com"]);
    await begin(app);
    await run(app, 3);
    await app.browser().open((await app.mailTo(ADA)).links[0]!);
    await app.postern.context.notes.flush();
    const { links, code } = await app.mailTo("bob@example.com");
    const reader = app.browser();
    await reader.open(links[1]!);
    await reader.submit("/confirm/not-me", { code: code! });
    expect(app.user("bob@example.com")).toBeUndefined();
    await run(app, 3);
    const reached = { picked: 2, handedOver: 2, opened: 1, confirmed: 0, left: 0 };
    expect(await funnelOf(app)).toMatchObject(reached);
  });

  test("stops and goes on, and two processes mail nobody twice", async () => {
    await using app = await testPostern();
    await importPeople(app, addresses(6));
    await begin(app);
    await run(app, 2);
    const { context } = app.postern;
    expect(await turnCampaign(context, OPERATOR, "stopped")).toMatchObject({ ok: true });
    expect(await run(app, 10)).toHaveLength(2);
    expect(await turnCampaign(context, OPERATOR, "stopped")).toMatchObject({ reason: "stopped" });
    expect(await startCampaign(context, OPERATOR, {})).toMatchObject({ reason: "campaign-exists" });
    expect(await turnCampaign(context, OPERATOR, "running")).toMatchObject({ ok: true });
    expect(await turnCampaign(context, OPERATOR, "running")).toMatchObject({ reason: "running" });
    app.clock.forward("3 minutes");
    await Promise.all([continueCampaign(context), continueCampaign(context)]);
    const mailed = await run(app, 10);
    expect(mailed.toSorted()).toEqual(addresses(6).toSorted());
  });

  test("people who were imported meanwhile are mailed, too, and whoever confirmed is not", async () => {
    await using app = await testPostern();
    await importPeople(app, [ADA, "bob@example.com", "zoe@example.com"]);
    await app.confirmed("zoe@example.com");
    await begin(app);
    await run(app, 1);
    await importPeople(app, ["eve@example.com"]);
    const mailed = await run(app, 10);
    expect(mailed).toHaveLength(3);
    expect(mailed).not.toContain("zoe@example.com");
  });

  test("skips addresses whose mails came back, and mailboxes that have stopped mail", async () => {
    await using app = await testPostern();
    await importPeople(app, [ADA, "bob@example.com", "eve@example.com"]);
    const { link, code } = await app.register("bob@example.com");
    await app.browser().json("POST", "/stop-mail", { link, code });
    await app.register("eve@example.com");
    await bounce(app, "eve@example.com");
    await begin(app);
    expect(await run(app, 10)).toEqual([ADA]);
    expect(await funnelOf(app)).toMatchObject({ picked: 1, skipped: 2, left: 0 });
  });

  test("halts by itself when too many mails come back, says so in the log, and goes on when it is told to", async () => {
    await using app = await testPostern();
    await importPeople(app, addresses(30));
    await begin(app, 300);
    for (const to of await run(app, 1)) await bounce(app, to);
    await run(app, 3);
    const halted = await funnelOf(app);
    expect(halted).toMatchObject({ state: "halted", bounced: 5, left: 25 });
    expect(app.log.map(({ event }) => event)).toContain("campaign-halted");
    expect(await run(app, 5)).toHaveLength(5);
    await turnCampaign(app.postern.context, OPERATOR, "running");
    await run(app, 10);
    expect(await funnelOf(app)).toMatchObject({ picked: 30 });
  });

  test("leaves the site calm: it takes none of the credit that keeps people who register from waiting", async () => {
    await using app = await testPostern({ firstContacts: 40 });
    await importPeople(app, addresses(60));
    await begin(app, 6_000);
    await run(app, 10);
    const { store, clock, settings } = app.postern.context;
    const rules = settings.firstContacts!;
    expect(await store.firstContactState({ rules, now: clock.now() })).toBe("calm");
    expect(await funnelOf(app)).toMatchObject({ picked: 20, left: 40, state: "running" });
    expect((await app.register("new@example.com")).mail).toMatchObject({ kind: "confirm" });
  });

  test("waits while mails are held, and makes up for no more than ten minutes afterwards", async () => {
    await using app = await testPostern();
    await importPeople(app, addresses(40));
    await begin(app);
    const { store, clock } = app.postern.context;
    await store.holdSending({ ...OPERATOR, reason: "a test", now: clock.now() });
    await run(app, 30);
    expect(await funnelOf(app)).toMatchObject({ picked: 0 });
    await store.resumeSending({ ...OPERATOR, reason: "a test", now: clock.now() });
    expect(await run(app, 1)).toHaveLength(10);
  });

  test.each([4, 30])(
    "mails held for %i days count as none that came back, and are sent again",
    async (long) => {
      await using app = await testPostern();
      await importPeople(app, addresses(6));
      await begin(app, 6_000);
      const { context } = app.postern;
      app.clock.forward("1 minute");
      await continueCampaign(context);
      await context.store.holdSending({ ...OPERATOR, reason: "a test", now: app.clock.now() });
      for (let day = 0; day < long; day += 1) {
        app.clock.forward("1 day");
        await continueCampaign(context);
      }
      await context.store.resumeSending({ ...OPERATOR, reason: "a test", now: app.clock.now() });
      await run(app, 1);
      app.clock.forward("10 days");
      const mailed = await run(app, 5);
      expect(mailed.toSorted()).toEqual(addresses(6));
      expect(await funnelOf(app)).toMatchObject({ state: "finished", handedOver: 6, bounced: 0 });
    },
  );

  test("goes on at once when the clock was ahead for a while, and hears what became of its mails", async () => {
    await using app = await testPostern();
    await importPeople(app, addresses(10));
    app.clock.forward("30 days");
    await begin(app);
    await run(app, 2);
    app.clock.forward(-days(30));
    expect(await run(app, 12)).toHaveLength(10);
    expect(await funnelOf(app)).toMatchObject({ state: "finished", handedOver: 10, left: 0 });
  });

  test("ended for good, it makes room for another one, which asks again", async () => {
    await using app = await testPostern();
    await importPeople(app, [ADA]);
    const { context } = app.postern;
    expect(await reportCampaign(context)).toBeUndefined();
    expect(await turnCampaign(context, OPERATOR, "running")).toMatchObject({
      reason: "no-campaign",
    });
    await begin(app);
    await run(app, 1);
    await turnCampaign(context, OPERATOR, "finished");
    app.clock.forward("3 days");
    await begin(app);
    expect(await run(app, 2)).toEqual([ADA, ADA]);
  });
});
