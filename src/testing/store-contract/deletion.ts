import {
  ASKS,
  DELETES_ON,
  NOW,
  actsOf,
  askForDeletion,
  claim,
  confirmed,
  handOver,
  linkTo,
  newSession,
  type StoreTests,
  passwordOf,
  loginOf,
  byPassword,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about deleting users. */
export function deletionContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("deleting a user", () => {
    test("asked for, lets nobody in and mails the way back", async () => {
      await using store = await openStore();
      const { userId, password, session } = await confirmed(store, EMAIL);
      const older = { userId, password: passwordOf("older") };
      expect(await askForDeletion(store, older)).toBe("wrong-password");
      expect(await askForDeletion(store, { userId, password })).toBe(DELETES_ON);
      expect(await askForDeletion(store, { userId, password })).toBe("wrong-password");
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect(await store.logIn(loginOf({ userId, password }))).toBeUndefined();
      expect(await claim(store)).toMatchObject([{ kind: "deletion", email: EMAIL }]);
      expect(await actsOf(store, userId)).toContain("deletion-requested");
    });

    test("is asked for in a session as well, and not once that has ended", async () => {
      await using store = await openStore();
      const { userId, password, session } = await confirmed(store, EMAIL);
      const ask = (hash: string) =>
        askForDeletion(store, { userId, password }, { kind: "session", hash });
      const bob = await confirmed(store, "bob@example.com");
      expect(await ask(bob.session.hash)).toBe("wrong-password");
      expect(await ask(session.hash)).toBe(DELETES_ON);
      expect(await ask(session.hash)).toBe("wrong-password");
    });

    test("is taken back by that mail's link, once", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      await askForDeletion(store, { userId, password });
      const linkId = await linkTo(store, EMAIL, NOW, "keep-account");
      expect(await store.keepUser({ linkId, now: NOW })).toMatchObject({
        ok: true,
        value: { id: userId, deletesOn: null },
      });
      expect(await store.keepUser({ linkId, now: NOW })).toEqual({ ok: false, reason: "used" });
      expect(await store.deleteDue(DELETES_ON)).toBe(0);
      expect(await store.logIn(loginOf({ userId, password }))).toBe("complete");
    });

    test("is taken back by a reset as well, which proves the same mailbox", async () => {
      await using store = await openStore();
      const { userId, password, address } = await confirmed(store, EMAIL);
      await askForDeletion(store, { userId, password });
      await store.requestReset({ address, ...ASKS, now: NOW });
      const linkId = await linkTo(store, EMAIL, NOW, "reset");
      expect(await store.reset({ linkId, password: passwordOf("new"), now: NOW })).toMatchObject({
        ok: true,
        value: { deletesOn: null },
      });
      expect(await store.deleteDue(DELETES_ON)).toBe(0);
      expect(await actsOf(store, userId)).toContain("kept");
    });

    test("never holds back a notice that is on its way", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      const to = passwordOf("new");
      await store.changePassword({
        ...ASKS,
        userId,
        proof: byPassword({ password }),
        to,
        session: newSession(),
        now: NOW,
      });
      expect(await askForDeletion(store, { userId, password: to })).toBe(DELETES_ON);
      const kinds = (await claim(store)).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(["deletion", "password-changed"]);
    });

    test("happens when its time has come, frees the address and says so a last time", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      await askForDeletion(store, { userId, password });
      const [asked] = await handOver(store);
      expect(await store.deleteDue(DELETES_ON - 1)).toBe(0);
      expect(await store.deleteDue(DELETES_ON)).toBe(1);
      expect(await store.findUsers({ id: userId })).toEqual([]);
      expect((await store.listKeptMails({ userId, limit: 9 })).rows).toEqual([]);
      expect((await store.findLink(asked!.link!.id))?.link).toMatchObject({
        endedWhy: "removed",
        email: "",
        emailKey: "",
      });
      const last = await handOver(store, DELETES_ON);
      expect(last).toMatchObject([{ kind: "deleted", email: EMAIL }]);
      expect(await store.findMail(last[0]!.id)).toBeUndefined();
      const next = await confirmed(store, EMAIL, DELETES_ON);
      expect((await store.findCandidates(EMAIL)).owner?.user.id).toBe(next.userId);
    });
  });
}
