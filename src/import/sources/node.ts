// Better Auth, Lucia, Auth.js, Payload.

import type { StoredPassword } from "../../domain/foreign-password/stored-password.ts";
import { isFields, type Fields } from "../../domain/shape.ts";
import type { PasskeyRecord } from "../../domain/user-record.ts";
import {
  backupOf,
  base32,
  openXChaCha,
  passkeysOf,
  sha256,
  toBase64url,
  totpOf,
} from "./factors.ts";
import { fromJson, plain, type Row } from "./row.ts";
import {
  flag,
  language,
  listIn,
  roles,
  rolesBut,
  stored,
  text,
  time,
  until,
  type Source,
} from "./source.ts";

/** The rows of another table that belong to this user, with what dumps write for nothing taken out. */
const partsIn = (row: Row, table: string): readonly Fields[] => listIn(row, table).filter(isFields);

/** A column of such a row, in the spelling of any database. */
function column(part: Fields | undefined, ...names: readonly string[]): unknown {
  const found = names.find((name) => part !== undefined && plain(part[name]) !== undefined);
  return found === undefined ? undefined : plain(part?.[found]);
}

/** Tables of Better Auth: user, account, twoFactor, passkey. */
export const betterAuth: Source = {
  name: "better-auth",
  title: "Better Auth",
  lists: ["user", "account", "twoFactor", "passkey"],
  tables: { main: "user", parts: { account: "userId", twoFactor: "userId", passkey: "userId" } },
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("createdAt"),
    confirmed: flag("emailVerified"),
    disabled: (row) => row.flag("banned") === true && until("banExpires")(row) !== false,
    // Every user has the role `user`, so it says nothing.
    roles: rolesBut(/^user$/, "role"),
    language: language("locale", "lang"),
    password: betterAuthPassword,
    totp: betterAuthTotp,
    recoveryCodes: betterAuthCodes,
    passkeys: (row) => passkeysOf(row, partsIn(row, "passkey"), betterAuthPasskey),
  },
  ignored: ["twoFactorEnabled", "updatedAt", "image"],
};

/** The account of the provider `credential`. Those of others are ways to log in that do not come along. */
function betterAuthPassword(row: Row): StoredPassword | undefined {
  let found = row.get("password");
  for (const account of partsIn(row, "account")) {
    const provider = String(column(account, "providerId", "provider_id"));
    if (provider === "credential") found = column(account, "password") ?? found;
    else row.leave(`logins with ${provider.slice(0, 40)}`);
  }
  return typeof found === "string" ? { text: found, system: row.system } : undefined;
}

/** What was switched on but never shown (`verified` is false) is no second factor yet. */
const twoFactorOf = (row: Row): Fields | undefined => {
  const found = partsIn(row, "twoFactor")[0];
  const isShown = column(found, "verified") !== false && column(found, "verified") !== 0;
  return isShown && row.flag("twoFactorEnabled") !== false ? found : undefined;
};

/** Sealed texts are hex, with the version of the key before them if there are several: `$ba$2$…`. */
function openBetterAuth(row: Row, sealed: string): string | undefined {
  const { betterAuthSecret: secrets = {} } = row.parameters;
  const [, version, versioned] = /^\$ba\$(\d+)\$(.*)$/.exec(sealed) ?? [];
  const candidates =
    typeof secrets === "string"
      ? [secrets]
      : version === undefined
        ? Object.values(secrets)
        : [secrets[version]];
  const bytes = Buffer.from(versioned ?? sealed, "hex");
  const opened = candidates.map((secret) =>
    secret === undefined ? undefined : openXChaCha(sha256(secret), bytes),
  );
  const found = opened.find((each) => each !== undefined);
  if (found === undefined)
    row.wrong(
      "broken-factor",
      'has a second factor that cannot be decrypted: is "betterAuthSecret" in the parameters right?',
    );
  return found;
}

/** The key of the codes is the secret's own letters, unless it came from elsewhere: `base32:…`. */
function betterAuthTotp(row: Row) {
  const sealed = column(twoFactorOf(row), "secret");
  const opened = typeof sealed === "string" ? openBetterAuth(row, sealed) : undefined;
  if (opened === undefined) return undefined;
  const secret = opened.startsWith("base32:") ? opened.slice(7) : base32(Buffer.from(opened));
  return totpOf(row, { secret });
}

