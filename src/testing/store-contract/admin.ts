import { days, minutes } from "../../domain/time.ts";
import { enrolment, news, second } from "./credentials.ts";
import {
  ASKS,
  DELETES_ON,
  OPERATOR_LIMIT,
  NO_LIMIT,
  NOW,
  actsOf,
  askForDeletion,
  addressOf,
  claim,
  confirmed,
  handOver,
  linkTo,
  newId,
  newSession,
  register,
  type StoreTests,
  passwordOf,
  loginOf,
} from "./kit.ts";

const EMAIL = "ada@example.com";
const ACT = { actor: "operator:root", reason: "asked by phone", now: NOW } as const;

/** What every store must do for operators and admins. */
export function adminContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("an operator's act", () => {
    test("of confirming owns the address, ends sessions, and names who did it", async () => {
      await using store = await openStore();
      const rival = await register(store, EMAIL);
      const { userId, session } = await register(store, EMAIL);
      const done = await store.confirmUser({ ...ACT, userId });
      expect(done).toMatchObject({ ok: true, value: { confirmedVia: "admin", confirmedOn: NOW } });
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect(await store.findUsers({ id: rival.userId })).toEqual([]);
      const facts = await store.readUserFacts(userId);
      expect(facts?.audit).toContainEqual({
        happenedOn: NOW,
        actor: "operator:root",
        act: "confirmed",
        detail: "admin: asked by phone",
      });
    });

    test("of removing factors ends sessions, tells the mailbox, and names who did it and why", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const enrolling = enrolment(user);
      await store.addCredentials(enrolling);
      const none = { ...ACT, userId, ids: ["none"] };
      expect(await store.removeFactors(none)).toMatchObject({ ok: false, reason: "no-factors" });
      const all = { ...ACT, userId, ids: undefined };
      expect(await store.removeFactors(all)).toMatchObject({
        ok: true,
        value: { user: { factors: 1 }, removed: 1 },
      });
      expect(await store.readSession(enrolling.session.hash)).toBeUndefined();
      expect(await store.logIn(loginOf(user))).toBe("complete");
      const { rows } = await store.listKeptMails({ userId, limit: 1 });
      expect(rows).toMatchObject([{ kind: "factors-removed", to: EMAIL }]);
      expect(await actsOf(store, userId)).toContain("factors-removed");
      expect(await store.removeFactors({ ...all, userId: "nobody" })).toMatchObject({
        reason: "not-found",
      });
    });

    test("uses up what an admin showed at a terminal, once, and records what for", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const spare = { ...second("spare"), factor: "backup" } as const;
      const enrolling = { ...enrolment(user), credentials: [second("pin"), spare] };
      await store.addCredentials(enrolling);
      const { kind, factor, id: credentialId } = spare;
      const shown = { kind, factor, credentialId, use: { to: null } };
      const show = () => store.useFactor({ ...ACT, userId, shown, news });
      expect((await Promise.all([show(), show()])).filter(Boolean)).toHaveLength(1);
      const kinds = (await store.listCredentials(userId)).map(({ id }) => id);
      expect(kinds).not.toContain("spare");
      expect(await actsOf(store, userId)).toContain("factor-shown");
    });

    test("of confirming races a link, and one of them owns the address", async () => {
      await using store = await openStore();
      const mine = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      const other = await register(store, EMAIL);
      const proof = { kind: "session", hash: mine.session.hash } as const;
      const [byLink, byAdmin] = await Promise.all([
        store.confirm({
          linkId,
          userId: mine.userId,
          via: "link",
          proof,
          session: newSession(),
          now: NOW,
        }),
        store.confirmUser({ ...ACT, userId: other.userId }),
      ]);
      expect([byLink.ok, byAdmin.ok].filter(Boolean)).toHaveLength(1);
      expect(await store.findUsers({ emailKey: EMAIL })).toHaveLength(1);
    });

    test("of adding a confirmed user is refused for an owned address", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      const input = {
        ...ACT,
        userId: newId(),
        address: addressOf(EMAIL),
        password: passwordOf("hash"),
        registeredWith: "the command line",
        confirmed: true,
        admin: true,
        mailLimit: undefined,
      };
      expect(await store.createUser(input)).toEqual({ ok: false, reason: "address-taken" });
      const bob = { ...input, address: addressOf("bob@example.com") };
      expect(await store.createUser(bob)).toMatchObject({ ok: true, value: { mailed: false } });
      expect((await store.findCandidates("bob@example.com")).owner?.user.admin).toBe(true);
    });

    test("of disabling ends sessions, links and waiting mails; enabling brings none back", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.resend({ userId, ...ASKS, now: NOW });
      expect((await store.disableUser({ ...ACT, userId })).ok).toBe(true);
      expect(await store.disableUser({ ...ACT, userId })).toMatchObject({
        reason: "already-disabled",
      });
      expect(await claim(store)).toEqual([]);
      await store.enableUser({ ...ACT, userId });
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect((await store.findLink(linkId))?.link.endedWhy).toBe("removed");
    });

    test("that would leave no admin who can log in is refused", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const last = { ok: false, reason: "last-admin" };
      const [one, other] = [ada, bob].map(({ userId }) => ({ ...ACT, userId }));
      await store.setAdmin({ ...one!, admin: true });
      expect(await store.setAdmin({ ...one!, admin: false })).toEqual(last);
      expect(await store.disableUser(one!)).toEqual(last);
      expect(await store.removeUser(one!)).toEqual(last);
      expect(await askForDeletion(store, ada)).toBe("last-admin");
      await store.setAdmin({ ...other!, admin: true });
      await store.disableUser(other!);
      // A disabled admin may not log in, and so does not count as another one.
      expect(await store.setAdmin({ ...one!, admin: false })).toEqual(last);
      await store.enableUser(other!);
      expect((await store.setAdmin({ ...one!, admin: false })).ok).toBe(true);
      expect(await store.removeUser(other!)).toEqual(last);
    });

    test("of the last two admins who ask to be deleted at once leaves one of them", async () => {
      await using store = await openStore();
      const admins = [await confirmed(store, EMAIL), await confirmed(store, "bob@example.com")];
      for (const { userId } of admins) await store.setAdmin({ ...ACT, userId, admin: true });
      const asked = await Promise.all(admins.map((admin) => askForDeletion(store, admin)));
      expect(new Set(asked)).toEqual(new Set([DELETES_ON, "last-admin"]));
      expect(await store.deleteDue(DELETES_ON)).toBe(1);
      expect(await store.deleteDue(DELETES_ON + days(30))).toBe(0);
    });

    test("on each of the last two admins at once leaves one of them", async () => {
      await using store = await openStore();
      const admins = [await confirmed(store, EMAIL), await confirmed(store, "bob@example.com")];
      for (const { userId } of admins) await store.setAdmin({ ...ACT, userId, admin: true });
      const [one, other] = admins.map(({ userId }) => ({ ...ACT, userId }));
      const outcomes = await Promise.all([
        store.setAdmin({ ...one!, admin: false }),
        store.removeUser(other!),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    });

    test("of removing frees the address and keeps the audit log", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      expect(await store.removeUser({ ...ACT, userId })).toEqual({ ok: true, value: null });
      expect(await store.removeUser({ ...ACT, userId })).toEqual({
        ok: false,
        reason: "not-found",
      });
      await confirmed(store, EMAIL);
    });

    test("of starting a reset mails the owner's mailbox within its budget, and names who did it", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      const now = NOW + minutes(2);
      const ask = { ...ACT, userId, mailLimit: OPERATOR_LIMIT, now };
      expect(await store.sendReset(ask)).toMatchObject({ ok: true, value: { id: userId } });
      expect(await store.sendReset(ask)).toEqual({
        ok: false,
        reason: "too-soon",
        retryOn: now + minutes(1),
      });
      expect(await handOver(store, now)).toMatchObject([
        { kind: "reset", email: EMAIL, user: { id: userId } },
      ]);
      expect(await store.readSession(session.hash)).toBeDefined();
      expect((await store.readUserFacts(userId))?.audit).toContainEqual({
        happenedOn: now,
        actor: "operator:root",
        act: "reset-requested",
        detail: "asked by phone",
      });
    });

    test("of starting a reset is refused for who is gone, disabled or not confirmed", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const ask = { ...ACT, userId, mailLimit: NO_LIMIT };
      expect(await store.sendReset(ask)).toEqual({ ok: false, reason: "unconfirmed" });
      await store.disableUser(ask);
      expect(await store.sendReset(ask)).toEqual({ ok: false, reason: "disabled" });
      await store.removeUser(ask);
      expect(await store.sendReset(ask)).toEqual({ ok: false, reason: "not-found" });
    });

    test("of ending sessions ends one or all of this user, and of nobody else", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const { userId } = ada;
      await store.logIn(loginOf(ada));
      await store.logIn(loginOf(ada));
      const end = { ...ACT, userId };
      expect(await store.endUserSessions({ ...end, sessionId: bob.session.id })).toBe(0);
      expect(await store.endUserSessions({ ...end, sessionId: ada.session.id })).toBe(1);
      expect(await store.readSession(ada.session.hash)).toBeUndefined();
      expect(await store.endUserSessions({ ...end, sessionId: undefined })).toBe(2);
      expect(await store.endUserSessions({ ...end, sessionId: undefined })).toBe(0);
      expect(await store.readSession(bob.session.hash)).toBeDefined();
      const acts = await actsOf(store, userId);
      expect(acts).toContain("session-ended");
      expect(acts.filter((act) => act === "sessions-ended")).toHaveLength(1);
    });

    test("of taking a deletion back keeps the user, and the mailed way back is over", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      const back = { ...ACT, userId };
      expect(await store.takeBackDeletion(back)).toEqual({ ok: false, reason: "not-deleting" });
      await askForDeletion(store, { userId, password });
      const linkId = await linkTo(store, EMAIL, NOW, "keep-account");
      expect(await store.takeBackDeletion(back)).toMatchObject({
        ok: true,
        value: { id: userId, deletesOn: null },
      });
      expect(await store.deleteDue(DELETES_ON)).toBe(0);
      expect((await store.keepUser({ linkId, now: NOW })).ok).toBe(false);
      expect(await store.logIn(loginOf({ userId, password }))).toBe("complete");
      expect(await store.takeBackDeletion({ ...ACT, userId: newId() })).toEqual({
        ok: false,
        reason: "not-found",
      });
    });

    test("of taking a deletion back before it was mailed leaves nothing to mail", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      await askForDeletion(store, { userId, password });
      await store.takeBackDeletion({ ...ACT, userId });
      expect(await claim(store)).toEqual([]);
    });

    test("of retrying a mail queues one that is dead, and nothing else", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await claim(store);
      const mailId = mail!.id;
      expect(await store.retryMail({ ...ACT, mailId })).toMatchObject({ reason: "not-dead" });
      await store.settleMail({
        ...mail!,
        state: "dead",
        answer: "550",
        fault: "address",
        dueOn: NOW,
        now: NOW,
      });
      expect((await store.retryMail({ ...ACT, mailId })).ok).toBe(true);
      expect(await handOver(store)).toMatchObject([{ id: mailId, kind: "confirm" }]);
    });
  });
}
