import type { ImportedUser } from "../../ports/import-store.ts";
import { days } from "../../domain/time.ts";
import { addressOf, confirmed, loginOf, newId, NOW, register, type StoreTests } from "./kit.ts";

const REGISTERED = NOW - days(1_000);

const ACT = { duplicates: "confirmed", actor: "operator:root", now: NOW } as const;

/** A user of another system, confirmed a day after registering. */
export function imported(email: string, differs: Partial<ImportedUser> = {}): ImportedUser {
  const id = newId(REGISTERED);
  const times = { registeredOn: REGISTERED, createdOn: REGISTERED, lastUsedOn: null };
  return {
    id,
    digest: `digest of ${id}`,
    foreignId: `old ${id}`,
    system: "Django",
    address: addressOf(email),
    registeredOn: REGISTERED,
    registeredWith: "Django",
    nextPath: null,
    confirmedOn: REGISTERED + days(1),
    confirmedVia: "import",
    passwordChangedOn: null,
    factors: 1,
    roles: [],
    disabledOn: null,
    emailFrozenUntil: null,
    deletesOn: null,
    language: "de",
    source: null,
    fields: { nick: "Ada" },
    terms: [],
    credentials: [
      { id, kind: "password", factor: "first", secret: "foreign:{}", state: "bcrypt", ...times },
    ],
    ...differs,
  };
}

export const unconfirmed = { confirmedOn: null, confirmedVia: null } as const;

