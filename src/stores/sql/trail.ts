// All that is known about an address or a user, for whoever is asked why no mail came. Reads by indexes only, and of
// everything the newest.

import { mailboxKey } from "../../domain/email-address.ts";
import type { LinkEnd, LinkPurpose } from "../../domain/link.ts";
import { triesIn } from "../../domain/mail-tries.ts";
import { MOST_SLIPS } from "../../domain/suggest-address.ts";
import type { Opener, Openings } from "../../domain/opening.ts";
import type { Instant } from "../../domain/time.ts";
import type {
  AuditTrail,
  LinkTrail,
  MailTrail,
  SessionTrail,
  Trail,
  WithheldTrail,
} from "../../domain/trail.ts";
import type { User } from "../../domain/user.ts";
import type { TrailOf, TrailStore } from "../../ports/trail-store.ts";
import { MAIL, toMail, type MailRow } from "./admin-reads.ts";
import type { Kinds } from "./kinds.ts";
import type { Sql } from "./shared-writes.ts";
import { readStop } from "./stops-met.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

export const trailStore = (sql: Sql): TrailStore => ({
  readTrail: (input) => sql.driver.report(() => readTrail(sql, input)),
});

/** How many users of one address are looked at: a stranger can register it as often as the limits allow. */
const MOST_USERS = 20;

function* readTrail({ kinds }: Sql, { of, limit, now }: Input<"readTrail">): Output<"readTrail"> {
  const users = "userId" in of ? yield* byId(of.userId) : yield* byAddress(of.emailKey);
  const emailKey = "userId" in of ? (users[0]?.emailKey ?? null) : of.emailKey;
  const own = "userId" in of ? [of.userId] : users.map(({ id }) => id);
  const mails = yield* mailsOf(kinds, own, "userId" in of ? null : emailKey, limit);
  const named = [...own, ...mails.flatMap(({ userId }) => userId ?? [])];
  const others = yield* theOthers(named, users);
  const audit = yield* auditOf([...new Set([...own, ...others.ids])], limit);
  const sessions = yield* sessionsOf(
    users.map(({ id }) => id),
    limit,
    now,
  );
  return {
    users,
    elsewhere: others.elsewhere,
    alike: "slips" in of ? yield* usersWith(of.slips) : [],
    gone: others.gone,
    mails: mails.slice(0, limit),
    sessions: sessions.slice(0, limit),
    audit: audit.slice(0, limit),
    ...(yield* aboutAddress(emailKey, of, limit, now)),
    cut: [
      ...(mails.length > limit ? ["mails" as const] : []),
      ...(audit.length > limit ? ["audit" as const] : []),
      ...(sessions.length > limit ? ["sessions" as const] : []),
    ],
  };
}

function* byId(id: string): Work<readonly User[]> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, id);
  return found === undefined ? [] : [toUser(found)];
}

/** The owner, and the newest who wait. */
function* byAddress(emailKey: string): Work<readonly User[]> {
  const found = yield* rows<UserRow>(
    `SELECT ${USER} FROM users WHERE email_key = ?
     ORDER BY registered_on DESC, id DESC LIMIT ${MOST_USERS}`,
    emailKey,
  );
  const owner = yield* row<UserRow>(
    `SELECT ${USER} FROM users WHERE id = (SELECT user_id FROM addresses WHERE email_key = ?)`,
    emailKey,
  );
  const waiting = found.filter(({ id }) => id !== owner?.id);
  return [...(owner === undefined ? [] : [owner]), ...waiting].slice(0, MOST_USERS).map(toUser);
}

const SLIPS = Array.from({ length: MOST_SLIPS }, () => "?").join(", ");

function* usersWith(emailKeys: readonly string[]): Work<readonly User[]> {
  if (emailKeys.length === 0) return [];
  const keys = Array.from({ length: MOST_SLIPS }, (_, at) => emailKeys[at] ?? "");
  const found = yield* rows<UserRow>(
    `SELECT ${USER} FROM users WHERE email_key IN (${SLIPS})
     ORDER BY registered_on DESC, id DESC LIMIT ${MOST_USERS}`,
    ...keys,
  );
  return found.map(toUser);
}

