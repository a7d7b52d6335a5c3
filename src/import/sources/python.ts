// Flask and Django.

import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { isFields, type Fields } from "../../domain/shape.ts";
import type { TotpRecord } from "../../domain/user-record.ts";
import { backupOf, base32, fromBase32, passkeysOf, toBase64url, totpOf } from "./factors.ts";
import { fromJson, type Row } from "./row.ts";
import {
  address,
  admins,
  flag,
  language,
  listIn,
  not,
  roles,
  rolesNamed,
  stored,
  text,
  time,
  type From,
  type Source,
} from "./source.ts";

/** The users table of the tutorial whose story docs/lineage.md tells. */
export const tutorial: Source = {
  name: "tutorial",
  title: "the table of the Flask tutorial",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("registered_on"),
    confirmed: flag("confirmed"),
    confirmedOn: time("confirmed_on"),
    roles: admins("admin"),
    password: stored("password"),
  },
};

/** Models of fsqla, fsqla_v2 and fsqla_v3, with the names of a user's roles in a column `roles`. */
export const flaskSecurity: Source = {
  name: "flask-security",
  title: "Flask-Security and Flask-Security-Too",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("create_datetime"),
    confirmedOn: time("confirmed_at"),
    disabled: not(flag("active")),
    roles: roles("roles"),
    language: language("locale"),
    password: stored("password"),
    totp: passlibTotp("tf_totp_secret"),
    recoveryCodes: flaskRecoveryCodes,
    passkeys: flaskPasskeys,
  },
  ignored: ["fs_uniquifier", "fs_token_uniquifier", "fs_webauthn_user_handle", "tf_primary_method"],
};

/** Fernet's texts (SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS) are not opened: new codes are made on the page of second factors. */
function flaskRecoveryCodes(row: Row) {
  const codes = listIn(row, "mf_recovery_codes").map(String);
  if (codes.length === 0) return undefined;
  if (!codes.some((code) => code.startsWith("gAAAA"))) return codes.map((code) => ({ code }));
  row.leave("recovery codes that are encrypted");
  return undefined;
}

/** Rows of the WebAuthn table, as a list in a column `webauthn`; keys are hex or base64, as databases write bytes. */
function flaskPasskeys(row: Row) {
  return passkeysOf(row, listIn(row, "webauthn"), (each, rpId) => {
    const [id, publicKey] = [bytesIn(each["credential_id"]), bytesIn(each["public_key"])];
    if (id === undefined || publicKey === undefined) return undefined;
    return {
      id,
      publicKey,
      counter: Number(each["sign_count"] ?? 0),
      backup: backupOf(each["device_type"] === "multi_device", each["backup_state"]),
      rpId,
      twoFactors: each["usage"] === "first",
      ...(typeof each["name"] === "string" && { name: each["name"].slice(0, 64) }),
    };
  });
}

/** Bytes as databases write them, in base64url. */
function bytesIn(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const hex = /^(?:\\x|0x)?((?:[\da-f]{2})+)$/i.exec(value)?.[1];
  return hex === undefined ? toBase64url(value) : Buffer.from(hex, "hex").toString("base64url");
}

/** An authenticator app as passlib stores it, sealed with one of SECURITY_TOTP_SECRETS or bare. */
function passlibTotp(column: string): From<readonly TotpRecord[]> {
  return (row) => {
    const found = row.get(column);
    const data = typeof found === "string" ? (fromJson(found) ?? { key: found }) : found;
    if (!isFields(data)) return undefined;
    const { alg, digits, period } = data;
    const secret = isFields(data["enckey"]) ? openPasslib(row, data["enckey"]) : data["key"];
    if (typeof secret === "string") return totpOf(row, { secret, algorithm: alg, digits, period });
    row.wrong(
      "broken-factor",
      'has an authenticator app that cannot be decrypted: is "totpSecrets" in the parameters?',
    );
    return undefined;
  };
}

/** passlib 1.7, AppWallet: AES-256 in counter mode, with a key from PBKDF2. */
function openPasslib(row: Row, sealed: Fields): string | undefined {
  const { c: cost, k: key, s: salt, t: tag } = sealed;
  const secret = row.parameters.totpSecrets?.[String(tag)];
  if (secret === undefined || typeof key !== "string" || typeof salt !== "string") return undefined;
  const rounds = 2 ** Math.min(Number(cost), 20);
  const derived = pbkdf2Sync(secret, fromBase32(salt), rounds, 48, "sha256");
  const cipher = createDecipheriv("aes-256-ctr", derived.subarray(0, 32), derived.subarray(32));
  return base32(Buffer.concat([cipher.update(fromBase32(key)), cipher.final()]));
}

