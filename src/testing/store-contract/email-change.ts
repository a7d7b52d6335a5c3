import { LOCK } from "../../domain/lock.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import {
  ASKS,
  NOW,
  actsOf,
  askForDeletion,
  byPassword,
  addressOf,
  claim,
  confirmed,
  handOver,
  linkTo,
  newSession,
  register,
  type StoreTests,
  type OpenedStore,
  type Registered,
  sessionsOf,
} from "./kit.ts";

const OLD = "ada@example.com";
const NEW = "ada@example.org";
const NEWER = "ada@example.net";

async function request(store: OpenedStore, userId: string, email = NEW, now = NOW) {
  const input = { userId, address: addressOf(email), ...ASKS, now };
  return (await store.requestEmailChange(input)).asked;
}

/** A user who asked to move, and the links in both mailboxes. */
async function asked(store: OpenedStore) {
  const user = await confirmed(store, OLD);
  if (!(await request(store, user.userId))) throw new Error(`Nobody could ask for ${NEW}.`);
  const mails = await handOver(store);
  const idOf = (email: string) => mails.find((mail) => mail.email === email)!.link!.id;
  return { user, changeId: idOf(NEW), stopId: idOf(OLD) };
}

const change = (store: OpenedStore, linkId: string, { session }: Registered, now = NOW) =>
  store.changeEmail({
    linkId,
    proof: { kind: "session", hash: session.hash },
    session: newSession(),
    now,
  });

