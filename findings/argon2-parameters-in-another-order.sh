#!/bin/sh
# argon2 0.45.1 (npm): its hashes are wrong to PHP, libsodium, argon2-cffi and Dovecot, and its older ones are not.
#
# Expected: a hash of argon2id goes from one system to another, as the text says all that is needed. Seen: 0.45.1 writes
# `m=65536,p=4,t=3`, where the specification of the form and 0.44.0 have `m,t,p`. Readers made after the C library take the
# three in that order only, so the right password is a wrong one: false without an error in PHP 8.2 and libsodium (sodium-native
# 5.1.0), an error in argon2-cffi 21.1.0, and a mismatch in Dovecot 2.3.19. Its own verify() takes both, so tests of the
# application see nothing, until another program shares the table. With the three put into order, all readers verify it.
# Needs apt-get on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts argon2@0.45.1 argon2-0.44@npm:argon2@0.44.0 sodium-native@5.1.0
apt-get download -q php8.2-cli=8.2.36-1~deb12u1 php8.2-common=8.2.36-1~deb12u1 libargon2-1 libedit2 libxml2 libsodium23 \
  python3-argon2=21.1.0-2 python3-cffi-backend dovecot-core=1:2.3.19.1+dfsg1-2.1+deb12u7 libexttextcat-2.0-0 liblua5.4-0 libwrap0 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
cat >try.mjs <<'JS'
import { execFileSync, spawnSync } from "node:child_process";
import newer from "argon2";
import older from "argon2-0.44";
import sodium from "sodium-native";

const libraries = `${process.cwd()}/usr/lib/dovecot:${process.cwd()}/usr/lib/x86_64-linux-gnu`;
const python = `
import sys
sys.path.insert(0, "usr/lib/python3/dist-packages")
import argon2
try:
    print(str(argon2.PasswordHasher().verify(sys.argv[1], "secret")).lower())
except argon2.exceptions.VerificationError as error:
    print(type(error).__name__)
`;
// Without DOVECONF_ENV, doveadm looks for its settings with a program of the system.
const run = (program, ...words) =>
  spawnSync(program, words, {
    encoding: "utf8",
    env: { LD_LIBRARY_PATH: libraries, DOVECONF_ENV: "1" },
  });
const php = 'echo var_export(password_verify("secret", $argv[1]), true);';
const readers = {
  itself: (hash) => newer.verify(hash, "secret"),
  PHP: (hash) => run("usr/bin/php8.2", "-n", "-r", php, "--", hash).stdout,
  libsodium: (hash) => {
    const stored = Buffer.alloc(sodium.crypto_pwhash_STRBYTES);
    stored.write(hash);
    return sodium.crypto_pwhash_str_verify(stored, Buffer.from("secret"));
  },
  "argon2-cffi": (hash) => execFileSync("/usr/bin/python3", ["-c", python, hash], { encoding: "utf8" }).trim(),
  Dovecot: (hash) =>
    run("usr/bin/doveadm", "pw", "-t", `{ARGON2ID}${hash}`, "-p", "secret").stdout.endsWith("(verified)\n"),
};

const options = { memoryCost: 8192, parallelism: 4 };
const hash = await newer.hash("secret", options);
const hashes = {
  "argon2 0.44.0": await older.hash("secret", options),
  "argon2 0.45.1": hash,
  "put into order": hash.replace("p=4,t=3", "t=3,p=4"),
};
console.log(`Node ${process.version}`);
const seen = [];
for (const [name, stored] of Object.entries(hashes)) {
  const verdicts = [];
  for (const [reader, verify] of Object.entries(readers)) verdicts.push(`${reader} ${await verify(stored)}`);
  console.log(`${name.padEnd(14)} ${stored.slice(0, 28)}... ${verdicts.join(", ")}`);
  seen.push(verdicts.map((verdict) => verdict.split(" ")[1]).join(" "));
}
const right = "true true true true true";
const isAsSeen = seen.join("; ") === `${right}; true false false VerificationError false; ${right}`;
console.log(isAsSeen ? "As seen: the order of the parameters decides." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
