#!/bin/sh
# libsql 0.5.29 (npm): a row from get() has one property more than it has columns, one from all() has not.
#
# Expected: a row has its columns, as with better-sqlite3, whose API it has by its own description, and with Node's own module.
# Seen: get() adds `_metadata`, an object with the duration of the query, as a property like the others. So a user that is read
# by get() and answered as JSON carries it to the client, no row equals an expected one any more, another one at each call,
# and code that takes columns from Object.keys() writes to a column that is not there. all() and iterate() add nothing,
# so that the same row differs by how it was read. Take out the property, or read with all()[0].
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts libsql@0.5.29
cat >try.mjs <<'JS'
import { DatabaseSync } from "node:sqlite";
import Database from "libsql";

function rowsOf(database) {
  database.exec("create table users (id integer primary key, email text); insert into users (email) values ('ada@example.com')");
  const query = database.prepare("select id, email from users");
  return { "get()": query.get(), "all()[0]": query.all()[0], "iterate()": [...query.iterate()][0] };
}
const drivers = { "libsql 0.5.29": new Database(":memory:"), "node:sqlite": new DatabaseSync(":memory:") };
const seen = [];
for (const [name, database] of Object.entries(drivers)) {
  for (const [how, row] of Object.entries(rowsOf(database))) {
    console.log(`${name.padEnd(13)} ${how.padEnd(9)} ${JSON.stringify(row)}`);
    seen.push(Object.keys(row).join(" "));
  }
}
const columns = "id email";
const isAsSeen = seen.join() === ["id email _metadata", ...Array(5).fill(columns)].join();
console.log(isAsSeen ? "As seen: get() adds a property." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node --no-warnings try.mjs