/** What every store must do about moving a confirmed user to another address. */
export function emailChangeContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("changing an address", () => {
    test("asked for, writes to both mailboxes and changes nothing yet", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, OLD);
      await request(store, userId);
      const mails = await claim(store);
      expect(mails.map(({ kind, email }) => `${kind} ${email}`).toSorted()).toEqual([
        `change-email ${NEW}`,
        `change-requested ${OLD}`,
      ]);
      expect(await store.findPendingChange({ userId, now: NOW })).toBe(NEW);
      expect(await store.findUsers({ id: userId })).toMatchObject([{ email: OLD }]);
    });

    test("with the link moves the user, ends its sessions and tells the old mailbox", async () => {
      await using store = await openStore();
      const { user, changeId } = await asked(store);
      const done = await change(store, changeId, user);
      expect(done).toMatchObject({
        ok: true,
        value: { user: { id: user.userId, email: NEW }, isBack: false },
      });
      expect(await store.readSession(user.session.hash)).toBeUndefined();
      expect(await sessionsOf(store, user.userId)).toHaveLength(1);
      expect((await store.findCandidates(NEW)).owner?.user.id).toBe(user.userId);
      expect((await store.findCandidates(OLD)).owner).toBeUndefined();
      expect(await handOver(store)).toMatchObject([{ kind: "email-changed", email: OLD }]);
      expect(await actsOf(store, user.userId)).toContain("email-changed");
    });

    test("needs the user's own session or password", async () => {
      await using store = await openStore();
      const { changeId } = await asked(store);
      const bob = await confirmed(store, "bob@example.com");
      expect(await change(store, changeId, bob)).toEqual({ ok: false, reason: "proof-needed" });
    });

    test("16 times at once with one link has one winner", async () => {
      await using store = await openStore();
      const { user, changeId: linkId } = await asked(store);
      const proof = byPassword(user);
      const all = await Promise.all(
        Array.from({ length: 16 }, () =>
          store.changeEmail({ linkId, proof, session: newSession(), now: NOW }),
        ),
      );
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    });

    test("to one address by two users at once: one has it", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, OLD);
      const bob = await confirmed(store, "bob@example.com");
      await request(store, ada.userId);
      const first = await linkTo(store, NEW, NOW, "change-email");
      await request(store, bob.userId);
      const second = await linkTo(store, NEW, NOW, "change-email");
      const all = await Promise.all([change(store, first, ada), change(store, second, bob)]);
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(all.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "address-taken" });
    });

    test("to an address that a registration waits for removes that registration", async () => {
      await using store = await openStore();
      const { user, changeId } = await asked(store);
      const waiting = await register(store, NEW);
      await change(store, changeId, user);
      expect(await store.findUsers({ id: waiting.userId })).toEqual([]);
    });

    test("to an owned address is told to its owner alone", async () => {
      await using store = await openStore();
      await confirmed(store, NEW);
      const { userId } = await confirmed(store, OLD);
      expect(await request(store, userId)).toBe(true);
      expect(await claim(store)).toMatchObject([
        { kind: "address-in-use", email: NEW },
        { kind: "change-requested", email: OLD },
      ]);
    });

    test("asked for again replaces what was asked before", async () => {
      await using store = await openStore();
      const { user, changeId } = await asked(store);
      await request(store, user.userId, "other@example.org");
      expect(await store.findPendingChange({ userId: user.userId, now: NOW })).toBe(
        "other@example.org",
      );
      expect(await change(store, changeId, user)).toEqual({ ok: false, reason: "replaced" });
    });

    test("is over after 24 hours, and when the user cancels it", async () => {
      await using store = await openStore();
      const { user, changeId } = await asked(store);
      const { userId } = user;
      const late = await change(store, changeId, user, NOW + hours(24));
      expect(late).toEqual({ ok: false, reason: "expired" });
      expect(await store.findPendingChange({ userId, now: NOW + hours(24) })).toBeUndefined();
      expect(await store.cancelEmailChange({ userId, now: NOW })).toBe(true);
      expect(await store.cancelEmailChange({ userId, now: NOW })).toBe(false);
      expect(await change(store, changeId, user)).toEqual({ ok: false, reason: "replaced" });
    });

    test("is stopped from the old mailbox before it happens", async () => {
      await using store = await openStore();
      const { user, changeId, stopId } = await asked(store);
      expect((await store.stopEmailChange({ linkId: stopId, now: NOW })).ok).toBe(true);
      expect(await change(store, changeId, user)).toEqual({ ok: false, reason: "replaced" });
    });

    test("is undone from the old mailbox afterwards, password and sessions included", async () => {
      await using store = await openStore();
      const { user, changeId } = await asked(store);
      await change(store, changeId, user);
      const linkId = await linkTo(store, OLD, NOW, "undo-change");
      const undo = { linkId, ...LOCK, now: NOW };
      expect(await store.undoEmailChange(undo)).toMatchObject({ ok: true, value: { email: OLD } });
      expect(await sessionsOf(store, user.userId)).toEqual([]);
      expect(await store.findPassword(user.userId)).toBeUndefined();
      expect((await store.findCandidates(OLD)).owner?.user.id).toBe(user.userId);
      expect(await request(store, user.userId)).toBe(false);
      expect(await request(store, user.userId, NEW, NOW + days(7))).toBe(true);
      expect(await store.undoEmailChange(undo)).toEqual({ ok: false, reason: "used" });
    });
  });

  describe("undoing a change of address", () => {
    const undo = (store: OpenedStore, linkId: string, now = NOW) =>
      store.undoEmailChange({ linkId, ...LOCK, now });

    /** A user who was moved twice within two minutes, and the undo links in both mailboxes. */
    async function movedTwice(store: OpenedStore, later = NOW + minutes(1)) {
      const { user, changeId } = await asked(store);
      await change(store, changeId, user);
      const first = await linkTo(store, OLD, NOW, "undo-change");
      await request(store, user.userId, NEWER, later);
      const linkId = await linkTo(store, NEWER, later, "change-email");
      const proof = byPassword(user);
      await store.changeEmail({ linkId, proof, session: newSession(later), now: later });
      const second = await linkTo(store, NEW, later, "undo-change");
      return { user, first, second, later };
    }

    test("works from the first mailbox, whatever was changed afterwards", async () => {
      await using store = await openStore();
      const { first, later } = await movedTwice(store);
      expect(await undo(store, first, later)).toMatchObject({ ok: true, value: { email: OLD } });
    });

    test("ends the ways back to the mailboxes in between", async () => {
      await using store = await openStore();
      const { first, second, later } = await movedTwice(store);
      await undo(store, first, later);
      expect(await undo(store, second, later)).toEqual({ ok: false, reason: "replaced" });
    });

    test("from a mailbox in between leaves the first one its way back", async () => {
      await using store = await openStore();
      const { first, second, later } = await movedTwice(store);
      expect(await undo(store, second, later)).toMatchObject({ ok: true, value: { email: NEW } });
      expect(await undo(store, first, later)).toMatchObject({ ok: true, value: { email: OLD } });
    });

    test("wins from the first mailbox also where both changes were in one moment", async () => {
      await using store = await openStore();
      const { first, second, later } = await movedTwice(store, NOW);
      expect(await undo(store, second, later)).toMatchObject({ ok: true, value: { email: NEW } });
      expect(await undo(store, first, later)).toMatchObject({ ok: true, value: { email: OLD } });
    });

    test("is what a move back is: the mailboxes in between have no way back", async () => {
      await using store = await openStore();
      const { user, first, second, later } = await movedTwice(store);
      await request(store, user.userId, OLD, later);
      const linkId = await linkTo(store, OLD, later, "change-email");
      const proof = byPassword(user);
      const back = await store.changeEmail({ linkId, proof, session: undefined, now: later });
      expect(back).toMatchObject({ ok: true, value: { user: { email: OLD }, isBack: true } });
      expect(await handOver(store, later)).toMatchObject([
        { kind: "change-undone", email: NEWER, about: OLD },
      ]);
      expect(await undo(store, second, later)).toEqual({ ok: false, reason: "replaced" });
      expect(await undo(store, first, later)).toMatchObject({ ok: true, value: { email: OLD } });
    });

    test("is told to the mailbox that loses the user", async () => {
      await using store = await openStore();
      const { first, later } = await movedTwice(store);
      await undo(store, first, later);
      expect(await handOver(store, later)).toMatchObject([
        { kind: "reset", email: OLD },
        { kind: "change-undone", email: NEWER, about: OLD },
      ]);
    });

    test("takes a deletion back that was asked for meanwhile", async () => {
      await using store = await openStore();
      const { user, changeId } = await asked(store);
      await change(store, changeId, user);
      const { userId, password } = user;
      await askForDeletion(store, { userId, password });
      const linkId = await linkTo(store, OLD, NOW, "undo-change");
      expect(await undo(store, linkId)).toMatchObject({ ok: true, value: { deletesOn: null } });
      expect(await store.deleteDue(NOW + days(14))).toBe(0);
    });

    test("and every other act of a link say what became of a user who is gone", async () => {
      await using store = await openStore();
      const { user, changeId, stopId } = await asked(store);
      await change(store, changeId, user);
      const linkId = await linkTo(store, OLD, NOW, "undo-change");
      await store.removeUser({
        userId: user.userId,
        actor: "operator",
        reason: undefined,
        now: NOW,
      });
      expect(await undo(store, linkId)).toEqual({ ok: false, reason: "removed" });
      expect(await store.stopEmailChange({ linkId: stopId, now: NOW })).toMatchObject({
        ok: false,
      });
      expect(await store.stopEmailChange({ linkId: "nobody's", now: NOW })).toEqual({
        ok: false,
        reason: "unknown",
      });
    });
  });
}
