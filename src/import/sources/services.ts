// Firebase, Supabase, Auth0, Keycloak, Kratos, ASP.NET Identity.

import { isFields, type Fields } from "../../domain/shape.ts";
import { days } from "../../domain/time.ts";
import type { StoredPassword } from "../../domain/foreign-password/stored-password.ts";
import type { TotpRecord } from "../../domain/user-record.ts";
import { base32, totpFromUrl, totpOf } from "./factors.ts";
import { fromJson, type Row } from "./row.ts";
import {
  flag,
  language,
  languageTag,
  listIn,
  not,
  roles,
  rolesBut,
  rolesNamed,
  stored,
  text,
  time,
  until,
  type From,
  type Source,
} from "./source.ts";
import { readTime } from "./times.ts";

/** What `firebase auth:export users.csv` writes, which has no heading. */
const FIREBASE_COLUMNS = [
  ..."localId,email,emailVerified,passwordHash,salt,displayName,photoUrl".split(","),
  ...["google", "facebook", "twitter", "github"].flatMap(providerColumns),
  ..."createdAt,lastSignedInAt,phoneNumber,disabled,customAttributes".split(","),
  ...["apple", "microsoft", "gamecenter", "playgames", "linkedin", "yahoo"].flatMap(
    providerColumns,
  ),
  // Each line ends with a comma.
  "",
];

function providerColumns(provider: string): readonly string[] {
  return ["Id", "Email", "DisplayName", "PhotoUrl"].map((part) => `${provider}${part}`);
}

/** Roles in what the site itself says about a user. */
const claimedRoles =
  (column: string): From<readonly string[]> =>
  (row) =>
    rolesNamed(
      row,
      ["role", "roles"].flatMap((name) => row.get(`${column}.${name}`)),
    );

export const firebase: Source = {
  name: "firebase",
  title: "Firebase Authentication",
  lists: ["users"],
  columns: FIREBASE_COLUMNS,
  user: {
    email: text("email"),
    foreignId: text("localId"),
    registeredOn: time("createdAt", "ms"),
    confirmed: flag("emailVerified"),
    disabled: flag("disabled"),
    roles: claimedRoles("customAttributes"),
    password: stored("passwordHash", { salt: "salt" }),
  },
};

