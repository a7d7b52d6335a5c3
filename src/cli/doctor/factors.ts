// What a changed domain or policy means for those who have passkeys or a second factor.

import type { SecondFactorPolicy } from "../../domain/second-factor-policy.ts";
import { passkeySiteOf } from "../../options/passkeys.ts";
import { askedForTwo, voidPasskeys } from "../../stores/sql/inspect.ts";
import type { SqlDriver } from "../../stores/sql/work.ts";
import type { ServerConfig } from "../../server/config.ts";
import { count } from "../output.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

type Options = ServerConfig["options"];

/** What the configuration would do to users of passkeys and second factors, before the server starts with it. */
export async function checkFactors(
  driver: SqlDriver,
  options: Options,
): Promise<readonly Finding[]> {
  const policy = options.secondFactor ?? "offered";
  return [
    ...(await checkPasskeys(driver, options, policy)),
    ...(policy === "off" ? await checkOff(driver) : []),
  ];
}

async function checkPasskeys(
  driver: SqlDriver,
  { baseUrl, passkeys = true, passkeyDomain }: Options,
  policy: SecondFactorPolicy,
): Promise<readonly Finding[]> {
  const site = passkeySiteOf({ baseUrl, passkeys, passkeyDomain, passkeyOrigins: [] });
  const found = await voidPasskeys(driver, site, policy);
  if (found.passkeys === 0) return [];
  const people = `${count(found.passkeys, "passkey")} of ${count(found.users, "user")}`;
  const stuck =
    found.stuck === 0
      ? "all of them can log in without"
      : `${found.stuck} of them can only log in with a recovery code, or after a reset`;
  if (!site.on) {
    const seen = `passkeys are off, so ${people} cannot be used; ${stuck}`;
    return [found.stuck === 0 ? ok("passkeys", seen) : problem("passkeys", seen, OFF)];
  }
  const seen = `${people} were made for another domain than ${site.rpId}, and are void here; ${stuck}`;
  return [(found.stuck === 0 ? warning : problem)("passkeys", seen, MOVED)];
}

const OFF =
  "Let them set up another way to log in first. For one who is stuck: postern user factors remove.";

const MOVED =
  "Keep the domain that they were made for, with POSTERN_PASSKEY_DOMAIN, if the new one is at or below it. Otherwise tell people to make new ones before you move.";

async function checkOff(driver: SqlDriver): Promise<readonly Finding[]> {
  const users = await askedForTwo(driver);
  if (users === 0) return [];
  const seen = `off: nobody can set one up; ${count(users, "user")} who chose it will still be asked for it`;
  return [ok("second-factor", seen)];
}
