// Rails, Laravel, Symfony, WordPress, Drupal, phpBB, Discourse.

import { totpOf } from "./factors.ts";
import type { Row } from "./row.ts";
import {
  admins,
  flag,
  language,
  not,
  roles,
  rolesBut,
  rolesNamed,
  stored,
  text,
  time,
  until,
  type Source,
} from "./source.ts";

export const devise: Source = {
  name: "devise",
  title: "Devise",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    confirmedOn: time("confirmed_at"),
    roles: admins("admin", roles("role", "roles")),
    language: language("locale"),
    password: stored("encrypted_password"),
    totp: deviseTotp,
  },
  ignored: [
    "updated_at",
    "remember_created_at",
    "reset_password_token",
    "reset_password_sent_at",
    "confirmation_token",
    "confirmation_sent_at",
    "consumed_timestep",
    "encrypted_otp_secret_iv",
    "encrypted_otp_secret_salt",
  ],
};

/** The secret of devise-two-factor, decrypted; it is used once `otp_required_for_login` is set. */
function deviseTotp(row: Row) {
  const [secret, isAsked] = [row.text("otp_secret"), row.flag("otp_required_for_login")];
  // The same once more.
  if (secret !== undefined) row.get("encrypted_otp_secret");
  if (isAsked !== true) return undefined;
  if (secret !== undefined) return totpOf(row, { secret });
  row.wrong("broken-factor", "has an authenticator app, and no otp_secret: export it decrypted");
  return undefined;
}

export const rails: Source = {
  name: "rails",
  title: "Rails with has_secure_password",
  user: {
    // Rails 8's own generator names it email_address.
    email: text("email", "email_address"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    roles: admins("admin", roles("role", "roles")),
    language: language("locale"),
    password: stored("password_digest"),
  },
};

export const laravel: Source = {
  name: "laravel",
  title: "Laravel",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    confirmedOn: time("email_verified_at"),
    roles: roles("role", "roles"),
    language: language("locale"),
    password: stored("password"),
  },
};

/** The table of the maker bundle: `roles` is JSON, `is_verified` of its registration form. */
export const symfony: Source = {
  name: "symfony",
  title: "Symfony",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    confirmed: flag("is_verified"),
    disabled: not(flag("enabled")),
    // Every user has ROLE_USER, so it says nothing.
    roles: rolesBut(/^ROLE_USER$/, "roles"),
    language: language("locale"),
    password: stored("password", { salt: "salt" }),
  },
};

export const wordpress: Source = {
  name: "wordpress",
  title: "WordPress",
  user: {
    email: text("user_email"),
    foreignId: text("ID"),
    registeredOn: time("user_registered"),
    disabled: (row) => row.flag("spam") === true || row.flag("deleted") === true,
    roles: wordpressRoles,
    language: language("locale"),
    password: stored("user_pass", { user: "user_login" }),
  },
};

/** The value of wp_capabilities, joined as a column: `a:1:{s:6:"editor";b:1;}`, or the list that `wp user list` writes. */
function wordpressRoles(row: Row) {
  const written = row.get("capabilities") ?? row.get("wp_capabilities");
  const found =
    typeof written === "string" && /^a:\d+:\{/.test(written)
      ? rolesNamed(
          row,
          [...written.matchAll(/s:\d+:"([^"]*)";b:1;/g)].map(([, name]) => name),
        )
      : roles("capabilities", "wp_capabilities", "roles")(row);
  // May do everything there, as an admin here.
  return found?.map((role) => (role === "administrator" ? "admin" : role));
}

const drupalUser = {
  email: text("mail"),
  foreignId: text("uid"),
  registeredOn: time("created", "s"),
  disabled: not(flag("status")),
  roles: roles("roles"),
  password: stored("pass", { user: "name" }),
} as const;

/** The table users_field_data; `langcode` is the content's, `preferred_langcode` the person's. */
export const drupal: Source = {
  name: "drupal",
  title: "Drupal 8 and later",
  user: { ...drupalUser, language: language("preferred_langcode", "langcode") },
};

export const drupal7: Source = {
  name: "drupal7",
  title: "Drupal 7",
  user: { ...drupalUser, language: language("language") },
};

export const phpbb: Source = {
  name: "phpbb",
  title: "phpBB and phpass",
  user: {
    email: text("user_email", "email"),
    foreignId: text("user_id", "id"),
    registeredOn: time("user_regdate", "s"),
    // 0 is normal, 1 inactive, 2 a robot, 3 a founder.
    disabled: (row) => row.text("user_type") === "1",
    language: language("user_lang"),
    password: stored("user_password", { user: "username" }),
  },
};

/** Users, joined with their address of user_emails. */
export const discourse: Source = {
  name: "discourse",
  title: "Discourse",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    confirmed: flag("active"),
    disabled: until("suspended_till"),
    roles: (row) => {
      const moderator = row.flag("moderator") === true ? ["moderator"] : [];
      return admins("admin", () => moderator)(row);
    },
    language: language("locale"),
    password: stored("password_hash", { salt: "salt", details: "password_algorithm" }),
  },
};
