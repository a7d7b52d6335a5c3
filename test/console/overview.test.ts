// The overview of the console: how many came, and what needs somebody.

import { expect, test } from "vitest";
import { countCohorts } from "../../src/features/cohorts/counting.ts";
import { PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";
import { turnCampaign } from "../../src/features/campaign/campaign.ts";
import { begin, importPeople, OPERATOR } from "../campaign/people.ts";
import { staffed } from "./staff.ts";

/** So many people of a domain register, and as many of them confirm at once. */
async function come(app: TestPostern, domain: string, count: number, confirmed = count) {
  for (let at = 0; at < count; at += 1) {
    const email = `p${at}-${app.clock.now()}@${domain}`;
    if (at < confirmed) await app.confirmed(email);
    else await app.register(email);
  }
}

type Figures = { readonly registered: number; readonly confirmed: number; readonly rate: number };
type Span = Figures & { readonly days: number; readonly before: Figures };

/** Sessions do not last as long as these tests do. */
async function viewerOf(app: TestPostern) {
  const viewer = app.browser();
  await viewer.submit("/login", { email: "viewer@example.com", password: PASSWORD });
  return viewer;
}

async function overviewOf(app: TestPostern) {
  await countCohorts(app.postern.context);
  const viewer = await viewerOf(app);
  const { body } = await viewer.json("GET", "/admin");
  const { spans, ...registrations } = body["registrations"] as { readonly spans: readonly Span[] };
  return { viewer, fallen: body["fallen"], registrations, spans };
}

test("registrations, confirmations and their rate are shown for today, seven and thirty days, each beside the time before", async () => {
  await using site = await staffed();
  const { app } = site;
  app.clock.forward("60 days");
  await come(app, "a.example", 3, 1);
  app.clock.forward("10 days");
  await come(app, "a.example", 4, 4);
  app.clock.forward("1 day");
  await come(app, "a.example", 2, 1);
  const { spans, registrations, viewer } = await overviewOf(app);
  expect(registrations).toEqual({ zone: "UTC", complete: true });
  expect(spans).toMatchObject([
    { days: 1, registered: 2, confirmed: 1, rate: 0.5, before: { registered: 4, rate: 1 } },
    { days: 7, registered: 6, confirmed: 5, before: { registered: 3, confirmed: 1 } },
    { days: 30, registered: 9, confirmed: 6, before: { registered: 0, rate: null } },
  ]);
  const page = await viewer.open("/admin");
  expect(page.text).toContain("2 (before: 4, −50%)");
  expect(page.text).toContain("50% (before: 100%, −50 points)");
  expect(page.text).toContain("Days begin in the time zone UTC");
});

test("a day that is not over is compared with as much of the day before, in the zone of the site", async () => {
  await using site = await staffed({ timeZone: "Asia/Kathmandu" });
  const { app } = site;
  // 13:05 UTC is 18:50 in Kathmandu: what comes five hours and more later belongs to the next day.
  app.clock.forward("20 days");
  await come(app, "a.example", 1, 0);
  app.clock.forward("4 hours");
  await come(app, "a.example", 2, 0);
  app.clock.forward("21 hours");
  await come(app, "a.example", 4, 0);
  const { spans, registrations } = await overviewOf(app);
  expect(registrations).toMatchObject({ zone: "Asia/Kathmandu" });
  // Until 19:50 of the day before there was one.
  expect(spans[0]).toMatchObject({ registered: 4, before: { registered: 1 } });
  expect(spans[1]).toMatchObject({ registered: 7, before: { registered: 0 } });
});

test("a mail domain whose people suddenly confirm less is named, with the list of those who have not", async () => {
  await using site = await staffed({ timeZone: "America/New_York" });
  const { app } = site;
  await come(app, "outlook.example", 22, 20);
  await come(app, "fine.example", 22, 20);
  await come(app, "small.example", 19, 19);
  app.clock.forward("10 days");
  await come(app, "outlook.example", 20, 8);
  await come(app, "fine.example", 20, 17);
  await come(app, "small.example", 30, 0);
  app.clock.forward("2 hours");
  const { fallen, viewer } = await overviewOf(app);
  expect(fallen).toMatchObject([{ domain: "outlook.example", before: 20 / 22, now: 0.4 }]);
  const page = await viewer.open("/admin");
  expect(page.text).toContain("outlook.example fell from 91% to 40%");
  const [, path = ""] = /href="(\/admin\/users\?state=unconfirmed&amp;domain=[^"]+)"/.exec(
    page.text,
  )!;
  const list = await viewer.json("GET", path.replaceAll("&amp;", "&"));
  expect(list.body["users"]).toHaveLength(12);
});

test("people who wait to confirm are counted, and the figure leads to them", async () => {
  await using site = await staffed();
  await come(site.app, "a.example", 3, 1);
  const { viewer } = site.browsers;
  expect((await viewer.json("GET", "/admin")).body).toMatchObject({ unconfirmed: 2 });
  expect((await viewer.open("/admin")).text).toContain(
    '<a href="/admin/users?state=unconfirmed">2</a>',
  );
});

test("mails to strangers that are held are told, with those who wait for them", async () => {
  await using calm = await staffed();
  await using site = await staffed({ firstContacts: 4 });
  const told = "Mails to strangers are held";
  expect((await calm.browsers.viewer.open("/admin")).text).not.toContain(told);
  const { viewer } = site.browsers;
  expect((await viewer.json("GET", "/admin")).body["firstContacts"]).toBe("holding");
  expect((await viewer.open("/admin")).text).toContain(told);
});

test("figures about mails lead to the mails that they count", async () => {
  await using site = await staffed();
  const page = await site.browsers.viewer.open("/admin");
  for (const state of ["waiting", "parked", "dead"])
    expect(page.text).toContain(`<a href="/admin/outbox?state=${state}">0</a>`);
});

test("a campaign that asks imported people is named until it is finished", async () => {
  await using site = await staffed();
  const { app } = site;
  await importPeople(app, ["ada@example.com"]);
  await begin(app);
  const viewer = await viewerOf(app);
  expect((await viewer.json("GET", "/admin")).body).toMatchObject({ campaign: "running" });
  const { text } = await viewer.open("/admin");
  expect(text).toContain("Imported people are being asked");
  expect(text).toContain('<a href="/admin/cohorts#campaign">');
  expect((await viewer.open("/admin/cohorts")).text).toContain('id="campaign"');
  await turnCampaign(app.postern.context, OPERATOR, "finished");
  expect((await viewer.json("GET", "/admin")).body).toMatchObject({ campaign: null });
});
