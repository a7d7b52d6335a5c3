import { adminListContract } from "./admin-lists.ts";
import { adminContract } from "./admin.ts";
import { bounceContract } from "./bounces.ts";
import { complaintContract } from "./complaints.ts";
import { byAddressContract } from "./confirmation-by-address.ts";
import { confirmationContract } from "./confirmation.ts";
import { dataContract } from "./data.ts";
import { alarmContract } from "./alarm.ts";
import { deletionContract } from "./deletion.ts";
import { emailChangeContract } from "./email-change.ts";
import { eventContract } from "./events.ts";
import { mailListContract } from "./mail-lists.ts";
import { webhookContract } from "./webhooks.ts";
import { firstContactContract } from "./first-contacts.ts";
import { reservedContract } from "./email-change-reserved.ts";
import { fieldsContract } from "./fields.ts";
import { languageContract } from "./language.ts";
import { linkContract } from "./links.ts";
import { lockContract } from "./lock.ts";
import { loginContract } from "./login.ts";
import { secondStepTryContract } from "./second-step-tries.ts";
import { termsContract } from "./terms.ts";
import { tokenContract } from "./tokens.ts";
import { trailContract } from "./trail.ts";
import { tryContract } from "./tries.ts";
import { passwordChangeContract } from "./password-change.ts";
import { passwordResetContract } from "./password-reset.ts";
import { registrationContract } from "./registration.ts";
import { sessionContract } from "./sessions.ts";
import { credentialChangesContract } from "./credential-changes.ts";
import { credentialContract } from "./credentials.ts";
import { rememberedBrowserContract } from "./remembered-browsers.ts";
import { limitContract } from "./limits.ts";
import { lostFactorContract } from "./lost-factor.ts";
import { operatorHoldContract } from "./operator-hold.ts";
import { mailHoldContract } from "./mail-hold.ts";
import { mailPlaceContract } from "./mail-places.ts";
import { notesContract } from "./notes.ts";
import { outboxContract } from "./outbox.ts";
import { campaignContract } from "./campaigns.ts";
import { oldLinkContract } from "./old-links.ts";
import { importContract } from "./imports.ts";
import { roleContract } from "./roles.ts";
import { keyMarksContract } from "./key-marks.ts";
import { foreignPasswordContract } from "./foreign-passwords.ts";
import { systemContract } from "./system.ts";
import { cohortContract } from "./cohorts.ts";
import { servedContract } from "./served.ts";
import { stopContract } from "./stops.ts";
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
} from "./kit.ts";

/**
 * Everything that is required of a store of any engine, as tests: a store is correct if it passes them. They
 * are declared with the given test runner, and each opens an empty store of its own. `docs/writing-a-store.md`
 * says what each group proves.
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
    secondStepTryContract(tests);
    sessionContract(tests);
    credentialContract(tests);
    credentialChangesContract(tests);
    foreignPasswordContract(tests);
    lostFactorContract(tests);
    rememberedBrowserContract(tests);
    passwordChangeContract(tests);
    passwordResetContract(tests);
    emailChangeContract(tests);
    reservedContract(tests);
    lockContract(tests);
    alarmContract(tests);
    firstContactContract(tests);
    deletionContract(tests);
    dataContract(tests);
    adminContract(tests);
    adminListContract(tests);
    mailListContract(tests);
    roleContract(tests);
    importContract(tests);
    campaignContract(tests);
    oldLinkContract(tests);
    trailContract(tests);
    notesContract(tests);
    limitContract(tests);
    outboxContract(tests);
    eventContract(tests);
    webhookContract(tests);
    mailPlaceContract(tests);
    mailHoldContract(tests);
    operatorHoldContract(tests);
    servedContract(tests);
    keyMarksContract(tests);
    systemContract(tests);
    cohortContract(tests);
    bounceContract(tests);
    complaintContract(tests);
    stopContract(tests);
    languageContract(tests);
    fieldsContract(tests);
    termsContract(tests);
    tokenContract(tests);
    atomicityContract(tests);
  });
}

/** What holds for every method. */
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
