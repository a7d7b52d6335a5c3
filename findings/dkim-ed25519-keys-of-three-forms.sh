#!/bin/sh
# dkimpy 1.1.4 and rspamd 3.4 (Debian 12), OpenSSL, mailauth 7.1.0: an Ed25519 key for DKIM has three forms, by who made it.
#
# Expected: a private key for DKIM is PEM, for Ed25519 as for RSA, and goes from the tool that made it to the one that signs.
# Seen: dkimpy's dknewkey writes the 32 bytes of the seed in Base64, rspamadm 64 bytes, seed and public key, and OpenSSL PEM.
# dkimpy signs with its own form only ("invalid ed25519 private key or format" for PEM), mailauth and Node.js with PEM only.
# mailauth's dkimSign() does not throw then: it returns no signature, and an error in a list beside it. The first 32 bytes of
# either are the seed, and behind the 16 bytes 302e020100300506032b657004220420 they are PKCS #8, the DER of the PEM. The DNS
# records fit all of them. Needs apt-get and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts mailauth@7.1.0
apt-get download -q python3-dkim=1.1.4-1 python3-dnspython python3-nacl=1.5.0-2 python3-cffi-backend libsodium23 \
  rspamd=3.4-1 libicu72 libluajit-5.1-2 libhyperscan5 libunwind8 libfasttext0 libglib2.0-0 libjemalloc2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
libraries=$folder/usr/lib/x86_64-linux-gnu:$folder/lib/x86_64-linux-gnu:$folder/usr/lib/rspamd
PYTHONPATH=$folder/usr/lib/python3/dist-packages
export PYTHONPATH
LD_LIBRARY_PATH=$libraries /usr/bin/python3 usr/bin/dknewkey --ktype ed25519 dknewkey >/dev/null 2>&1
LD_LIBRARY_PATH=$libraries usr/bin/rspamadm dkim_keygen -t ed25519 -d example.com -s s >made
sed -n 1p made >rspamadm.key
sed 1d made >rspamadm.dns
openssl genpkey -algorithm ed25519 -out openssl.key
cat >sign.py <<'PY'
import sys
import dkim

try:
    dkim.sign(b"From: a@example.com\r\n\r\nHello\r\n", b"s", b"example.com", open(sys.argv[1], "rb").read(), signature_algorithm=b"ed25519-sha256")
    print("signs", end="")
except dkim.KeyFormatError as error:
    print(error, end="")
PY
cat >try.cjs <<'JS'
const { execFileSync } = require("node:child_process");
const { createPrivateKey, createPublicKey } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { dkimSign } = require("mailauth/lib/dkim/sign");

const mail = "From: a@example.com\r\n\r\nHello\r\n";
const head = Buffer.from("302e020100300506032b657004220420", "hex");
const env = { ...process.env, LD_LIBRARY_PATH: process.argv[2] };
const dkimpy = (file) => execFileSync("/usr/bin/python3", ["sign.py", file], { env, encoding: "utf8" });
async function mailauth(privateKey) {
  const signatureData = [{ signingDomain: "example.com", selector: "s", privateKey, algorithm: "ed25519-sha256" }];
  const { signatures, errors } = await dkimSign(mail, { signatureData });
  return signatures.includes("a=ed25519-sha256") && errors.length === 0 ? "signs" : `returns "${signatures}" and ${errors.length} error`;
}

async function main() {
  console.log(`dkimpy 1.1.4, rspamd 3.4, mailauth 7.1.0, Node ${process.version}`);
  const seen = [];
  for (const maker of ["dknewkey", "rspamadm", "openssl"]) {
    const text = readFileSync(`${maker}.key`, "utf8").trim();
    const isPem = text.startsWith("-----BEGIN");
    const bytes = Buffer.from(text, "base64");
    const by = [dkimpy(`${maker}.key`), await mailauth(text)];
    console.log(`${maker}, ${isPem ? "PEM" : `${bytes.length} bytes in Base64`}: dkimpy ${by[0]}, mailauth ${by[1]}`);
    seen.push(isPem ? "PEM" : bytes.length, ...by);
    if (isPem) continue;
    const pem = createPrivateKey({ key: Buffer.concat([head, bytes.subarray(0, 32)]), format: "der", type: "pkcs8" });
    const published = /p=([\w+/=]+)/.exec(readFileSync(`${maker}.dns`, "utf8"))[1];
    const fits = createPublicKey(pem).export({ format: "jwk" }).x === Buffer.from(published, "base64").toString("base64url");
    const converted = await mailauth(pem.export({ format: "pem", type: "pkcs8" }));
    console.log(`  as PEM, mailauth ${converted}, and the DNS record is that of the key: ${fits}`);
    seen.push(converted, fits);
  }
  const refused = "invalid ed25519 private key or format";
  const nothing = 'returns "" and 1 error';
  const known = [32, "signs", nothing, "signs", true, 64, refused, nothing, "signs", true, "PEM", refused, "signs"];
  const isAsSeen = seen.join("; ") === known.join("; ");
  console.log(isAsSeen ? "As seen: three forms, and each is read by its own." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
}
main();
JS
node try.cjs "$libraries"
