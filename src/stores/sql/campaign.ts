// Campaigns that ask imported people to confirm: starting and stopping them, and whom they write to next.

import {
  isHalted,
  mailsDue,
  NOBODY,
  type CampaignCounts,
  type CampaignState,
} from "../../domain/campaign.ts";
import { accrue, spareCredit, type FirstContactRules } from "../../domain/first-contacts.ts";
import { done, refused } from "../../domain/result.ts";
import { days, minutes, type Duration, type Instant } from "../../domain/time.ts";
import type { Campaign, CampaignProgress, CampaignStore } from "../../ports/campaign-store.ts";
import { lookAfterPeople, lookAtAllAgain } from "./campaign-people.ts";
import { pick, PICKED_AT_ONCE, WAITS } from "./campaign-picking.ts";
import { countUnanswered, removeUnanswered } from "./campaign-removal.ts";
import { NOTHING_EARNED, readAccount } from "./first-contacts.ts";
import { readOperatorHold } from "./operator-hold.ts";
import { readHold } from "./outbox-hold.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const campaignStore = (sql: Sql): CampaignStore => ({
  startCampaign: (input) => sql.driver.write(() => startCampaign(sql, input)),
  turnCampaign: (input) => sql.driver.write(() => turnCampaign(sql, input)),
  readCampaign: () =>
    sql.driver.read(function* () {
      const found = yield* newest();
      return found && toCampaign(found);
    }),
  countCampaign: (id) => sql.driver.report(() => countCampaign(id)),
  countImported: () => sql.driver.report(() => countWaiting("")),
  countUnanswered: (input) => sql.driver.report(() => countUnanswered(input)),
  removeUnanswered: (input) => sql.driver.write(() => removeUnanswered(sql, input)),
  continueCampaign: (input) => sql.driver.write(() => continueCampaign(sql, input)),
});

type CampaignRow = {
  readonly id: string;
  readonly state: CampaignState;
  readonly per_hour: number;
  readonly most_bounces: number;
  readonly started_on: Instant;
  readonly changed_on: Instant;
  readonly after_id: string;
  readonly paced_on: Instant;
};

const toCampaign = (found: CampaignRow): Campaign => ({
  id: found.id,
  state: found.state,
  perHour: found.per_hour,
  mostBounces: found.most_bounces,
  startedOn: found.started_on,
  changedOn: found.changed_on,
});

const newest = (): Work<CampaignRow | undefined> =>
  row<CampaignRow>(
    `SELECT id, state, per_hour, most_bounces, started_on, changed_on, after_id, paced_on
     FROM campaigns ORDER BY id DESC LIMIT 1`,
  );

function* startCampaign(sql: Sql, input: Input<"startCampaign">): Output<"startCampaign"> {
  const { perHour, mostBounces, actor, reason, now } = input;
  const open = yield* row("SELECT id FROM campaigns WHERE is_open = 1");
  if (open !== undefined) return refused("campaign-exists");
  const id = sql.ids.ordered(now);
  yield* changes(
    `INSERT INTO campaigns (id, is_open, state, per_hour, most_bounces, started_on, changed_on,
       after_id, paced_on) VALUES (?, 1, 'running', ?, ?, ?, ?, '', ?)`,
    id,
    perHour,
    mostBounces,
    now,
    now,
    now,
  );
  const line = { now, actor, act: "campaign-started", userId: null };
  const pace = `${perHour} per hour`;
  const detail = reason === undefined ? pace : `${pace}: ${reason}`;
  yield* record(sql, { ...line, detail });
  return done({ id, perHour, mostBounces, state: "running", startedOn: now, changedOn: now });
}

const TURNS = {
  running: "campaign-resumed",
  stopped: "campaign-stopped",
  finished: "campaign-finished",
} as const;

function* turnCampaign(sql: Sql, input: Input<"turnCampaign">): Output<"turnCampaign"> {
  const { to, actor, reason, now } = input;
  const found = yield* newest();
  if (found === undefined || found.state === "finished") return refused("no-campaign");
  const isRunning = found.state === "running";
  if (to === "running" && isRunning) return refused("running");
  if (to === "stopped" && !isRunning) return refused("stopped");
  yield* changes(
    "UPDATE campaigns SET per_hour = ?, most_bounces = ?, paced_on = ? WHERE id = ?",
    input.perHour ?? found.per_hour,
    input.mostBounces ?? found.most_bounces,
    now,
    found.id,
  );
  yield* turn(found.id, to, now);
  yield* record(sql, { now, actor, act: TURNS[to], userId: null, detail: reason });
  return done(toCampaign((yield* newest())!));
}

const turn = (id: string, to: CampaignState, now: Instant): Work<number> =>
  changes(
    "UPDATE campaigns SET state = ?, is_open = ?, changed_on = ? WHERE id = ?",
    to,
    to === "finished" ? null : 1,
    now,
    id,
  );

