import { LOCK } from "../../domain/lock.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import {
  ASKS,
  NOW,
  actsOf,
  addressOf,
  claim,
  confirmed,
  handOver,
  linkTo,
  newId,
  newSession,
  register,
  sessionsOf,
  type StoreTests,
  type OpenedStore,
  type Registered,
  passwordOf,
} from "./kit.ts";

const OLD = "ada@example.com";
const NEW = "ada@example.org";

const FREED = { ok: false, reason: "address-reserved" };
const TAKEN = { ok: false, reason: "address-taken" };

async function move(store: OpenedStore, user: Registered, to: string, now = NOW) {
  const request = { userId: user.userId, address: addressOf(to), ...ASKS, now };
  await store.requestEmailChange(request);
  const linkId = await linkTo(store, to, now, "change-email");
  const proof = { kind: "password", credentialId: user.password.id } as const;
  return store.changeEmail({ linkId, proof, session: newSession(now), now });
}

/** A user who moved from OLD to NEW; the notice with the undo link is still queued. */
async function moved(store: OpenedStore) {
  const user = await confirmed(store, OLD);
  if (!(await move(store, user, NEW)).ok) throw new Error(`Nobody could move to ${NEW}.`);
  return user;
}

/** Somebody who registered the freed address, with the link, which no mail contains. */
async function registered(store: OpenedStore, now = NOW) {
  const rival = await register(store, OLD, { now });
  const mails = await handOver(store, now);
  const mail = mails.find(({ link }) => link?.purpose === "confirm")!;
  const proof = { kind: "session", hash: rival.session.hash } as const;
  const confirm = (at: number) =>
    store.confirm({
      linkId: mail.link!.id,
      userId: rival.userId,
      via: "link",
      proof,
      session: undefined,
      now: at,
    });
  return { rival, mail, mails, confirm };
}

const undo = (store: OpenedStore, linkId: string, now = NOW) =>
  store.undoEmailChange({ linkId, ...LOCK, now });

