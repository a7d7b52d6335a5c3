#!/bin/sh
# pgcrypto 1.4 in PGlite 0.5.17 (PostgreSQL 18): "$2b$" and "$2y$" are not bcrypt, but DES with the salt "$2".
#
# Expected: crypt(typed, stored) = stored verifies a bcrypt hash, whichever of its three names it has, or crypt() raises an
# error for one that it does not know. Seen: "$2a$" is verified; for "$2b$" (bcryptjs 3.0.3, Python, Ruby, Go) and "$2y$"
# (PHP, htpasswd) crypt() gives 13 characters of the traditional DES crypt, without an error, so that every password is wrong
# after a move of the table. The bytes behind the three names are the same: with "$2a$" in front the hash is verified.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @electric-sql/pglite@0.5.17 bcryptjs@3.0.3
cat >try.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import bcrypt from "bcryptjs";

const database = new PGlite({ extensions: { pgcrypto } });
await database.exec("create extension pgcrypto");
const one = async (query, values = []) => (await database.query(query, values)).rows[0];
const { version, pgcrypto: extension } = await one(
  "select split_part(version(), ' on ', 1) as version, (select extversion from pg_extension where extname = 'pgcrypto') as pgcrypto",
);
console.log(`${version}, pgcrypto ${extension}, bcryptjs 3.0.3`);
const made = bcrypt.hashSync("secret", 6);
const des = (await one("select crypt('secret', '$2') as des")).des;
const seen = [];
for (const name of ["$2b$", "$2y$", "$2a$"]) {
  const stored = name + made.slice(4);
  const { computed } = await one("select crypt('secret', $1) as computed", [stored]);
  const kind = computed === stored ? "verified" : computed === des ? `DES: ${des}` : "another";
  console.log(`${name} ${kind}`);
  seen.push(kind.slice(0, 3));
}
const isAsSeen = made.startsWith("$2b$") && des.length === 13 && seen.join() === "DES,DES,ver";
console.log(isAsSeen ? "As seen: bcrypt is taken for DES." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
