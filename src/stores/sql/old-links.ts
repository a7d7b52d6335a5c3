// Exchanges links of another application for links of Postern.

import { linkState } from "../../domain/link.ts";
import { done, refused } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import { record, type Sql } from "./shared-writes.ts";
import { hasOwner } from "./stops-met.ts";
import { toLink, LINK, type LinkRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows } from "./work.ts";

/** Only of somebody who was imported, and still has the address with which they came. */
const IMPORTED = `SELECT id, confirmed_on, disabled_on FROM users
  WHERE email_key = ? AND imported_on IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.user_id = users.id
      AND audit.act IN ('registration-address-changed', 'email-changed'))`;

/** No mail carries it: it came from such an exchange. */
const EXCHANGED = `SELECT ${LINK} FROM links
  WHERE user_id = ? AND email_key = ? AND purpose = 'confirm' AND ended_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.link_id = links.id)`;

export function* exchangeOldLink(
  sql: Sql,
  { address, lifetime, now }: Input<"exchangeOldLink">,
): Output<"exchangeOldLink"> {
  const user = yield* row<{
    id: string;
    confirmed_on: Instant | null;
    disabled_on: Instant | null;
  }>(IMPORTED, address.key);
  if (user === undefined) return refused("unknown");
  if (user.disabled_on !== null) return refused("disabled");
  if (user.confirmed_on !== null) return refused("already-confirmed");
  if (yield* hasOwner(address.key)) return refused("address-taken");
  const known = yield* rows<LinkRow>(EXCHANGED, user.id, address.key);
  // However often it is opened, there is one link, with one count of tries.
  const live = known
    .map((each) => toLink(sql, each))
    .find((each) => linkState(each, now) === "ready");
  if (live !== undefined) return done(live.id);
  const id = sql.ids.link();
  yield* changes(
    `INSERT INTO links (id, purpose, user_id, email, email_key, created_on, minted_on, expires_on)
     VALUES (?, 'confirm', ?, ?, ?, ?, ?, ?)`,
    id,
    user.id,
    address.display,
    address.key,
    now,
    now,
    now + lifetime,
  );
  yield* record(sql, { now, actor: "mailbox-owner", act: "old-link-exchanged", userId: user.id });
  return done(id);
}
