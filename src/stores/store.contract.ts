import { adminListContract } from "../features/admin/lists.contract.ts";
import { adminContract } from "../features/admin/store.contract.ts";
import { bounceContract } from "../features/bounces/store.contract.ts";
import { byAddressContract } from "../features/confirmation/by-address.contract.ts";
import { confirmationContract } from "../features/confirmation/store.contract.ts";
import { dataContract } from "../features/data/store.contract.ts";
import { alarmContract } from "../features/alarm/store.contract.ts";
import { deletionContract } from "../features/deletion/store.contract.ts";
import { emailChangeContract } from "../features/email-change/store.contract.ts";
import { reservedContract } from "../features/email-change/reserved.contract.ts";
import { linkContract } from "../identity/link-store.contract.ts";
import { loginContract } from "../features/login/store.contract.ts";
import { tryContract } from "../identity/tries.contract.ts";
import { passwordChangeContract } from "../features/password-change/store.contract.ts";
import { passwordResetContract } from "../features/password-reset/store.contract.ts";
import { registrationContract } from "../features/registration/store.contract.ts";
import { sessionContract } from "../identity/session-store.contract.ts";
import { credentialContract } from "../identity/credential-store.contract.ts";
import { limitContract } from "../identity/limit-store.contract.ts";
import { mailHoldContract } from "../ports/mail-hold.contract.ts";
import { mailPlaceContract } from "../ports/mail-places.contract.ts";
import { outboxContract } from "../ports/outbox-store.contract.ts";
import {
  ASKS,
  NOW,
  claim,
  newId,
  newSession,
  register,
  type OpenStore,
  type StoreTests,
  type TestRunner,
  passwordOf,
} from "../testing/store-kit.ts";

/**
 * Everything that is asked of a store of any engine, as tests: passing them is what makes a store. They are
 * declared with what the runner brings, and each opens an empty store of its own. `docs/writing-a-store.md` says what
 * each group proves.
 *
 * @example
 * ```ts
 * // Vitest's and Jest's own describe, test and expect do; this runner only lists the tests.
 * const names: string[] = [];
 * const runner: TestRunner = {
 *   describe: (_name, body) => body(),
 *   test: (name) => names.push(name),
 *   expect: () => { throw new Error("Nothing is run."); },
 * };
 * storeContract("MyDatabase", runner, () => { throw new Error("Open your own store here."); });
 * names.length > 200; // → true
 * ```
 */
export function storeContract(
  engine: string,
  { describe, expect, test }: TestRunner,
  openStore: OpenStore,
): void {
  const tests: StoreTests = { describe, expect, test, openStore };
  describe(`a store on ${engine}`, () => {
    registrationContract(tests);
    confirmationContract(tests);
    byAddressContract(tests);
    linkContract(tests);
    loginContract(tests);
    tryContract(tests);
    sessionContract(tests);
    credentialContract(tests);
    passwordChangeContract(tests);
    passwordResetContract(tests);
    emailChangeContract(tests);
    reservedContract(tests);
    alarmContract(tests);
    deletionContract(tests);
    dataContract(tests);
    adminContract(tests);
    adminListContract(tests);
    limitContract(tests);
    outboxContract(tests);
    mailPlaceContract(tests);
    mailHoldContract(tests);
    bounceContract(tests);
    atomicityContract(tests);
  });
}

/** What holds for every verb. */
function atomicityContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("every verb is all or nothing", () => {
    test("a write that fails undoes itself, and nobody who wrote in the same moment", async () => {
      await using store = await openStore();
      const { session: taken } = await register(store, "first@example.com");
      const email = "failing@example.com";
      const failing = store.register({
        user: {
          id: newId(),
          address: { display: email, key: email, domain: "example.com" },
          password: passwordOf("hash"),
          registeredWith: "",
          nextPath: null,
          formId: null,
        },
        session: { ...newSession(), hash: taken.hash }, // in use: the second step fails
        ...ASKS,
        now: NOW,
      });
      const [before, failed, after] = await Promise.allSettled([
        register(store, "before@example.com"),
        failing,
        register(store, "after@example.com"),
      ]);
      expect([before.status, failed.status, after.status]).toEqual([
        "fulfilled",
        "rejected",
        "fulfilled",
      ]);
      expect(await store.findUsers({ emailKey: email })).toEqual([]);
      const mailed = (await claim(store)).map((mail) => mail.email).toSorted();
      expect(mailed).toEqual(["after@example.com", "before@example.com", "first@example.com"]);
    });

    test("what a promise has resolved, everybody reads", async () => {
      await using store = await openStore();
      await store.ping();
      const registered = Array.from({ length: 20 }, async (_, place) => {
        const { session } = await register(store, `a${place}@example.com`);
        return store.readSession(session.hash);
      });
      expect((await Promise.all(registered)).every((current) => current !== undefined)).toBe(true);
    });
  });
}
