import { expect, test } from "vitest";
import type { Credential, Factor } from "../../domain/evidence.ts";
import { settingsFrom } from "../../options/options.ts";
import type { Options } from "../../options/types.ts";
import { leftWithout } from "./own-passkeys.ts";

const credential = (kind: string, factor: Factor, name: string | null = null): Credential => ({
  id: name ?? kind,
  userId: "ada",
  kind,
  factor,
  secret: "",
  state: null,
  handle: null,
  name,
  createdOn: 0,
  lastUsedOn: null,
});

const PASSWORD = credential("password", "first");
const PHONE = credential("passkey", "both", "Phone");
const LAPTOP = credential("passkey", "both", "Laptop");
const KEY = credential("passkey", "second", "Key");
const APP = credential("totp", "second");
const CODE = credential("recovery-code", "backup");

const without = (
  gone: Credential,
  rest: readonly Credential[],
  { factors = 1, ...options }: { factors?: 1 | 2 } & Partial<Options> = {},
) =>
  leftWithout(
    gone.id,
    [gone, ...rest],
    { factors, admin: false },
    settingsFrom({ baseUrl: "https://accounts.example.com", ...options }),
  );

test("without a passkey the others and the password are left", () => {
  expect(without(PHONE, [PASSWORD, LAPTOP]).ways).toEqual(["password", { passkey: "Laptop" }]);
  expect(without(PHONE, [])).toMatchObject({ ways: ["reset"], oneStep: false });
});

test("a way that does not work today is not left: passkeys of a site that has switched them off", () => {
  expect(without(PHONE, [PASSWORD, LAPTOP], { passkeys: false }).ways).toEqual(["password"]);
  const rest = [PASSWORD, APP, KEY];
  expect(without(PHONE, rest, { factors: 2, passkeys: false }).ways).toEqual(["password-and-code"]);
});

test("with two steps the password is left only with what comes after it", () => {
  expect(without(KEY, [PASSWORD, APP, CODE], { factors: 2 })).toEqual({
    ways: ["password-and-code", "password-and-recovery-code"],
    oneStep: false,
    required: false,
  });
  expect(without(PHONE, [PASSWORD, KEY], { factors: 2 }).ways).toEqual(["password-and-key"]);
});

test("without the last second step one is enough, unless the site requires two", () => {
  expect(without(KEY, [PASSWORD, CODE], { factors: 2 })).toEqual({
    ways: ["password"],
    oneStep: true,
    required: false,
  });
  const secondFactor = "required";
  expect(without(PHONE, [PASSWORD], { secondFactor }).required).toBe(true);
  expect(without(PHONE, [PASSWORD, APP], { secondFactor })).toMatchObject({
    ways: ["password-and-code"],
    required: false,
  });
});