/** Users whom mails concerned, other than those who have the address. */
function* theOthers(
  ids: readonly string[],
  known: readonly User[],
): Work<{ elsewhere: readonly User[]; gone: readonly string[]; ids: readonly string[] }> {
  const asked = [...new Set(ids)].filter((id) => known.every((user) => user.id !== id));
  const elsewhere: User[] = [];
  const gone: string[] = [];
  for (const id of asked.slice(0, MOST_USERS)) {
    const [found] = yield* byId(id);
    if (found === undefined) gone.push(id);
    else elsewhere.push(found);
  }
  return { elsewhere, gone, ids: [...gone, ...elsewhere.map(({ id }) => id)] };
}

const SELECTED = `SELECT ${MAIL}, mails.tries, links.purpose, links.minted_on AS link_minted_on,
    links.expires_on, links.ended_on AS link_ended_on, links.ended_why, links.code_tries,
    links.password_tries, person.first_on AS person_first, person.last_on AS person_last,
    person.count AS person_count, machine.first_on AS machine_first,
    machine.last_on AS machine_last, machine.count AS machine_count
  FROM mails LEFT JOIN links ON links.id = mails.link_id
    LEFT JOIN link_openings AS person ON person.link_id = links.id AND person.opener = 'person'
    LEFT JOIN link_openings AS machine ON machine.link_id = links.id AND machine.opener = 'machine'`;

const TO_ADDRESS = `${SELECTED} WHERE mails.email_key = ? ORDER BY mails.id DESC LIMIT ?`;

const OF_USER = `${SELECTED} WHERE mails.user_id = ?
  ORDER BY mails.created_on DESC, mails.id DESC LIMIT ?`;

type MailTrailRow = MailRow & {
  readonly tries: string | null;
  readonly purpose: LinkPurpose | null;
  readonly link_minted_on: Instant | null;
  readonly expires_on: Instant | null;
  readonly link_ended_on: Instant | null;
  readonly ended_why: LinkEnd | null;
  readonly code_tries: number | null;
  readonly password_tries: number | null;
} & Record<`${Opener}_${"first" | "last" | "count"}`, number | null>;

/** Mails to the address, and those that these users got elsewhere: one more than asked for, if there are more. */
function* mailsOf(
  kinds: Kinds,
  userIds: readonly string[],
  emailKey: string | null,
  limit: number,
): Work<readonly MailTrail[]> {
  const found = new Map<string, MailTrailRow>();
  const add = (more: readonly MailTrailRow[]): void => {
    for (const each of more) found.set(each.id, each);
  };
  if (emailKey !== null) add(yield* rows<MailTrailRow>(TO_ADDRESS, emailKey, limit + 1));
  for (const id of userIds) add(yield* rows<MailTrailRow>(OF_USER, id, limit + 1));
  const all = [...found.values()].toSorted((one, other) => (one.id < other.id ? 1 : -1));
  return newestFirst(
    all.map((each) => toMailTrail(kinds, each)),
    ({ createdOn }) => createdOn,
    limit,
  );
}

const toMailTrail = (kinds: Kinds, found: MailTrailRow): MailTrail => ({
  ...toMail(found),
  tries: triesIn(found.tries),
  link: found.purpose === null ? null : linkIn(kinds, found.purpose, found),
});

const linkIn = (kinds: Kinds, purpose: LinkPurpose, found: MailTrailRow): LinkTrail => ({
  purpose,
  moves: kinds.purpose(purpose).moves === true,
  mintedOn: found.link_minted_on,
  expiresOn: found.expires_on,
  endedOn: found.link_ended_on,
  endedWhy: found.ended_why,
  codeTries: found.code_tries ?? 0,
  passwordTries: found.password_tries ?? 0,
  openings: OPENERS.flatMap((opener) => openingsBy(opener, found)),
});

