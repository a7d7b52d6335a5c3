#!/bin/sh
# @simplewebauthn/server 14.0.3: importing it adds ten functions to the global Reflect.
#
# Expected: importing a library that checks signatures changes no global object, least of all one that old TypeScript
# decorators need. Seen: Reflect has 13 names before and 23 behind the import (metadata, defineMetadata, hasMetadata and
# so on), for all code of the process. The library imports reflect-metadata itself, since tsyringe below @peculiar/x509
# wants it, even where no attestation certificate is ever looked at. Code that asks whether Reflect.metadata is there
# gets another answer.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @simplewebauthn/server@14.0.3
cat >try.mjs <<'JS'
import { readFileSync } from "node:fs";

const names = () => Object.getOwnPropertyNames(Reflect);
const before = names();
await import("@simplewebauthn/server");
const added = names().filter((name) => !before.includes(name));
const version = (name) =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const parts = ["@simplewebauthn/server", "@peculiar/x509", "reflect-metadata"];
console.log(
  `${parts.map((name) => `${name} ${version(name)}`).join(", ")}, Node ${process.version}`,
);
console.log("Reflect before:", before.length, "names");
console.log("added:         ", added.join(", "));
const isAsSeen = added.length === 10 && added.includes("metadata");
console.log(isAsSeen ? "As seen: the import patches Reflect." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