export function importContract({ describe, test, expect, openStore }: StoreTests): void {
  describe("an import", () => {
    test("adds users with what belongs to them, and a second one changes nothing", async () => {
      await using store = await openStore();
      const ada = imported("Ada@Example.com", { roles: ["admin", "editor"] });
      const bob = imported("bob@example.com", unconfirmed);
      const input = { ...ACT, users: [ada, bob] };
      expect(await store.importUsers(input)).toEqual(["added", "added"]);
      const [owner] = await store.findUsers({ emailKey: "ada@example.com" });
      expect(owner).toMatchObject({
        id: ada.id,
        email: "Ada@Example.com",
        registeredOn: REGISTERED,
        confirmedOn: REGISTERED + days(1),
        confirmedVia: "import",
        roles: ["admin", "editor"],
        language: "de",
        fields: { nick: "Ada" },
      });
      const { owner: found } = await store.findCandidates("ada@example.com");
      expect(found?.password).toEqual({ credentialId: ada.id, hash: "foreign:{}" });
      expect((await store.findCandidates("bob@example.com")).waiting).toHaveLength(1);
      const { audit } = (await store.readUserFacts(ada.id))!;
      expect(audit).toEqual([
        { happenedOn: NOW, actor: "operator:root", act: "imported", detail: "Django" },
      ]);
      expect(await store.listMails({ filter: "all", limit: 9, after: undefined })).toEqual([]);
      const digests = [ada.digest, bob.digest, "another"];
      expect(await store.knownImports(digests)).toEqual(
        new Map([
          [ada.digest, "ada@example.com"],
          [bob.digest, "bob@example.com"],
        ]),
      );
      const again = [ada, { ...bob, id: newId() }];
      expect(await store.importUsers({ ...ACT, users: again })).toEqual(["known", "known"]);
    });

    test("can be rehearsed, which changes nothing", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, "ada@example.com");
      const user = imported("bob@example.com");
      const users = [imported("ada@example.com"), user, imported("bob@example.com")];
      const outcomes = ["address-taken", "added", "duplicate"];
      expect(await store.importUsers({ ...ACT, rehearsal: true, users })).toEqual(outcomes);
      expect(await store.findUsers({ emailKey: "bob@example.com" })).toEqual([]);
      expect(await store.findUsers({ id: userId })).toHaveLength(1);
      expect(await store.knownImports([user.digest])).toEqual(new Map());
      expect(await store.importUsers({ ...ACT, users })).toEqual(outcomes);
    });

    test("gives a password later only to whoever came without one, and to whom nothing has happened since", async () => {
      await using store = await openStore();
      const [ada, bob] = ["ada@example.com", "bob@example.com"].map((email) => imported(email));
      const bare = imported("eve@example.com", { credentials: [] });
      const met = imported("dan@example.com", { credentials: [] });
      await store.importUsers({ ...ACT, users: [ada!, bare, met] });
      const by = { actor: "operator:root", reason: undefined, now: NOW };
      await store.disableUser({ ...by, userId: met.id });
      const give = ({ digest }: ImportedUser) => {
        const password = { ...bob!.credentials[0]!, id: newId(), secret: "right" };
        return store.addImportedPassword({ digest, password, actor: "old-system", now: NOW });
      };
      const awaited = [ada!, bare, met].map(({ id }) => store.awaitsImportedPassword(id));
      expect(await Promise.all(awaited)).toEqual([false, true, false]);
      const given = [];
      for (const user of [ada!, met, bob!]) given.push(await give(user));
      expect(given).toEqual([false, false, false]);
      const twice = await Promise.all([give(bare), give(bare)]);
      expect(twice.filter((isGiven) => isGiven)).toHaveLength(1);
      expect((await store.findCandidates("eve@example.com")).owner?.password?.hash).toBe("right");
      expect(await store.awaitsImportedPassword(bare.id)).toBe(false);
      const { audit } = (await store.readUserFacts(bare.id))!;
      expect(audit.map(({ act }) => act).toSorted()).toEqual([
        "imported",
        "imported-password-added",
      ]);
    });

    test("takes no address from its owner, and no id or passkey", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, "ada@example.com");
      const key = { id: "key", kind: "passkey", factor: "both", secret: "{}" } as const;
      const passkey = { ...key, handle: "h", createdOn: REGISTERED, lastUsedOn: null };
      const users = [
        imported("ADA@example.com"),
        imported("bob@example.com", { id: userId }),
        imported("eve@example.com", { credentials: [passkey] }),
        imported("dan@example.com", { credentials: [{ ...passkey, id: "key2" }] }),
      ];
      expect(await store.importUsers({ ...ACT, users })).toEqual([
        "address-taken",
        "id-taken",
        "added",
        "passkey-taken",
      ]);
      expect(await store.findUsers({ emailKey: "bob@example.com" })).toEqual([]);
    });

    test("of a confirmed user removes registrations that wait for the address", async () => {
      await using store = await openStore();
      const waiting = await register(store, "ada@example.com");
      const user = imported("ada@example.com");
      expect(await store.importUsers({ ...ACT, users: [user] })).toEqual(["added"]);
      expect(await store.findUsers({ id: waiting.userId })).toEqual([]);
      expect(await store.logIn(loginOf(waiting))).toBeUndefined();
    });

    test("of two users with one address adds the one that the rule chooses", async () => {
      const email = "ada@example.com";
      const older = imported(email, { ...unconfirmed, registeredOn: REGISTERED - 1 });
      const newer = imported(email, { registeredOn: REGISTERED });
      for (const [duplicates, outcomes] of [
        ["first", ["added", "duplicate"]],
        ["confirmed", ["added", "replaced"]],
        ["newest", ["added", "replaced"]],
        ["oldest", ["added", "duplicate"]],
      ] as const) {
        await using store = await openStore();
        const input = { ...ACT, duplicates, users: [older, newer] };
        expect(await store.importUsers(input)).toEqual(outcomes);
        const left = outcomes[1] === "replaced" ? newer : older;
        const found = await store.findUsers({ emailKey: email });
        expect(found.map(({ id }) => id)).toEqual([left.id]);
        expect(await store.importUsers(input)).toEqual(
          outcomes[1] === "replaced" ? ["known", "known"] : ["known", "duplicate"],
        );
      }
    });

    test("never replaces an owner who has been here since, by any rule", async () => {
      await using store = await openStore();
      const ada = imported("ada@example.com");
      await store.importUsers({ ...ACT, users: [ada] });
      expect(await store.logIn(loginOf({ userId: ada.id, password: ada.credentials[0]! }))).toBe(
        "complete",
      );
      for (const duplicates of ["first", "confirmed", "newest", "oldest"] as const) {
        for (const registeredOn of [REGISTERED - 1, REGISTERED + 1]) {
          const users = [imported("ada@example.com", { registeredOn })];
          const outcomes = await store.importUsers({ ...ACT, duplicates, users });
          expect(outcomes).toEqual(["address-taken"]);
        }
      }
      expect(await store.findUsers({ id: ada.id })).toHaveLength(1);
    });

    test("does not bring back who was deleted, and never ends who has not confirmed by itself", async () => {
      await using store = await openStore();
      const ada = imported("ada@example.com");
      const bob = imported("bob@example.com", unconfirmed);
      await store.importUsers({ ...ACT, users: [ada, bob] });
      const removal = { actor: "operator:root", reason: "asked", now: NOW, userId: ada.id };
      expect((await store.removeUser(removal)).ok).toBe(true);
      expect(await store.importUsers({ ...ACT, users: [ada] })).toEqual(["known"]);
      expect(await store.countPurgeable(NOW)).toBe(0);
      expect(await store.purgeRegistrations({ registeredBefore: NOW, now: NOW })).toBe(0);
      expect(await store.findUsers({ id: bob.id })).toHaveLength(1);
    });

    test("and an export meet: every user is read once, with their credentials and old ids", async () => {
      await using store = await openStore();
      const users = Array.from({ length: 7 }, (_, at) => imported(`u${at}@example.com`));
      await store.importUsers({ ...ACT, users });
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await store.exportUsers({ after, limit: 3 });
        seen.push(...page.map(({ foreignId }) => foreignId!));
        expect(page.every(({ credentials }) => credentials[0]?.state === "bcrypt")).toBe(true);
        after = page.at(-1)?.user.id;
        if (page.length < 3) break;
      }
      expect([seen.length, new Set(seen)]).toEqual([
        7,
        new Set(users.map(({ foreignId }) => foreignId)),
      ]);
    });
  });
}
