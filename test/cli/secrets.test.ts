import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { keepPepper, storedPeppers } from "../../src/adapters/stored-peppers.ts";
import { storedTokens } from "../../src/adapters/stored-tokens.ts";
import { TOTP } from "../../src/domain/evidence.ts";
import { credentialSealer, NONCE, ofCredential } from "../../src/domain/sealed.ts";
import { resealSecrets } from "../../src/features/two-step/reseal.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import type { Store } from "../../src/ports/store.ts";
import { enrolment } from "../../src/testing/store-contract/credentials.ts";
import { confirmed } from "../../src/testing/store-contract/kit.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { ADA, isLoggedIn, pending, STEP, withTwoSteps } from "../second-factor/two-steps.ts";
import { deskWithDatabase, like } from "./tools.ts";

const OLD = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
const NEW = "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY";

const random = seededRandom("secrets");

/** A user whose app's secret was sealed with a key. */
async function appOf(store: Store, email: string, key = OLD): Promise<string> {
  const user = await confirmed(store, email);
  const id = `app of ${email}`;
  const secret = credentialSealer([key]).seal(
    `secret of ${email}`,
    ofCredential(user.userId, id),
    random.bytes(NONCE),
  );
  const added = await store.addCredentials(
    enrolment(user, { id, kind: TOTP, factor: "second", secret }),
  );
  expect(added).toEqual({ added: true });
  return user.userId;
}

describe("postern secrets reencrypt", () => {
  test("lets the old key go: after it, apps log in with the new one alone", async () => {
    const { cli, database } = deskWithDatabase();
    const before = await testPostern({ database: new DatabaseSync(database), secret: OLD });
    const ada = await withTwoSteps(before);
    await before[Symbol.asyncDispose]();
    const environment = { POSTERN_SECRET: `${NEW},${OLD}` };
    const first = await cli("secrets reencrypt", { environment });
    expect([first.code, first.out]).toEqual([0, "1 secret of 1 encrypted again.\n"]);
    expect(first.err).toContain("Everything is encrypted with the newest key.");
    expect((await cli("secrets reencrypt --json", { environment })).json()).toEqual({
      secrets: 1,
      reencrypted: 0,
      unopened: [],
      webhooks: { secrets: 0, reencrypted: 0, unopened: [] },
      tokens: { secrets: 0, reencrypted: 0, unopened: 0 },
      peppers: { secrets: 0, reencrypted: 0, unopened: [] },
    });
    await using after = await testPostern({ database: new DatabaseSync(database), secret: NEW });
    after.clock.forward("2 minutes");
    const browser = await pending(after, { email: ADA });
    expect(await isLoggedIn(after, browser)).toBe(false);
    await browser.submit(STEP, { code: codeOf(ada.secret, after.clock.now()) });
    expect(await isLoggedIn(after, browser)).toBe(true);
  });

  test("names the users whose secrets no key opens, and does the others", async () => {
    const { cli, database } = deskWithDatabase();
    const store = await sqliteStore(new DatabaseSync(database));
    await appOf(store, "ada@example.com");
    const bob = await appOf(store, "bob@example.com", "another key that nobody has any more");
    await store.close();
    const environment = { POSTERN_SECRET: `${NEW},${OLD}` };
    const ran = await cli("secrets reencrypt", { environment });
    expect([ran.code, ran.out]).toEqual([1, `1 secret of 2 encrypted again.\n${bob}\n`]);
    expect(ran.err).toMatch(/1 secret cannot be opened\. Put the key .* back/);
    const again = await cli("secrets reencrypt --json", { environment });
    expect([again.code, again.json()]).toEqual([
      1,
      {
        secrets: 2,
        reencrypted: 0,
        unopened: [bob],
        webhooks: { secrets: 0, reencrypted: 0, unopened: [] },
        tokens: { secrets: 0, reencrypted: 0, unopened: 0 },
        peppers: { secrets: 0, reencrypted: 0, unopened: [] },
      },
    ]);
  });

  test("goes on where it was interrupted, and leaves alone what changed in the meantime", async () => {
    const { database } = deskWithDatabase();
    const store = await sqliteStore(new DatabaseSync(database));
    for (let user = 0; user < 201; user += 1) await appOf(store, `user${user}@example.com`);
    const sealed = credentialSealer([NEW, OLD]);
    const context = { store, random, sealed };
    // One batch, and then somebody presses Ctrl-C.
    for await (const batch of resealSecrets(context)) {
      expect(batch).toEqual({ seen: 200, resealed: 200, unopened: [] });
      break;
    }
    // A server that writes between the reading and the writing wins.
    const busy: Store = {
      ...store,
      async listCredentialsOfKind(input) {
        const read = await store.listCredentialsOfKind(input);
        await store.replaceSecrets(read.map(({ id, secret }) => ({ id, from: secret, to: "new" })));
        return read;
      },
    };
    let resealed = 0;
    for await (const batch of resealSecrets({ ...context, store: busy }))
      resealed += batch.resealed;
    expect(resealed).toBe(0);
    const [app] = await store.listCredentialsOfKind({ kind: TOTP, limit: 1 });
    expect(app).toMatchObject({ secret: "new" });
    await store.close();
  });

  test("includes tokens for the mail server, which the new key alone opens afterwards", async () => {
    const { cli, database } = deskWithDatabase();
    const store = await sqliteStore(new DatabaseSync(database));
    const tokens = { access: "at", refresh: "rt", issuedOn: 1, renewOn: 2, expiresOn: 3 };
    const kept = storedTokens(store, OLD);
    await kept.claim({ id: "account", now: 1 });
    await kept.save({ id: "account", version: 0, tokens, now: 1 });
    const lost = await cli("secrets reencrypt", { environment: { POSTERN_SECRET: NEW } });
    expect([lost.code, lost.err]).toEqual([1, like(/POSTERN_SMTP_OAUTH_REFRESH_TOKEN/)]);
    const environment = { POSTERN_SECRET: `${NEW},${OLD}` };
    const ran = await cli("secrets reencrypt --json", { environment });
    expect(ran.json()).toMatchObject({ tokens: { secrets: 1, reencrypted: 1, unopened: 0 } });
    const read = await storedTokens(store, NEW).claim({ id: "account", now: 1 });
    expect(read).toMatchObject({ state: "current", version: 1, tokens });
    await store.close();
  });

  test("includes peppers of imported passwords, and names those that no key opens", async () => {
    const { cli, database } = deskWithDatabase();
    const store = await sqliteStore(new DatabaseSync(database));
    const pepper = { id: "old site", text: "a pepper that nobody guesses", now: 1 };
    await keepPepper(store, [OLD], random, pepper);
    const lost = await cli("secrets reencrypt", { environment: { POSTERN_SECRET: NEW } });
    expect([lost.code, lost.err]).toEqual([1, like(/The pepper old site of imported passwords/)]);
    const environment = { POSTERN_SECRET: `${NEW},${OLD}` };
    const ran = await cli("secrets reencrypt --json", { environment });
    expect(ran.json()).toMatchObject({ peppers: { secrets: 1, reencrypted: 1, unopened: [] } });
    expect(await storedPeppers(store, [NEW]).read("old site")).toBe(pepper.text);
    expect(await storedPeppers(store, [OLD]).read("old site")).toBeUndefined();
    await store.close();
  });

  test("makes no key of its own", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    const ran = await cli("secrets reencrypt --json");
    expect([ran.code, ran.json()]).toEqual([
      3,
      { error: { reason: "no-secret", message: like(/POSTERN_SECRET/) } },
    ]);
  });
});

