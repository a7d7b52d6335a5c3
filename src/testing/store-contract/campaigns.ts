import { firstContactDefaults } from "../../domain/first-contacts.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import type { ImportedUser } from "../../ports/import-store.ts";
import type { Store } from "../../ports/store.ts";
import { imported, unconfirmed } from "./imports.ts";
import {
  actsOf,
  addressOf,
  askForDeletion,
  claim,
  DELETES_ON,
  DIGESTS,
  handOver,
  newSession,
  NOW,
  passwordOf,
  register,
  type StoreTests,
} from "./kit.ts";

const ACT = { actor: "operator:root", now: NOW } as const;

const RULES = { perHour: 60, mostBounces: 5 } as const;

/**
 * Every statement of a campaign that was started at `NOW`: people are picked, looked after and counted, and those who did not
 * answer are removed. Whatever else belongs to it is done by `others`.
 */
export async function campaignToItsEnd(
  store: Store,
  others = store,
): Promise<{ readonly counted: number; readonly removed: number }> {
  const step = (now: number) =>
    store.continueCampaign({ rules: undefined, mailboxes: DIGESTS, now });
  await step(NOW + minutes(5));
  await handOver(others, NOW + minutes(6));
  await step(NOW + minutes(7));
  await store.countImported();
  const { id: campaignId } = (await others.readCampaign())!;
  await store.countCampaign(campaignId);
  const whom = { campaignId, handedOverBefore: NOW + hours(1), now: LATER };
  const counted = await store.countUnanswered(whom);
  const { removed } = await store.removeUnanswered({ ...ACT, ...whom, after: undefined });
  return { counted, removed };
}

/** The people of a campaign, by what became of them. */
const PEOPLE = [
  "silent",
  "confirmed",
  "visitor",
  "helper",
  "disabled",
  "leaving",
  "asks",
  "bounced",
  "skipped",
] as const;

const LATER = NOW + days(40);

const personOf = (name: string) =>
  imported(`${name}@example.com`, {
    ...unconfirmed,
    ...(name === "helper" && { roles: ["support"] }),
  });

/** Ends a campaign that has handed over its mails to all of them but those who are skipped; one came back. */
async function reach(store: Store, users: readonly ImportedUser[]): Promise<string> {
  await register(store, "skipped@example.com");
  await handOver(store);
  await bounce(store, "skipped@example.com");
  await store.importUsers({ ...ACT, users, duplicates: "first" });
  await store.startCampaign({ ...RULES, ...ACT });
  const step = (now: number) =>
    store.continueCampaign({ rules: undefined, mailboxes: DIGESTS, now });
  await step(NOW + minutes(10));
  await handOver(store, NOW + minutes(11));
  await bounce(store, "bounced@example.com");
  await step(NOW + hours(1));
  await store.turnCampaign({ ...ACT, to: "finished" });
  return (await store.readCampaign())!.id;
}

/** The mail to an address comes back. */
async function bounce(store: Store, email: string): Promise<void> {
  const mails = await store.listMails({ filter: "sent", limit: 20, after: undefined });
  const mailId = mails.find((mail) => mail.email === email)!.id;
  await store.recordBounce({ mailId, answer: "550 5.1.1", fault: "address", now: NOW });
}

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

    test("ended, those whom it reached and of whom nobody heard are removed, and nobody else", async () => {
      await using store = await openStore();
      const people = Object.fromEntries(PEOPLE.map((name) => [name, personOf(name)]));
      const id = await reach(store, Object.values(people));
      const idOf = (name: (typeof PEOPLE)[number]): string => people[name]!.id;
      const operator = { actor: "operator:root", reason: "asked", now: LATER };
      await store.confirmUser({ ...operator, userId: idOf("confirmed") });
      const session = newSession(NOW + days(3), idOf("visitor"));
      const visit = { session, userId: idOf("visitor"), now: NOW + days(3) };
      expect(await store.logIn(visit)).toBe("complete");
      await store.endSession({ hash: session.hash, now: NOW + days(3) });
      await store.disableUser({ ...operator, userId: idOf("disabled") });
      const leaving = { userId: idOf("leaving"), password: passwordOf("hash") };
      const proof = { kind: "password", credentialId: leaving.userId } as const;
      expect(await askForDeletion(store, leaving, proof)).toBe(DELETES_ON);
      const asked = { address: addressOf("asks@example.com"), lifetime: days(3), now: LATER };
      await store.exchangeOldLink(asked);
      await store.importUsers({
        ...ACT,
        now: LATER,
        users: [personOf("late")],
        duplicates: "first",
      });

      const whom = { campaignId: id, handedOverBefore: NOW + days(1) };
      const early = { campaignId: id, handedOverBefore: NOW };
      expect(await store.countUnanswered({ ...early, now: LATER })).toBe(0);
      expect(await store.countUnanswered({ ...whom, now: LATER })).toBe(1);
      const input = { ...whom, ...operator, after: undefined };
      const both = await Promise.all([input, input].map((each) => store.removeUnanswered(each)));
      expect(both.reduce((sum, { removed }) => sum + removed, 0)).toBe(1);
      expect(both.map(({ after }) => after)).toEqual([undefined, undefined]);
      const present = await store.listUsers({ filter: "all", limit: 20, after: undefined });
      const names = new Set(present.map(({ emailKey }) => emailKey.split("@")[0]));
      expect(names).toEqual(new Set([...PEOPLE.filter((name) => name !== "silent"), "late"]));
      const [line] = await store.listAudit({ userId: idOf("silent"), limit: 1, after: undefined });
      expect(line).toMatchObject({ act: "deleted", actor: "operator:root", detail: "asked" });
      expect(await store.countCampaign(id)).toMatchObject({ sent: 7, bounced: 1, gone: 0 });
    });

    test("ended, somebody who confirms at the moment of the removal stays, or was gone before", async () => {
      await using store = await openStore();
      const people = ["bounced", "p1", "p2", "p3", "p4"].map(personOf);
      const campaignId = await reach(store, people);
      const operator = { actor: "operator:root", reason: undefined, now: LATER };
      const whom = { campaignId, handedOverBefore: NOW + days(1), after: undefined };
      const [{ removed }, ...confirmed] = await Promise.all([
        store.removeUnanswered({ ...whom, ...operator }),
        ...people.slice(1).map(({ id }) => store.confirmUser({ ...operator, userId: id })),
      ]);
      const stayed = confirmed.filter(({ ok }) => ok).length;
      expect(removed + stayed).toBe(4);
      const all = await store.listUsers({ filter: "confirmed", limit: 20, after: undefined });
      expect(all.length).toBe(stayed);
    });
  });
}