/** What every store must do about an address that a change freed, and about a stranger's change. */
export function reservedContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("a freed address", () => {
    test("is confirmed by nobody while its undo lives, and the refused link is not used up", async () => {
      await using store = await openStore();
      await moved(store);
      await handOver(store);
      const { mail, confirm } = await registered(store);
      expect(mail.kind).toBe("address-reserved");
      expect(await confirm(NOW)).toEqual(TAKEN);
      expect((await store.findLink(mail.link!.id))?.link.endedOn).toBeNull();
    });

    test("is confirmed by nobody either before the mail with the undo is handed over", async () => {
      await using store = await openStore();
      await moved(store);
      await register(store, OLD);
      const [first] = await claim(store, NOW, 1);
      expect(first).toMatchObject({ kind: "address-reserved", undo: { movedTo: NEW } });
      const mailed = await handOver(store);
      expect(mailed.find(({ kind }) => kind === "email-changed")?.link).toEqual(first!.undo!.link);
    });

    test("is one that only its former owner may move to, until the undo is over", async () => {
      await using store = await openStore();
      const { userId } = await moved(store);
      await handOver(store);
      const other = await confirmed(store, "bob@example.com");
      const mayMove = (who: string, emailKey: string, now = NOW) =>
        store.mayMove({ userId: who, emailKey, now });
      expect(await mayMove(userId, OLD)).toBe(true);
      expect(await mayMove(other.userId, OLD)).toBe(false);
      expect(await mayMove(other.userId, OLD, NOW + days(7))).toBe(true);
      expect(await mayMove(other.userId, NEW)).toBe(false);
      expect(await mayMove(other.userId, "nobody@example.com")).toBe(true);
    });

    test("is free again when the undo is over: expired, used, or its user gone", async () => {
      await using store = await openStore();
      const user = await moved(store);
      await handOver(store);
      const late = NOW + days(7);
      const { confirm } = await registered(store, late - hours(1));
      expect(await confirm(late - 1)).toEqual(TAKEN);
      expect((await confirm(late)).ok).toBe(true);
      await using other = await openStore();
      const gone = await moved(other);
      await handOver(other);
      await other.removeUser({ userId: gone.userId, actor: "o", reason: undefined, now: NOW });
      expect((await (await registered(other)).confirm(NOW)).ok).toBe(true);
      expect(user.userId).not.toBe(gone.userId);
    });

    test("stays reserved while its user is disabled, and the way back works again afterwards", async () => {
      await using store = await openStore();
      const { userId } = await moved(store);
      const linkId = await linkTo(store, OLD, NOW, "undo-change");
      const act = { userId, actor: "operator", reason: undefined, now: NOW };
      await store.disableUser(act);
      expect(await (await registered(store)).confirm(NOW)).toEqual(TAKEN);
      expect(await undo(store, linkId)).toEqual({ ok: false, reason: "disabled" });
      await store.enableUser(act);
      expect(await undo(store, linkId)).toMatchObject({ ok: true, value: { email: OLD } });
    });

    test("is nobody's to move to, but of the user who had it", async () => {
      await using store = await openStore();
      const user = await moved(store);
      const bob = await confirmed(store, "bob@example.com");
      await handOver(store);
      expect(await move(store, bob, OLD)).toEqual(TAKEN);
      expect((await move(store, user, OLD)).ok).toBe(true);
      expect((await store.findCandidates(OLD)).owner?.user.id).toBe(user.userId);
    });

    test("is reset by nobody who waits there", async () => {
      await using store = await openStore();
      await moved(store);
      await registered(store);
      await store.requestReset({ address: addressOf(OLD), ...ASKS, now: NOW });
      const [mail] = await claim(store);
      expect(mail).toMatchObject({ kind: "address-reserved", user: undefined });
      const reset = { linkId: mail!.link!.id, password: passwordOf("new"), now: NOW };
      expect(await store.reset(reset)).toEqual(TAKEN);
      expect((await store.findLink(reset.linkId))?.link.endedOn).toBeNull();
    });

    test("is given away by no operator", async () => {
      await using store = await openStore();
      await moved(store);
      await handOver(store);
      const act = { actor: "operator", reason: undefined, now: NOW };
      const user = { userId: newId(), address: addressOf(OLD), password: passwordOf("hash") };
      const as = { registeredWith: "", admin: false, mailLimit: undefined };
      expect(await store.createUser({ ...act, ...user, ...as, confirmed: true })).toEqual(FREED);
      const { rival } = await registered(store);
      expect(await store.confirmUser({ ...act, userId: rival.userId })).toEqual(FREED);
    });

    test("16 confirmations and the undo at once: the undo has it", async () => {
      await using store = await openStore();
      const user = await moved(store);
      const linkId = await linkTo(store, OLD, NOW, "undo-change");
      const rivals = [];
      for (let count = 0; count < 16; count += 1) rivals.push(await registered(store));
      const [undone, ...others] = await Promise.all([
        undo(store, linkId),
        ...rivals.map(({ confirm }) => confirm(NOW)),
      ]);
      expect(undone.ok).toBe(true);
      expect(others.filter(({ ok }) => ok)).toEqual([]);
      expect((await store.findCandidates(OLD)).owner?.user.id).toBe(user.userId);
      expect(await store.findUsers({ emailKey: OLD })).toHaveLength(1);
    });
  });

  describe("a mail that carries a way back", () => {
    test("is what it was again when it is given back, of whatever kind", async () => {
      await using store = await openStore();
      await moved(store);
      await handOver(store);
      await register(store, OLD);
      await store.resendTo({ address: addressOf(OLD), ...ASKS, now: NOW });
      await store.requestReset({ address: addressOf(OLD), ...ASKS, now: NOW });
      const bob = await confirmed(store, "bob@example.com", NOW + 1);
      for (const { id, fence } of await claim(store)) {
        await store.releaseClaim({ id, fence, now: NOW });
      }
      const address = addressOf(OLD);
      const asks = { userId: bob.userId, address, ...ASKS, now: NOW };
      await store.requestEmailChange(asks);
      const claimed = await claim(store);
      for (const { id, fence } of claimed) await store.releaseClaim({ id, fence, now: NOW });
      const listed = await store.listMails({ filter: "queued", limit: 20, after: undefined });
      expect(listed.map(({ kind }) => kind).toSorted()).toEqual([
        "change-email",
        "change-requested",
      ]);
      expect(claimed.every(({ kind }) => kind !== "confirm")).toBe(true);
    });

    test("has the same words at every try, whatever happens to the account meanwhile", async () => {
      await using store = await openStore();
      const user = await moved(store);
      await handOver(store);
      await store.requestReset({ address: addressOf(OLD), ...ASKS, now: NOW });
      const [first] = await claim(store);
      await move(store, user, "ada@example.net", NOW + 1);
      const again = (await claim(store, NOW + minutes(1))).find(({ id }) => id === first!.id);
      expect(again).toMatchObject({ kind: first!.kind, undo: first!.undo });
    });

    test("leaves the life of the way back to whichever mail was handed over first", async () => {
      await using store = await openStore();
      await moved(store);
      await store.requestReset({ address: addressOf(OLD), ...ASKS, now: NOW });
      const [reserved, notice] = await claim(store);
      const linkId = reserved!.undo!.link.id;
      await store.releaseClaim({ ...notice!, now: NOW });
      expect((await store.findLink(linkId))?.link.mintedOn).toBe(NOW);
      await store.releaseClaim({ ...reserved!, now: NOW });
      expect((await store.findLink(linkId))?.link.mintedOn).toBeNull();
      const later = NOW + hours(5);
      const mails = await handOver(store, later);
      expect(mails).toHaveLength(2);
      expect((await store.findLink(linkId))?.link.expiresOn).toBe(later + days(7));
    });
  });

  describe("locking an account from its mailbox", () => {
    async function asked(store: OpenedStore) {
      const user = await confirmed(store, OLD);
      const request = { userId: user.userId, address: addressOf(NEW), ...ASKS };
      await store.requestEmailChange({ ...request, now: NOW });
      const mails = await handOver(store);
      const idOf = (email: string) => mails.find((mail) => mail.email === email)!.link!.id;
      return { user, request, changeId: idOf(NEW), stopId: idOf(OLD) };
    }

    test("ends sessions and links, voids the password, freezes the address, and mails a reset", async () => {
      await using store = await openStore();
      const { user, request, changeId, stopId } = await asked(store);
      const lock = { linkId: stopId, ...LOCK, now: NOW };
      expect(await store.lockAccount(lock)).toMatchObject({ ok: true, value: { email: OLD } });
      expect(await sessionsOf(store, user.userId)).toEqual([]);
      expect(await store.findPassword(user.userId)).toBeUndefined();
      expect((await store.findLink(changeId))?.link.endedWhy).toBe("replaced");
      expect(await store.requestEmailChange({ ...request, now: NOW + days(7) - 1 })).toEqual({
        asked: false,
      });
      expect(await store.lockAccount(lock)).toEqual({ ok: false, reason: "used" });
      expect(await handOver(store)).toMatchObject([{ kind: "reset", email: OLD }]);
      expect(await actsOf(store, user.userId)).toContain("account-locked");
    });

    test("is done once, however many ask at once", async () => {
      await using store = await openStore();
      const { stopId } = await asked(store);
      const lock = { linkId: stopId, ...LOCK, now: NOW };
      const all = await Promise.all(Array.from({ length: 16 }, () => store.lockAccount(lock)));
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await handOver(store)).toHaveLength(1);
    });

    test("leaves the ways back of earlier changes alone", async () => {
      await using store = await openStore();
      const user = await moved(store);
      const undoId = await linkTo(store, OLD, NOW, "undo-change");
      const address = addressOf("ada@example.net");
      const request = { userId: user.userId, address, ...ASKS, now: NOW };
      await store.requestEmailChange(request);
      const linkId = await linkTo(store, NEW, NOW, "stop-change");
      await store.lockAccount({ linkId, ...LOCK, now: NOW });
      expect(await undo(store, undoId)).toMatchObject({ ok: true, value: { email: OLD } });
    });
  });
}
