import { firstContactDefaults } from "../../domain/first-contacts.ts";
import { days, minutes } from "../../domain/time.ts";
import { imported, unconfirmed } from "./imports.ts";
import { actsOf, claim, DIGESTS, NOW, type StoreTests } from "./kit.ts";

const ACT = { actor: "operator:root", now: NOW } as const;

const RULES = { perHour: 60, mostBounces: 5 } as const;

export function campaignContract({ describe, test, expect, openStore }: StoreTests): void {
  describe("a campaign", () => {
    test("is one at a time, and stops, goes on and ends", async () => {
      await using store = await openStore();
      expect(await store.readCampaign()).toBeUndefined();
      expect(await store.turnCampaign({ ...ACT, to: "running" })).toMatchObject({
        reason: "no-campaign",
      });
      const begun = [1, 2].map(() => store.startCampaign({ ...RULES, ...ACT }));
      const started = await Promise.all(begun);
      expect(started.filter(({ ok }) => ok)).toHaveLength(1);
      const twice = await store.turnCampaign({ ...ACT, to: "running" });
      expect(twice).toMatchObject({ reason: "running" });
      await store.turnCampaign({ ...ACT, to: "stopped" });
      const turned = await store.turnCampaign({ ...ACT, to: "running", perHour: 30, now: NOW + 1 });
      expect(turned).toMatchObject({ value: { state: "running", perHour: 30, mostBounces: 5 } });
      await store.turnCampaign({ ...ACT, to: "finished" });
      expect(await store.readCampaign()).toMatchObject({ state: "finished", startedOn: NOW });
      expect(await store.startCampaign({ ...RULES, ...ACT })).toMatchObject({ ok: true });
    });

    test("picks each imported person once, whichever process comes first, and nobody else", async () => {
      await using store = await openStore();
      const waiting = ["ada", "bob", "eve"].map((name) =>
        imported(`${name}@example.com`, unconfirmed),
      );
      const users = [...waiting, imported("owner@example.com")];
      await store.importUsers({ ...ACT, users, duplicates: "first" });
      expect(await store.countImported()).toBe(3);
      await store.startCampaign({ ...RULES, ...ACT });
      const { id } = (await store.readCampaign())!;
      const step = (now: number) =>
        store.continueCampaign({ rules: firstContactDefaults, mailboxes: DIGESTS, now });
      expect(await step(NOW)).toEqual({ picked: 0, skipped: 0, ended: undefined });
      const later = NOW + minutes(2);
      const both = await Promise.all([step(later), step(later)]);
      expect(both.reduce((sum, { picked }) => sum + picked, 0)).toBe(2);
      expect(await store.countCampaign(id)).toMatchObject({ picked: 2, left: 1 });
      await step(later + minutes(10));
      const mailed = (await claim(store, later + minutes(11))).map(({ email }) => email);
      expect(mailed.toSorted()).toEqual(["ada@example.com", "bob@example.com", "eve@example.com"]);
      expect(await actsOf(store, waiting[0]!.id)).toContain("campaign-mailed");
      expect(await store.countCampaign(id)).toMatchObject({ left: 0 });
      const end = await step(NOW + days(1));
      expect(end.picked).toBe(0);
    });
  });
}