const OPENERS = ["person", "machine"] as const;

function openingsBy(opener: Opener, found: MailTrailRow): readonly Openings[] {
  const { [`${opener}_first` as const]: firstOn } = found;
  const { [`${opener}_last` as const]: lastOn, [`${opener}_count` as const]: count } = found;
  return firstOn === null || lastOn === null || count === null
    ? []
    : [{ opener, firstOn, lastOn, count }];
}

type AuditRow = Omit<AuditTrail, "happenedOn" | "userId"> & {
  readonly happened_on: Instant;
  readonly user_id: string | null;
};

function* auditOf(userIds: readonly string[], limit: number): Work<readonly AuditTrail[]> {
  const found: AuditTrail[] = [];
  for (const id of userIds) {
    const lines = yield* rows<AuditRow>(
      `SELECT id, happened_on, actor, act, user_id, detail FROM audit
       WHERE user_id = ? ORDER BY happened_on DESC, id DESC LIMIT ?`,
      id,
      limit + 1,
    );
    for (const { happened_on: happenedOn, user_id: userId, ...line } of lines) {
      found.push({ ...line, happenedOn, userId });
    }
  }
  return newestFirst(found, ({ happenedOn }) => happenedOn, limit);
}

function* sessionsOf(
  userIds: readonly string[],
  limit: number,
  now: Instant,
): Work<readonly SessionTrail[]> {
  const found: SessionTrail[] = [];
  for (const userId of userIds) {
    const some = yield* rows<{ created_on: Instant; last_seen_on: Instant; browser: string }>(
      `SELECT created_on, last_seen_on, browser FROM sessions
       WHERE user_id = ? AND pending = 0 AND expires_on > ?
       ORDER BY last_seen_on DESC LIMIT ?`,
      userId,
      now,
      limit + 1,
    );
    for (const { created_on: createdOn, last_seen_on: lastSeenOn, browser } of some) {
      found.push({ userId, createdOn, lastSeenOn, browser });
    }
  }
  return newestFirst(found, ({ lastSeenOn }) => lastSeenOn, limit);
}

/** One more than is asked for shows that there are more. */
const newestFirst = <Value>(
  found: readonly Value[],
  on: (value: Value) => Instant,
  limit: number,
): readonly Value[] => found.toSorted((one, other) => on(other) - on(one)).slice(0, limit + 1);

type OfAddress = Pick<Trail, "withheld" | "suppression" | "stop" | "wrongPasswords">;

function* aboutAddress(
  emailKey: string | null,
  { mailbox }: TrailOf,
  limit: number,
  now: Instant,
): Work<OfAddress> {
  const stop = yield* readStop(mailbox, now);
  const ofStop = stop === undefined ? null : { since: stop.stopped_on, until: stop.ends_on };
  if (emailKey === null)
    return { withheld: [], suppression: null, wrongPasswords: null, stop: ofStop };
  const withheld = yield* rows<Omit<WithheldTrail, "lastOn"> & { readonly last_on: Instant }>(
    `SELECT kind, hour, count, last_on, reason FROM withheld WHERE mailbox = ?
     ORDER BY hour DESC, kind LIMIT ?`,
    mailboxKey(emailKey),
    limit,
  );
  const suppression = yield* row<{ since: Instant; answer: string }>(
    "SELECT since, answer FROM suppressions WHERE email_key = ?",
    emailKey,
  );
  const wrong = yield* row<{ count: number; forget_on: Instant }>(
    "SELECT count, forget_on FROM wrong_passwords WHERE email_key = ? AND forget_on > ?",
    emailKey,
    now,
  );
  return {
    withheld: withheld.map(({ last_on: lastOn, ...each }) => ({ ...each, lastOn })),
    suppression: suppression ?? null,
    stop: ofStop,
    wrongPasswords: wrong === undefined ? null : { count: wrong.count, forgetOn: wrong.forget_on },
  };
}
