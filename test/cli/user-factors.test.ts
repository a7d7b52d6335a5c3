import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { PASSKEY, RECOVERY_CODE, TOTP, type NewCredential } from "../../src/domain/evidence.ts";
import { days } from "../../src/domain/time.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { enrolment } from "../../src/testing/store-contract/credentials.ts";
import { confirmed } from "../../src/testing/store-contract/kit.ts";
import { deskWithDatabase, like } from "./tools.ts";

const EMAIL = "ada@example.com";

const APP = { id: "app", kind: TOTP, factor: "second", secret: "sealed" } as const;
const KEY = { id: "key", kind: PASSKEY, factor: "both", secret: "{}", name: "Phone" } as const;
const CODE = { id: "code", kind: RECOVERY_CODE, factor: "backup", secret: "digest" } as const;

/** A command line on a database where Ada logs in with these as well as with her password. */
async function deskWith(...credentials: readonly NewCredential[]) {
  const desk = deskWithDatabase();
  const store = await sqliteStore(new DatabaseSync(desk.database));
  const ada = await confirmed(store, EMAIL, Date.now() - days(2));
  const [shown] = credentials;
  if (shown !== undefined) {
    await store.addCredentials({ ...enrolment(ada, shown), credentials });
  }
  await store.close();
  return desk;
}

describe.concurrent("postern user factors", () => {
  test("list shows what there is besides the password, and nothing that gives access", async () => {
    const { cli } = await deskWith(APP, KEY, CODE);
    const text = await cli(`user factors list ${EMAIL}`);
    expect(text.out).toMatch(/app {2}authenticator app/);
    expect(text.out).toMatch(/key {2}passkey {12}Phone/);
    expect(text.err).toBe(
      "1 recovery code left.\nA login with the password asks for a second one.\n",
    );
    const json = (await cli(`user factors list ${EMAIL} --json`)).json();
    expect(json).toMatchObject({
      user: { email: EMAIL },
      required: 2,
      factors: [
        { id: "app", kind: "totp", name: null },
        { id: "key", factor: "both" },
      ],
      recoveryCodes: 1,
    });
    expect(JSON.stringify(json) + text.out).not.toMatch(/sealed|digest/);
  });

  test("list says so if there is only the password", async () => {
    const { cli } = await deskWith();
    const { code, err } = await cli(`user factors list ${EMAIL}`);
    expect([code, err]).toEqual([0, `${EMAIL} logs in with the password only.\n`]);
  });

  test("remove takes all of them, with a reason, tells the mailbox and ends the sessions", async () => {
    const { cli } = await deskWith(APP, KEY, CODE);
    const asked = await cli(["user", "factors", "remove", EMAIL, "--reason", "lost her phone"]);
    expect([asked.code, asked.err]).toEqual([1, like(/To confirm, add --yes/)]);
    const all = ["user", "factors", "remove", EMAIL, "--reason", "lost her phone", "--yes"];
    const removed = await cli(all);
    expect([removed.code, removed.out]).toEqual([
      0,
      `Removed: authenticator app, passkey "Phone". ${EMAIL} logs in with the password.\n`,
    ]);
    expect((await cli("mail list --state queued")).out).toContain("factors-removed");
    const shown = await cli(`user show ${EMAIL}`);
    expect(shown.out).toMatch(/factors-removed by operator:\S+ \(lost her phone\)/);
    expect(shown.out).toMatch(/sessions +0/);
    const left = (await cli(`user factors list ${EMAIL} --json`)).json();
    expect(left).toMatchObject({ required: 1, factors: [], recoveryCodes: 0 });
    const again = await cli([...all, "--json"]);
    expect([again.code, again.json()]).toEqual([
      1,
      { error: { reason: "no-factors", message: like(/nothing to remove/) } },
    ]);
  });

  test("remove takes one by its id, and nothing where the id is unknown", async () => {
    const { cli } = await deskWith(APP, KEY);
    const one = (id: string) =>
      cli([
        "user",
        "factors",
        "remove",
        EMAIL,
        "--factor",
        id,
        "--reason",
        "sold",
        "--yes",
        "--json",
      ]);
    expect((await one("none")).json()).toEqual({
      error: { reason: "no-factors", message: like(/postern user factors list/) },
    });
    expect((await one("app")).json()).toMatchObject({ removed: [{ id: "app" }] });
    const left = (await cli(`user factors list ${EMAIL} --json`)).json();
    expect(left).toMatchObject({ factors: [{ id: "key" }] });
  });

  test("remove needs a reason", async () => {
    const { cli } = await deskWith(APP);
    expect(await cli(`user factors remove ${EMAIL} --yes`)).toMatchObject({ code: 2 });
  });
});
