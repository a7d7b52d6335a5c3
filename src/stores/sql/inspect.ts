// What a database reports about itself, for health checks.

import type { PasskeySite } from "../../domain/passkey-site.ts";
import type { SecondFactorPolicy } from "../../domain/second-factor-policy.ts";
import type { Instant } from "../../domain/time.ts";
import { REQUIRED_FROM } from "./log-in.ts";
import { row, type SqlDriver } from "./work.ts";

/** When the newest audited action happened, by the clock of the process that did it; null if there was none. */
export const newestAct = async (driver: SqlDriver): Promise<Instant | null> =>
  (
    await driver.read(() =>
      row<{ newest: number | null }>("SELECT MAX(happened_on) AS newest FROM audit"),
    )
  )?.newest ?? null;

/** How many users are asked for two factors because they chose it, whatever the site requires. */
export const askedForTwo = async (driver: SqlDriver): Promise<number> =>
  (
    await driver.report(() =>
      row<{ users: number }>("SELECT COUNT(*) AS users FROM users WHERE factors = 2"),
    )
  )?.users ?? 0;

/** `stuck`: users whom nothing else lets in but a recovery code, or a reset. */
export type VoidPasskeys = {
  readonly passkeys: number;
  readonly users: number;
  readonly stuck: number;
};

/** The passkeys that cannot be used at a site: all of them if it has none, otherwise those of another domain. */
export async function voidPasskeys(
  driver: SqlDriver,
  { on, rpId }: Pick<PasskeySite, "on" | "rpId">,
  policy: SecondFactorPolicy,
): Promise<VoidPasskeys> {
  const [made, without] = on ? ['%"rpId":"%', `%"rpId":"${rpId}"%`] : ["%", ""];
  const found = await driver.report(() =>
    row<VoidPasskeys>(VOID_PASSKEYS, made, without, REQUIRED_FROM[policy]),
  );
  return found ?? { passkeys: 0, users: 0, stuck: 0 };
}

/** A domain has no character that means something to LIKE, or that JSON writes in another way. */
const VOID_PASSKEYS = `
  WITH unusable AS (SELECT id, user_id FROM credentials
    WHERE kind = 'passkey' AND secret LIKE ? AND secret NOT LIKE ?),
  hit AS (SELECT users.id, users.factors, users.admin,
      MAX(CASE WHEN other.factor = 'first' THEN 1 ELSE 0 END) AS has_first,
      MAX(CASE WHEN other.factor = 'second' THEN 1 ELSE 0 END) AS has_second,
      MAX(CASE WHEN other.factor = 'both' THEN 1 ELSE 0 END) AS has_whole
    FROM users
    LEFT JOIN credentials AS other ON other.user_id = users.id AND other.id NOT IN (SELECT id FROM unusable)
    WHERE users.id IN (SELECT user_id FROM unusable)
    GROUP BY users.id, users.factors, users.admin)
  SELECT (SELECT COUNT(*) FROM unusable) AS passkeys, COUNT(*) AS users,
    COALESCE(SUM(CASE WHEN has_whole = 1 OR (has_first = 1
      AND (has_second = 1 OR (factors = 1 AND admin < ?))) THEN 0 ELSE 1 END), 0) AS stuck
  FROM hit`;
