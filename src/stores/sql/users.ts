// How user and link rows become the domain's records, and back.

import type { Link } from "../../domain/link.ts";
import type { User } from "../../domain/user.ts";

/** The columns of a user, for a table or alias named `users`. */
export const USER = `users.id, users.email, users.email_key, users.registered_on,
  users.registered_with, users.next_path, users.confirmed_on, users.confirmed_via,
  users.password_changed_on, users.admin, users.disabled_on, users.email_frozen_until,
  users.deletes_on`;

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
  readonly admin: number;
  readonly disabled_on: number | null;
  readonly email_frozen_until: number | null;
  readonly deletes_on: number | null;
};

export const toUser = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  emailKey: row.email_key,
  registeredOn: row.registered_on,
  registeredWith: row.registered_with,
  nextPath: row.next_path,
  confirmedOn: row.confirmed_on,
  confirmedVia: row.confirmed_via,
  passwordChangedOn: row.password_changed_on,
  admin: row.admin === 1,
  disabledOn: row.disabled_on,
  emailFrozenUntil: row.email_frozen_until,
  deletesOn: row.deletes_on,
});

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

export const toLink = (row: LinkRow): Link => ({
  id: row.id,
  purpose: row.purpose,
  userId: row.user_id,
  email: row.email,
  emailKey: row.email_key,
  createdOn: row.created_on,
  mintedOn: row.minted_on,
  expiresOn: row.expires_on,
  codeExpiresOn: row.code_expires_on,
  endedOn: row.ended_on,
  endedWhy: row.ended_why,
  passwordTries: row.password_tries,
  asksCode: row.asks_code === 1,
});