/** Rows of auth.users; `factors` are those of auth.mfa_factors, as a list in a column. */
export const supabase: Source = {
  name: "supabase",
  title: "Supabase Auth",
  user: {
    email: text("email"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    confirmedOn: time("email_confirmed_at"),
    disabled: (row) => until("banned_until")(row) === true || row.get("deleted_at") !== undefined,
    // raw_user_meta_data is what people may write themselves: no role is taken from it.
    roles: claimedRoles("raw_app_meta_data"),
    language: language("raw_user_meta_data.locale"),
    password: stored("encrypted_password"),
    totp: supabaseTotp,
  },
};

function supabaseTotp(row: Row): readonly TotpRecord[] | undefined {
  const factors = listIn(row, "factors")
    .filter(isFields)
    .filter(({ status }) => status === "verified");
  leaveOthers(row, factors, "factor_type", ["totp"]);
  const all = factors.flatMap(({ factor_type: type, secret, friendly_name: name }) => {
    const app = { secret: String(secret), name: typeof name === "string" ? name : undefined };
    return (type === "totp" ? totpOf(row, app) : undefined) ?? [];
  });
  return all.length === 0 ? undefined : all;
}

/** The export of users, or the file of password hashes that Auth0's support sends. */
export const auth0: Source = {
  name: "auth0",
  title: "Auth0",
  user: {
    email: text("email"),
    foreignId: (row) => row.text("user_id") ?? row.text("_id"),
    registeredOn: time("created_at"),
    confirmed: flag("email_verified"),
    disabled: flag("blocked"),
    roles: claimedRoles("app_metadata"),
    language: language("user_metadata.locale", "user_metadata.lang"),
    password: auth0Password,
    passwordChangedOn: time("password_set_date"),
  },
};

function auth0Password(row: Row): StoredPassword | undefined {
  const own = row.get("custom_password_hash");
  if (!isFields(own)) return stored("passwordHash")(row) ?? stored("password_hash")(row);
  const hash = isFields(own["hash"]) ? own["hash"]["value"] : undefined;
  const salt = isFields(own["salt"]) ? own["salt"]["value"] : undefined;
  if (typeof hash !== "string") return undefined;
  return {
    text: hash,
    system: row.system,
    details: own,
    ...(typeof salt === "string" && { salt }),
  };
}

/** `kc.sh export`: a realm with its users, or files of 50 users. */
export const keycloak: Source = {
  name: "keycloak",
  title: "Keycloak",
  lists: ["users"],
  user: {
    // A realm may take the address for the name. Accounts of services have neither.
    email: (row) => row.text("email") ?? /^.*@.*$/.exec(row.text("username") ?? "")?.[0],
    foreignId: text("id"),
    registeredOn: time("createdTimestamp", "ms"),
    confirmed: flag("emailVerified"),
    disabled: not(flag("enabled")),
    // Every user of a realm has the first two, and its own default.
    roles: rolesBut(/^(?:offline_access|uma_authorization|default-roles-.*)$/, "realmRoles"),
    language: (row) => {
      const [first] = listIn(row, "attributes.locale");
      return languageTag(row, typeof first === "string" ? first : undefined);
    },
    password: (row) => {
      const own = credentials(row, "password")[0];
      if (own === undefined) return undefined;
      return {
        text: textOf(own["secretData"]),
        system: row.system,
        details: { credentialData: textOf(own["credentialData"]) },
      };
    },
    totp: (row) => {
      leaveOthers(row, credentialsOf(row), "type", ["password", "otp"]);
      const apps = credentials(row, "otp").flatMap((each) => keycloakTotp(row, each) ?? []);
      return apps.length === 0 ? undefined : apps;
    },
  },
  ignored: ["totp", "notBefore", "access", "disableableCredentialTypes"],
};

const credentialsOf = (row: Row) => listIn(row, "credentials").filter(isFields);

const credentials = (row: Row, type: string) =>
  credentialsOf(row).filter((each) => each["type"] === type);

/** Counts the factors that do not come along, by their kinds. */
function leaveOthers(
  row: Row,
  factors: readonly Fields[],
  column: string,
  known: readonly string[],
) {
  for (const factor of factors) {
    const kind = String(factor[column]);
    if (!known.includes(kind)) row.leave(`factors of the kind ${kind.slice(0, 40)}`);
  }
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** The letters of the secret are the key, unless the encoding says otherwise. */
function keycloakTotp(row: Row, credential: Fields) {
  const [secretData, data] = ["secretData", "credentialData"].map((name) =>
    fromJson(textOf(credential[name])),
  );
  const secret = isFields(secretData) ? secretData["value"] : undefined;
  if (!isFields(data) || typeof secret !== "string" || data["subType"] === "hotp") {
    row.leave("one-time codes by counter");
    return undefined;
  }
  const label = credential["userLabel"];
  return totpOf(row, {
    secret: data["secretEncoding"] === "BASE32" ? secret : base32(Buffer.from(secret)),
    algorithm: data["algorithm"],
    digits: data["digits"],
    period: data["period"],
    name: typeof label === "string" ? label : undefined,
  });
}

/** `kratos list identities`, or the rows of an export with `include_credential`. */
export const kratos: Source = {
  name: "kratos",
  title: "Ory Kratos",
  user: {
    email: text("traits.email"),
    foreignId: text("id"),
    registeredOn: time("created_at"),
    confirmed: (row) => kratosAddress(row)?.["verified"] === true,
    confirmedOn: (row) => {
      const on = kratosAddress(row)?.["verified_at"];
      const instant = readTime(on, "text");
      return typeof instant === "number" ? instant : undefined;
    },
    disabled: (row) => row.text("state") === "inactive",
    language: language("traits.locale", "traits.language"),
    password: (row) => {
      const found = row.get("credentials.password.config.hashed_password");
      return typeof found === "string" ? { text: found, system: row.system } : undefined;
    },
    totp: (row) => {
      const kinds = Object.keys(row.get("credentials") ?? {}).map((type) => ({ type }));
      leaveOthers(row, kinds, "type", ["password", "totp", "lookup_secret"]);
      const url = row.get("credentials.totp.config.totp_url");
      return typeof url === "string" ? totpFromUrl(row, url) : undefined;
    },
    recoveryCodes: (row) => {
      const codes = row.get("credentials.lookup_secret.config.recovery_codes");
      const unused = (Array.isArray(codes) ? codes : [])
        .filter(isFields)
        .filter(({ used_at: on }) => typeof on !== "string" || on === "" || on.startsWith("0001"));
      const texts = unused.map(({ code }) => code).filter((code) => typeof code === "string");
      return texts.length === 0 ? undefined : texts.map((code) => ({ code }));
    },
  },
  ignored: [
    "schema_id",
    "schema_url",
    "state_changed_at",
    "updated_at",
    "recovery_addresses",
    "organization_id",
  ],
};

const kratosAddress = (row: Row) =>
  listIn(row, "verifiable_addresses")
    .filter(isFields)
    .find(({ value }) => value === row.text("traits.email"));

/** AspNetUsers, with the key of the authenticator app (AspNetUserTokens, Name AuthenticatorKey) joined as a column. */
export const aspnet: Source = {
  name: "aspnet",
  title: "ASP.NET Identity",
  user: {
    email: text("Email"),
    foreignId: text("Id"),
    confirmed: flag("EmailConfirmed"),
    // A few wrong passwords lock an account for minutes. Whoever is locked out for longer is disabled.
    disabled: until("LockoutEnd", days(1)),
    roles: roles("Roles"),
    password: stored("PasswordHash"),
    totp: (row) => {
      const secret = row.text("AuthenticatorKey");
      return secret === undefined || row.flag("TwoFactorEnabled") === false
        ? undefined
        : totpOf(row, { secret });
    },
    recoveryCodes: (row) => {
      const codes = row.text("RecoveryCodes")?.split(";").filter(Boolean) ?? [];
      return codes.length === 0 ? undefined : codes.map((code) => ({ code }));
    },
  },
  ignored: [
    "UserName",
    "NormalizedUserName",
    "NormalizedEmail",
    "SecurityStamp",
    "ConcurrencyStamp",
    "LockoutEnabled",
    "AccessFailedCount",
    "TwoFactorEnabled",
    "PhoneNumberConfirmed",
  ],
};