/** Beyond so many, those that wait are not counted. */
const COUNTED = 100_000;

function* countWaiting(campaignId: string): Work<number> {
  const found = yield* row<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (SELECT id FROM users WHERE ${WAITS} LIMIT ${COUNTED}) AS waiting`,
    campaignId,
  );
  return found?.count ?? 0;
}

function* countCampaign(id: string): Output<"countCampaign"> {
  const found = yield* rows<{ state: keyof CampaignCounts; count: number }>(
    "SELECT state, COUNT(*) AS count FROM campaign_people WHERE campaign_id = ? GROUP BY state",
    id,
  );
  const counts = Object.fromEntries(found.map(({ state, count }) => [state, count]));
  return { ...NOBODY, ...counts, left: yield* countWaiting(id) };
}

const NOTHING: CampaignProgress = { picked: 0, skipped: 0, ended: undefined };

function* continueCampaign(sql: Sql, input: Input<"continueCampaign">): Output<"continueCampaign"> {
  const { now } = input;
  const campaign = yield* newest();
  if (campaign === undefined) return NOTHING;
  const pacedOn = yield* pacedUntil(campaign, now);
  yield* lookAfterPeople(campaign.id, now);
  if (campaign.state !== "running") return NOTHING;
  if (isHalted(toCampaign(campaign), yield* lately(campaign, now)))
    return yield* endItself(sql, campaign, "halted", now);
  // Mails that wait for other reasons would all be sent at once afterwards.
  if ((yield* readOperatorHold()) !== null || (yield* readHold()) !== null) return NOTHING;
  const due = mailsDue(toCampaign(campaign), pacedOn, now);
  if (due.count === 0) return NOTHING;
  const inHand = yield* countInHand(campaign.id);
  const spare = yield* spareNow(input.rules, now);
  const most = Math.min(due.count, spare - inHand, PICKED_AT_ONCE);
  if (most <= 0) return NOTHING;
  const { afterId, ...progress } = yield* pick(sql, campaign, most, input);
  yield* changes(
    "UPDATE campaigns SET after_id = ?, paced_on = ? WHERE id = ?",
    afterId,
    due.pacedOn,
    campaign.id,
  );
  // A pass that began with the first person found nobody, and no mail is on its way.
  const isOver = campaign.after_id === "" && progress.examined === 0 && inHand === 0;
  return isOver ? yield* endItself(sql, campaign, "finished", now) : progress;
}

/** Much later than now, if the clock was set back since. */
const AHEAD: Duration = minutes(1);

/** Up to when the mails have been counted: not later than now, or nothing would happen until then. */
function* pacedUntil({ id, paced_on: pacedOn }: CampaignRow, now: Instant): Work<Instant> {
  if (pacedOn <= now + AHEAD) return pacedOn;
  yield* changes("UPDATE campaigns SET paced_on = ? WHERE id = ?", now, id);
  yield* lookAtAllAgain(id, now);
  return now;
}

function* endItself(
  sql: Sql,
  campaign: CampaignRow,
  state: "halted" | "finished",
  now: Instant,
): Work<CampaignProgress> {
  yield* turn(campaign.id, state, now);
  yield* record(sql, { now, actor: "system", act: `campaign-${state}`, userId: null });
  return { ...NOTHING, ended: { ...toCampaign(campaign), state, changedOn: now } };
}

/** The mails of a day, or since the campaign went on. */
function* lately({ id, changed_on: changedOn }: CampaignRow, now: Instant) {
  const found = yield* row<{ ended: number; bounced: number }>(
    `SELECT COUNT(*) AS ended, COALESCE(SUM(CASE WHEN state = 'bounced' THEN 1 ELSE 0 END), 0) AS bounced
     FROM campaign_people WHERE campaign_id = ? AND picked_on > ?
       AND state IN ('sent', 'opened', 'confirmed', 'bounced')`,
    id,
    Math.max(changedOn, now - days(1)),
  );
  return { ended: Number(found?.ended ?? 0), bounced: Number(found?.bounced ?? 0) };
}

/** How many mails are on their way to their mail server. */
function* countInHand(id: string): Work<number> {
  const found = yield* row<{ count: number }>(
    "SELECT COUNT(*) AS count FROM campaign_people WHERE campaign_id = ? AND state = 'picked'",
    id,
  );
  return found?.count ?? 0;
}

/** How many mails the credit of the site allows while nobody who registers notices. */
function* spareNow(rules: FirstContactRules | undefined, now: Instant): Work<number> {
  if (rules === undefined) return Infinity;
  const account = yield* readAccount(rules, "shown", now);
  return spareCredit(rules, accrue(rules, account, NOTHING_EARNED, now).credit);
}