describe("a database that was used with another secret", () => {
  const starts = (cli: ReturnType<typeof deskWithDatabase>["cli"], secret: string) =>
    cli("doctor --json", { environment: { POSTERN_SECRET: secret } }).then((ran) =>
      (
        ran.json() as { findings: readonly { check: string; state: string; mend?: string }[] }
      ).findings.find(({ check, state }) => check === "secret" && state === "problem"),
    );

  async function siteWith(secret: string, database: string): Promise<void> {
    const app = await testPostern({ database: new DatabaseSync(database), secret });
    try {
      await app.postern.check();
    } finally {
      await app[Symbol.asyncDispose]();
    }
  }

  test("starts with no other one, says how to change it, and the doctor says so before", async () => {
    const { cli, database } = deskWithDatabase();
    await siteWith(OLD, database);
    await expect(siteWith(NEW, database)).rejects.toThrow(
      /secret: it is not the one .* POSTERN_SECRET=new,old/,
    );
    expect(await starts(cli, NEW)).toMatchObject({ mend: like(/postern secrets accept/) });
    expect(await starts(cli, `${NEW},${OLD}`)).toBeUndefined();
    await siteWith(`${NEW},${OLD}`, database);
    await siteWith(OLD, database);
    await siteWith(`${NEW},${OLD}`, database);
    await siteWith(NEW, database);
    await expect(siteWith(OLD, database)).rejects.toThrow(/secret: it is not the one/);
  });

  test("starts with the one that an operator accepts", async () => {
    const { cli, database } = deskWithDatabase();
    await siteWith(OLD, database);
    const environment = { POSTERN_SECRET: NEW };
    const ran = await cli("secrets accept", { environment });
    expect([ran.code, ran.out]).toEqual([
      0,
      "From now on, servers start with this secret, and with no other.\n",
    ]);
    await siteWith(NEW, database);
    const again = await cli("secrets accept --json", { environment });
    expect(again.json()).toEqual({ accepted: false });
    expect((await cli("audit list --act secret-accepted")).out).toContain("secret-accepted");
  });
});
