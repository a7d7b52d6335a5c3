import { evidenceOf, type CredentialUse, type NewCredential } from "../../domain/evidence.ts";
import { limitDefaults } from "../../domain/limits.ts";
import type { SecondFactorPolicy } from "../../domain/second-factor-policy.ts";
import { hours } from "../../domain/time.ts";
import { enrolment, news, second, shownOf } from "./credentials.ts";
import { NOW, confirmed, loginOf, type Registered, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const { notice: limit } = limitDefaults;

/** What every store must do when users change their credentials, and when they use them. */
export function credentialChangesContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("changed credentials", () => {
    test("are told to the mailbox and the audit log, and refused after too many notices", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      let acting = user.session.hash;
      for (let count = 0; count < 5; count += 1) {
        const enrolling = { ...enrolment(user, second(`pin-${count}`)), acting };
        expect(await store.addCredentials(enrolling)).toEqual({ added: true });
        acting = enrolling.session.hash;
      }
      const sixth = { ...enrolment(user, second("pin-6")), acting };
      expect(await store.addCredentials(sixth)).toEqual({ added: false, retryOn: NOW + hours(1) });
      expect(await store.listCredentials(userId)).toHaveLength(6);
      const mails = (await store.listKeptMails({ userId, limit: 20 })).rows;
      const acts = (await store.listKeptActs({ userId, limit: 20 })).rows;
      expect(mails.filter(({ kind }) => kind === news.mail)).toHaveLength(5);
      expect(acts.filter(({ act }) => act === news.act)).toHaveLength(5);
    });

    test("are found by their handle, which no two have", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const passkey = { ...second("key"), factor: "both", handle: "h" } as const;
      expect(await store.addCredentials(enrolment(user, passkey))).toEqual({ added: true });
      const same = enrolment(bob, { ...passkey, id: "key-of-bob" });
      expect(await store.addCredentials(same)).toEqual({ added: false, taken: true });
      expect(await store.findByHandle("h")).toMatchObject({
        user: { id: user.userId },
        credential: { id: "key", handle: "h", state: null },
      });
      expect(await store.findByHandle("i")).toBeUndefined();
      expect(await store.readSession(bob.session.hash)).toBeDefined();
    });

    test("are read a few at a time, and their secrets replaced only as they were read", async () => {
      await using store = await openStore();
      for (const name of ["a", "b", "c"]) {
        const user = await confirmed(store, `${name}@example.com`);
        expect(await store.addCredentials(enrolment(user, second(name)))).toEqual({ added: true });
      }
      const kind = "pin";
      expect([await store.countCredentials(kind), await store.countCredentials("none")]).toEqual([
        3, 0,
      ]);
      const read = await store.listCredentialsOfKind({ kind, limit: 2 });
      expect(read.map(({ id }) => id)).toEqual(["a", "b"]);
      const rest = await store.listCredentialsOfKind({ kind, after: "b", limit: 2 });
      expect(rest).toMatchObject([{ id: "c", secret: "2741" }]);
      const to = "new";
      const replaced = await store.replaceSecrets([
        { id: "a", from: "2741", to },
        { id: "b", from: "something else", to },
        { id: "gone", from: "2741", to },
      ]);
      expect(replaced).toBe(1);
      const all = await store.listCredentialsOfKind({ kind, limit: 3 });
      expect(all.map(({ secret }) => secret)).toEqual(["new", "2741", "2741"]);
    });

    test("are renamed by their own user, but for a password", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const { userId, password } = user;
      await store.addCredentials(enrolment(user));
      const rename = (id: string, by = userId) =>
        store.renameCredential({ userId: by, id, name: "Mine" });
      expect([await rename("pin", bob.userId), await rename(password.id)]).toEqual([false, false]);
      expect(await rename("pin")).toBe(true);
      const names = (await store.listCredentials(userId)).map(({ name }) => name);
      expect(new Set(names)).toEqual(new Set(["Mine", null]));
    });

    test("that are two factors at once ask for nothing, until their user wants two each time", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const passkey = { ...second("key"), factor: "both" } as const;
      const backup = { ...second("spare"), factor: "backup" } as const;
      const enrolling = { ...enrolment(user, passkey), credentials: [passkey, backup] };
      const acting = enrolling.session.hash;
      const choose = (required: boolean) =>
        store.requireTwoFactors({ userId, required, acting, news, limit, now: NOW });
      await store.addCredentials(enrolling);
      const other = loginOf(user);
      expect(await store.logIn(other)).toBe("complete");
      expect(await choose(true)).toMatchObject({ ok: true });
      expect(await store.readSession(other.session.hash)).toBeUndefined();
      expect(await store.logIn(loginOf(user))).toBe("pending");
      expect(await choose(false)).toMatchObject({ ok: true });
      expect(await store.logIn(loginOf(user))).toBe("complete");
      expect(await choose(true)).toMatchObject({ ok: true });
      const ids = ["key"];
      expect(await store.removeCredentials({ userId, ids, acting, news, now: NOW })).toBe(true);
      const kinds = (await store.listCredentials(userId)).map(({ kind }) => kind);
      expect(kinds).toEqual(["password"]);
      expect(await store.logIn(loginOf(user))).toBe("complete");
      expect(await choose(true)).toMatchObject({ reason: "outdated" });
    });

    test("that are used up are shown once, and ones with a state once for each", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const spare = { ...second("spare"), kind: "spare", factor: "backup" } as const;
      const credentials = [{ ...second("pin"), state: "1" }, spare];
      const enrolling = { ...enrolment(user), credentials };
      await store.addCredentials(enrolling);
      const using = (credential: NewCredential, use: CredentialUse) => {
        const next = loginOf(user);
        const evidence = [...next.session.evidence, { ...shownOf(credential), use }];
        return store.logIn({ ...next, session: { ...next.session, evidence } });
      };
      const step = { from: "1", to: "2" };
      const steps = [using(second("pin"), step), using(second("pin"), step)];
      expect((await Promise.all(steps)).filter((state) => state === "complete")).toHaveLength(1);
      const spent = [using(spare, { to: null }), using(spare, { to: null })];
      expect((await Promise.all(spent)).filter((state) => state === "complete")).toHaveLength(1);
      expect(await using(second("pin"), { from: "2", to: "3" })).toBe("complete");
      const left = await store.listCredentials(userId);
      expect(left.map(({ kind, state }) => `${kind} ${String(state)}`).toSorted()).toEqual([
        "password null",
        "pin 3",
      ]);
    });

    test("no longer count in the session that removed them", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, password } = user;
      const enrolling = enrolment(user);
      const { hash: acting } = enrolling.session;
      await store.addCredentials(enrolling);
      const shown = async () =>
        evidenceOf((await store.readSession(acting))!.session).map(({ kind }) => kind);
      expect(await shown()).toContain("pin");
      await store.removeCredentials({ userId, ids: ["pin"], acting, news, now: NOW });
      expect(await shown()).toEqual([password.kind]);
    });

    test("that the site requires are asked of whoever has them, and of nobody else", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const passkey = { ...second("key"), factor: "both" } as const;
      await store.addCredentials(enrolment(ada, passkey));
      const reason = "on the team";
      const logIn = (user: Registered, policy?: SecondFactorPolicy) =>
        store.logIn(loginOf(user, { policy }));
      const all = ["off", "offered", "required-for-admins", "required"] as const;
      const states = (user: Registered) => Promise.all(all.map((policy) => logIn(user, policy)));
      const complete = ["complete", "complete", "complete", "complete"];
      expect(await logIn(ada)).toBe("complete");
      expect(await states(ada)).toEqual([...complete.slice(1), "pending"]);
      expect(await states(bob)).toEqual(complete);
      const { userId } = ada;
      await store.setAdmin({ userId, admin: true, actor: "operator:eve", reason, now: NOW });
      expect(await states(ada)).toEqual([...complete.slice(2), "pending", "pending"]);
      const begun = loginOf(ada);
      await store.logIn(begun);
      const again = loginOf(ada, { policy: "required" });
      expect(await store.logIn({ ...again, continues: begun.session.hash })).toBe("pending");
      const evidence = [...again.session.evidence, shownOf(passkey)];
      const both = loginOf(ada, { policy: "required", evidence });
      expect(await store.logIn({ ...both, continues: again.session.hash })).toBe("complete");
    });
  });
}
