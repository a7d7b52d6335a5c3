// Converts user and link rows to the domain's records, and reads one user.

import { asksForCode, type Link } from "../../domain/link.ts";
import type { User } from "../../domain/user.ts";
import type { Sql } from "./shared-writes.ts";
import { row, type Work } from "./work.ts";

/** The columns of a user, for a table or alias named `users`. Nobody is asked twice: the roles come in the same statement. */
export const USER = `users.id, users.email, users.email_key, users.registered_on,
  users.registered_with, users.next_path, users.confirmed_on, users.confirmed_via,
  users.password_changed_on, users.factors, users.admin, users.disabled_on, users.email_frozen_until,
  users.deletes_on, users.language, users.source, users.fields, users.terms,
  (SELECT string_agg(role, ' ') FROM user_roles WHERE user_id = users.id) AS roles`;

export type UserRow = {
  readonly id: string;
  readonly email: string;
  readonly email_key: string;
  readonly registered_on: number;
  readonly registered_with: string;
  readonly next_path: string | null;
  readonly confirmed_on: number | null;
  readonly confirmed_via: User["confirmedVia"];
  readonly password_changed_on: number | null;
  readonly factors: User["factors"];
  readonly admin: number;
  readonly disabled_on: number | null;
  readonly email_frozen_until: number | null;
  readonly deletes_on: number | null;
  readonly language: string | null;
  readonly source: string | null;
  readonly fields: string | null;
  readonly terms: string | null;
  readonly roles: string | null;
};

export const toUser = (found: UserRow): User => ({
  id: found.id,
  email: found.email,
  emailKey: found.email_key,
  registeredOn: found.registered_on,
  registeredWith: found.registered_with,
  nextPath: found.next_path,
  confirmedOn: found.confirmed_on,
  confirmedVia: found.confirmed_via,
  passwordChangedOn: found.password_changed_on,
  factors: found.factors,
  admin: found.admin === 1,
  roles: rolesIn(found),
  disabledOn: found.disabled_on,
  emailFrozenUntil: found.email_frozen_until,
  deletesOn: found.deletes_on,
  language: found.language,
  source: found.source,
  fields: found.fields === null ? {} : (JSON.parse(found.fields) as User["fields"]),
  terms: found.terms === null ? [] : (JSON.parse(found.terms) as User["terms"]),
});

/** `admin` is a column of its own, which versions without other roles know. */
const rolesIn = ({ admin, roles }: Pick<UserRow, "admin" | "roles">): User["roles"] => [
  ...(admin === 1 ? ["admin"] : []),
  ...(roles === null ? [] : roles.split(" ").toSorted()),
];

export function* findUser(id: string | null): Work<User | undefined> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, id);
  return found && toUser(found);
}

/** A user that this transaction acts on. */
export function* presentUser(id: string): Work<User> {
  const user = yield* findUser(id);
  if (user === undefined) throw new Error("A user vanished within its own transaction.");
  return user;
}

export const LINK = `links.id, links.purpose, links.user_id, links.email, links.email_key,
  links.created_on, links.minted_on, links.expires_on, links.code_expires_on, links.ended_on,
  links.ended_why, links.password_tries, links.asks_code`;

export type LinkRow = {
  readonly id: string;
  readonly purpose: Link["purpose"];
  readonly user_id: string | null;
  readonly email: string;
  readonly email_key: string;
  readonly created_on: number;
  readonly minted_on: number | null;
  readonly expires_on: number | null;
  readonly code_expires_on: number | null;
  readonly ended_on: number | null;
  readonly ended_why: Link["endedWhy"];
  readonly password_tries: number;
  readonly asks_code: number;
};

/** `kinds` define what the purpose of a link means for it. */
export const toLink = ({ kinds }: Pick<Sql, "kinds">, found: LinkRow): Link => ({
  id: found.id,
  purpose: found.purpose,
  userId: found.user_id,
  email: found.email,
  emailKey: found.email_key,
  createdOn: found.created_on,
  mintedOn: found.minted_on,
  expiresOn: found.expires_on,
  codeExpiresOn: found.code_expires_on,
  endedOn: found.ended_on,
  endedWhy: found.ended_why,
  passwordTries: found.password_tries,
  asksCode: asksForCode(kinds.purpose(found.purpose), found.asks_code === 1),
  whenUsed: kinds.purpose(found.purpose).whenUsed ?? "used",
});
