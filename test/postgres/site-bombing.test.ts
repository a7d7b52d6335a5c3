// The site as a mail bomb, on three nodes: what it may send to strangers is paid for once, whichever of them sends.

import { expect, test } from "vitest";
import { minutes } from "../../src/domain/time.ts";
import {
  bombedHour,
  longest,
  outgoing,
  passMinute,
  people,
  quietDays,
  toStrangers,
  type Outgoing,
  type Site,
} from "../attacks/bombed-site.ts";
import { nodesOn } from "./nodes.ts";
import { sharedPostgres } from "./server.ts";

test("two thousand registrations of strangers in an hour at three nodes send fewer than 300 mails, and honest people have theirs", async () => {
  let mailer: Outgoing | undefined;
  await using nodes = await nodesOn(await (await sharedPostgres()).database(), {
    mailer: (clock) => (mailer ??= outgoing(() => clock)),
  });
  const site: Site = {
    clock: nodes.clock,
    browser: nodes.browser,
    deliver: async () => void (await nodes.deliver()),
    outgoing: mailer!,
  };
  const crowd = people(site);
  await quietDays(site, 1, () => crowd.next("home"));
  const before = site.outgoing.sent.length;
  const come = () => [crowd.next("home"), crowd.next("anywhere")];
  const honest = await bombedHour(site, come, 2_000);
  await passMinute(site, honest);
  expect(longest(honest)).toBeLessThanOrEqual(minutes(10));
  expect(toStrangers(site)).toBeGreaterThan(100);
  expect(site.outgoing.sent.length - before).toBeLessThan(300);
  const mails = site.outgoing.sent.map(({ to }) => to);
  expect(new Set(mails).size).toBe(mails.length);
});
