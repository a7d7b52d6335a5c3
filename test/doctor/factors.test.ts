import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PASSKEY, TOTP, type NewCredential } from "../../src/domain/evidence.ts";
import { writePasskey } from "../../src/domain/passkey.ts";
import { days } from "../../src/domain/time.ts";
import { checkCaptcha } from "../../src/cli/doctor/registration.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { enrolment } from "../../src/testing/store-contract/credentials.ts";
import { confirmed } from "../../src/testing/store-contract/kit.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { folder, like, type Environment } from "../cli/tools.ts";
import { authenticator } from "../passkeys/authenticator.ts";
import { addKey, keysOf } from "../passkeys/tools.ts";
import { examined } from "./tools.ts";

const DATA = { publicKey: "", transports: [], backup: "none", aaguid: "" } as const;

/** A passkey that was made for a domain. */
const passkey = (id: string, rpId: string, factor: "both" | "second" = "both"): NewCredential => ({
  id,
  kind: PASSKEY,
  factor,
  secret: writePasskey(DATA, rpId),
});

const app = (id: string): NewCredential => ({ id, kind: TOTP, factor: "second", secret: "sealed" });

/** What the doctor says on a site whose users have these besides their passwords. */
async function siteWith(...users: readonly (readonly NewCredential[])[]) {
  const database = join(folder(), "postern.db");
  const store = await sqliteStore(new DatabaseSync(database));
  for (const [index, credentials] of users.entries()) {
    const user = await confirmed(store, `user${index}@example.com`, Date.now() - days(2));
    const [shown] = credentials;
    if (shown !== undefined) await store.addCredentials({ ...enrolment(user, shown), credentials });
  }
  await store.close();
  return (environment: Environment = {}) =>
    examined({ environment: { DATABASE_URL: `sqlite:${database}`, ...environment } });
}

const HERE = "accounts.example.com";

describe.concurrent("postern doctor, on passkeys and second factors", () => {
  test("finds nothing where all passkeys were made for the site", async () => {
    const doctor = await siteWith([passkey("a", HERE)], [], [app("b")]);
    const ran = await doctor();
    expect([ran.of("passkeys"), ran.of("second-factor")]).toEqual([undefined, undefined]);
  });

  test("says which passkeys a changed domain makes void, before the server starts with it", async () => {
    const doctor = await siteWith([passkey("a", HERE), passkey("b", HERE)], [passkey("c", HERE)]);
    const moved = { POSTERN_BASE_URL: "https://login.example.com" };
    expect((await doctor(moved)).of("passkeys")).toMatchObject({
      state: "warning",
      seen: "3 passkeys of 2 users were made for another domain than login.example.com, and are void here; all of them can log in without",
      mend: like(/POSTERN_PASSKEY_DOMAIN/),
    });
    const above = { POSTERN_PASSKEY_DOMAIN: "example.com" };
    expect((await doctor(above)).of("passkeys")).toMatchObject({
      seen: like(/than example\.com,/),
    });
    expect((await doctor()).of("passkeys")).toBeUndefined();
  });

  test("counts those whom nothing else lets in", async () => {
    const doctor = await siteWith(
      [passkey("key that only adds", HERE, "second")],
      [passkey("old", HERE, "second"), app("app")],
      [passkey("older", HERE), passkey("new", "login.example.com")],
      [passkey("alone", HERE)],
    );
    const moved = { POSTERN_BASE_URL: "https://login.example.com" };
    expect((await doctor(moved)).of("passkeys")).toMatchObject({
      state: "problem",
      seen: like(/^4 passkeys of 4 users .*; 1 of them can only log in with a recovery code/),
    });
    const required = { ...moved, POSTERN_SECOND_FACTOR: "required" };
    expect((await doctor(required)).of("passkeys")).toMatchObject({ seen: like(/; 2 of them/) });
    const admins = { ...moved, POSTERN_SECOND_FACTOR: "required-for-admins" };
    expect((await doctor(admins)).of("passkeys")).toMatchObject({ seen: like(/; 1 of them/) });
  });

  test("says who could not log in without passkeys", async () => {
    const off = { POSTERN_PASSKEYS: "false" };
    const doctor = await siteWith([passkey("a", HERE, "second")], [passkey("b", HERE)]);
    expect((await doctor(off)).of("passkeys")).toMatchObject({
      state: "problem",
      seen: like(/^passkeys are off, so 2 passkeys of 2 users cannot be used; 1 of them/),
    });
    const others = await siteWith([passkey("b", HERE)]);
    expect((await others(off)).of("passkeys")).toMatchObject({ state: "ok" });
  });

  test("says that whoever has a second factor is asked for it where none is offered", async () => {
    const doctor = await siteWith([app("a")], [passkey("b", HERE)], []);
    expect((await doctor({ POSTERN_SECOND_FACTOR: "off" })).of("second-factor")).toMatchObject({
      state: "ok",
      seen: "off: nobody can set one up; 1 user who chose it will still be asked for it",
    });
  });

  test("says nothing about passkeys where their domain cannot be used", async () => {
    const doctor = await siteWith([passkey("a", HERE)]);
    const ran = await doctor({ POSTERN_PASSKEY_DOMAIN: "elsewhere.example" });
    expect([ran.code, ran.of("passkeys")]).toEqual([1, undefined]);
  });

  test("compares the clock with that of the captcha's provider, which is not this machine", async () => {
    const captcha = { provider: "turnstile", siteKey: "a", secret: "b" } as const;
    const options = { baseUrl: "https://a.example", captcha };
    const found = async (ahead: number) =>
      (
        await checkCaptcha({ options, mode: "production" }, true, () =>
          Promise.resolve(
            Response.json(
              { success: false },
              { headers: { date: new Date(Date.now() + ahead).toUTCString() } },
            ),
          ),
        )
      ).find(({ check }) => check === "clock");
    expect(await found(0)).toMatchObject({ state: "ok" });
    expect(await found(20_000)).toMatchObject({ state: "warning" });
    // Half a minute is as far as codes of authenticator apps reach.
    expect(await found(40_000)).toMatchObject({
      state: "problem",
      mend: like(/authenticator apps/),
    });
  });
});

test("a passkey keeps the domain that it was made for", async () => {
  await using site = await testPostern({ passkeyDomain: "postern.example" });
  const ada = await site.confirmed("ada@example.com");
  await addKey(ada, authenticator());
  const [key] = await keysOf(site);
  expect(JSON.parse(key!.secret)).toMatchObject({ rpId: "postern.example" });
});