/** Flask-User 1.0, or 0.6, which has `confirmed_at`. */
export const flaskUser: Source = {
  name: "flask-user",
  title: "Flask-User",
  user: {
    email: text("email"),
    foreignId: text("id"),
    confirmedOn: (row) =>
      row.time("email_confirmed_at", "text") ?? row.time("confirmed_at", "text"),
    disabled: not((row) => row.flag("active") ?? row.flag("is_enabled")),
    roles: roles("roles"),
    password: stored("password"),
  },
};

const djangoUser = {
  email: address("email", "username"),
  foreignId: text("id", "pk"),
  registeredOn: time("date_joined"),
  disabled: not(flag("is_active")),
  roles: admins("is_superuser", djangoGroups),
  password: stored("password"),
  totp: djangoTotp,
};

/** Devices of django-otp, which keeps keys in hex. One that was never confirmed asks for nothing. */
function djangoTotp(row: Row): readonly TotpRecord[] | undefined {
  const devices = listIn(row, "totpdevice").filter(
    (each) => isFields(each) && isTrue(each["confirmed"]),
  );
  const found = devices.filter(isFields).flatMap(({ key, digits, step: period, name }) => {
    const secret = base32(Buffer.from(String(key), "hex"));
    return totpOf(row, { secret, digits, period, ...(typeof name === "string" && { name }) }) ?? [];
  });
  return found.length === 0 ? undefined : found;
}

/** Names of groups; a dump has their numbers, unless it was made with natural keys. */
function djangoGroups(row: Row): readonly string[] | undefined {
  const names = listIn(row, "groups").flat();
  if (names.some((name) => typeof name === "number"))
    row.leave("groups by their numbers (dumpdata --natural-foreign writes their names)");
  return rolesNamed(row, names);
}

/** The tables of allauth and django-otp that belong to a user. */
const PARTS = ["emailaddress", "totpdevice"] as const;

/** A row of `dumpdata` is wrapped: `{"model": "auth.user", "pk": 1, "fields": {…}}`. A row of a table is not. */
function dumped(value: Fields) {
  const { model, pk, fields } = value;
  if (typeof model !== "string" || !isFields(fields)) return { value, table: "user" };
  const part = PARTS.find((name) => model.endsWith(`.${name}`));
  if (part !== undefined) return { value: { pk, ...fields }, table: part };
  // The user of a site may be any model: it is the one with a password and a last login.
  const isUser = "password" in fields && "last_login" in fields;
  return isUser ? { value: { pk, ...fields }, table: "user" } : model;
}

export const django: Source = {
  name: "django",
  title: "Django",
  user: djangoUser,
  unwrap: (value) => {
    const found = dumped(value);
    return typeof found === "string" || found.table === "user" ? found : String(value["model"]);
  },
};

/** The address that is confirmed is in a table of its own: in the same dump, or joined as a column `verified`. */
export const djangoAllauth: Source = {
  name: "django-allauth",
  title: "django-allauth",
  user: { ...djangoUser, email: allauthEmail, confirmed: isAllauthVerified },
  unwrap: dumped,
  tables: {
    main: "user",
    parts: { emailaddress: "user", totpdevice: "user" },
    keys: ["pk", "username", "email"],
  },
};

const addressesOf = (row: Row) => listIn(row, "emailaddress").filter(isFields);

function allauthEmail(row: Row): string | undefined {
  const primary = addressesOf(row).find((each) => isTrue(each["primary"]));
  const found = primary?.["email"];
  return row.text("email") ?? (typeof found === "string" ? found : row.text("username"));
}

function isAllauthVerified(row: Row): boolean | undefined {
  const email = allauthEmail(row)?.toLowerCase();
  const own = addressesOf(row).find((each) => String(each["email"]).toLowerCase() === email);
  return own === undefined ? row.flag("verified") : isTrue(own["verified"]);
}

const isTrue = (value: unknown): boolean => value === true || value === 1;
