// Files without a system: lines of crypt, directories, and tables whose columns are named by a mapping.

import type { StoredPassword } from "../../domain/foreign-password/stored-password.ts";
import { address, languageTag, stored, text, time, type Source } from "./source.ts";
import type { Row } from "./row.ts";
import { readTime } from "./times.ts";

/** htpasswd, and /etc/shadow, whose third field is the day of the last change. */
export const crypt: Source = {
  name: "crypt",
  title: "htpasswd, /etc/shadow, crypt(3)",
  user: {
    email: address("user"),
    password: stored("password"),
    passwordChangedOn: time("3", "days"),
  },
};

/** A passwd-file. The fields after the password are numbers, folders and settings of the mail server. */
export const dovecot: Source = {
  name: "dovecot",
  title: "Dovecot's passwd-file",
  user: { email: address("user"), password: stored("password", { user: "user" }) },
};

/** LDIF of a directory: `slapcat`, or `ldapsearch` as someone who may read userPassword. */
export const ldap: Source = {
  name: "ldap",
  title: "LDAP",
  user: {
    email: ldapAddress,
    foreignId: (row) => firstOf(row, "entryuuid") ?? firstOf(row, "dn"),
    registeredOn: (row) => ldapTime(row, "createtimestamp"),
    language: (row) => languageTag(row, firstOf(row, "preferredlanguage")?.split(/[,;]/)[0]),
    password: ldapPassword,
  },
  // Organisations and groups are in the same file.
  unwrap: (value) =>
    "mail" in value || "userpassword" in value
      ? { value, table: "entry" }
      : `entries that are ${[value["structuralobjectclass"] ?? value["objectclass"]].flat().join(", ")}`,
  ignored: [
    "dn",
    "objectclass",
    "structuralobjectclass",
    "entrycsn",
    "creatorsname",
    "modifiersname",
    "modifytimestamp",
  ],
};

const firstOf = (row: Row, attribute: string): string | undefined => {
  const found = [row.get(attribute)].flat()[0];
  return typeof found === "string" ? found : undefined;
};

/** A directory may have several addresses of a person; the first comes along. */
function ldapAddress(row: Row): string | undefined {
  if ([row.get("mail")].flat().length > 1) row.leave("further addresses of the same entry");
  return firstOf(row, "mail");
}

/** A directory may have several, all of which are valid; the first comes along. */
function ldapPassword(row: Row): StoredPassword | undefined {
  const all = [row.get("userpassword")].flat().filter((each) => typeof each === "string");
  if (all.length > 1) row.leave("further passwords of the same entry");
  return all[0] === undefined ? undefined : { text: all[0], system: row.system };
}

/** Generalized time (RFC 4517, 3.3.13): 20190506070809Z. */
const GENERALIZED = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d(?:\d\d)?)$/;

function ldapTime(row: Row, attribute: string): number | undefined {
  const found = firstOf(row, attribute);
  const written = found?.replace(GENERALIZED, "$1-$2-$3T$4:$5:$6$7");
  if (written === undefined) return undefined;
  const instant = written === found ? undefined : readTime(written, "text");
  if (typeof instant === "number") return instant;
  row.wrong("wrong-time", `${attribute} is not a time`);
  return undefined;
}

const named = (name: string, title: string): Source => ({
  name,
  title,
  user: { email: text("email") },
});

/** Nothing but `email` is read, unless a mapping says more. */
export const PLAIN: readonly Source[] = [
  named("csv", "CSV with a mapping"),
  named("jsonl", "JSON lines with a mapping"),
  named("mongodb", "MongoDB (mongoexport) with a mapping"),
  named("rethinkdb", "RethinkDB (rethinkdb export) with a mapping"),
];