/** Sealed, or a list as it is (`storeBackupCodes: "plain"`). */
function betterAuthCodes(row: Row) {
  const written = column(twoFactorOf(row), "backupCodes", "backup_codes");
  if (typeof written !== "string") return undefined;
  const opened = written.startsWith("[") ? written : openBetterAuth(row, written);
  const codes = opened === undefined ? undefined : fromJson(opened);
  if (!Array.isArray(codes)) return undefined;
  return codes.map((code) => ({ code: String(code) }));
}

function betterAuthPasskey(each: Fields, rpId: string): PasskeyRecord | undefined {
  const id = column(each, "credentialID", "credentialId", "credential_id");
  const publicKey = column(each, "publicKey", "public_key");
  if (typeof id !== "string" || typeof publicKey !== "string") return undefined;
  const [name, transports] = [column(each, "name"), column(each, "transports")];
  const aaguid = column(each, "aaguid");
  return {
    id,
    publicKey: toBase64url(publicKey),
    counter: Number(column(each, "counter") ?? 0),
    backup: backupOf(
      column(each, "deviceType", "device_type") === "multiDevice",
      column(each, "backedUp", "backed_up"),
    ),
    rpId,
    twoFactors: true,
    ...(typeof name === "string" && { name: name.slice(0, 64) }),
    ...(typeof aaguid === "string" && { aaguid }),
    ...(typeof transports === "string" && { transports: transports.split(",") }),
  };
}

/** Lucia keeps no time and no proof of addresses itself; these are the columns that its guides add. */
const luciaUser = {
  foreignId: text("id"),
  registeredOn: time("created_at"),
  confirmed: flag("email_verified"),
} as const;

/** Lucia 1 and 2: passwords are in keys, whose id is "email:" and the address. */
const luciaKeys = (name: string, title: string): Source => ({
  name,
  title,
  lists: ["user", "key"],
  tables: { main: "user", parts: { key: "user_id" } },
  user: {
    ...luciaUser,
    email: (row) => row.text("email") ?? luciaKey(row)?.id.slice("email:".length),
    password: (row) => {
      const found = luciaKey(row)?.hash ?? row.text("hashed_password");
      return found === undefined ? undefined : { text: found, system: "lucia" };
    },
  },
});

function luciaKey(
  row: Row,
): { readonly id: string; readonly hash: string | undefined } | undefined {
  const own = [...partsIn(row, "key"), ...partsIn(row, "keys")].find((each) =>
    String(each["id"]).startsWith("email:"),
  );
  const hash = column(own, "hashed_password", "hashedPassword");
  if (own === undefined) return undefined;
  return { id: String(own["id"]), hash: typeof hash === "string" ? hash : undefined };
}

export const lucia1 = luciaKeys("lucia1", "Lucia 1");
export const lucia2 = luciaKeys("lucia2", "Lucia 2");

/** Lucia 3 leaves the columns to the site; its guides name them so. */
export const lucia: Source = {
  name: "lucia",
  title: "Lucia 3",
  user: {
    ...luciaUser,
    email: text("email"),
    password: stored("password_hash"),
  },
};

/** Tables of the adapters: users and accounts. Passwords are a column of the site's own. */
export const authjs: Source = {
  name: "authjs",
  title: "Auth.js (NextAuth)",
  user: {
    email: text("email"),
    foreignId: text("id", "_id"),
    confirmedOn: time("emailVerified"),
    roles: roles("role", "roles"),
    password: stored("password"),
  },
};

/** A collection with `auth`. Confirmed only where `auth.verify` is on, which adds `_verified`. */
export const payload: Source = {
  name: "payload",
  title: "Payload",
  user: {
    email: text("email"),
    foreignId: text("id", "_id"),
    registeredOn: time("createdAt"),
    confirmed: flag("_verified"),
    roles: roles("roles", "role"),
    password: stored("hash", { salt: "salt" }),
  },
  ignored: ["updatedAt", "loginAttempts", "__v"],
};
