#!/bin/sh
# nodemailer 10.6.0: a mail that cannot be signed is sent unsigned, and nobody is told.
#
# Expected: a DKIM key that nodemailer cannot sign with (Ed25519, RFC 8463) is an error, of the transport or of
# the mail. Seen: the mail goes out without a DKIM-Signature. The result does not say so, and the log says only
# "Signing outgoing message", as it does for an RSA key, with which the same call signs. Postern therefore checks
# the key at the start.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit nodemailer@10.6.0
cat >try.cjs <<'JS'
const { generateKeyPairSync } = require("node:crypto");
const { createTransport } = require("nodemailer");
const { version } = require("nodemailer/package.json");

async function sends(privateKey) {
  const logged = [];
  const note = (level) => (_, ...words) => logged.push(`${level}: ${words.join(" ")}`);
  const logger = Object.fromEntries(
    ["trace", "debug", "info", "warn", "error", "fatal"].map((level) => [level, note(level)]),
  );
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    logger: { level() {}, ...logger },
    dkim: {
      domainName: "example.com",
      keySelector: "mail",
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
    },
  });
  const { message } = await transport.sendMail({
    from: "site@example.com",
    to: "ada@example.org",
    subject: "Hello",
    text: "Hello",
  });
  const isSigned = message.toString().includes("DKIM-Signature:");
  return { isSigned, told: logged.filter((line) => /^(?:warn|error|fatal):|sign/i.test(line)) };
}

(async () => {
  const rsa = await sends(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  const ed25519 = await sends(generateKeyPairSync("ed25519").privateKey);
  console.log(`nodemailer ${version}, Node ${process.version}`);
  console.log("RSA:    ", JSON.stringify(rsa));
  console.log("Ed25519:", JSON.stringify(ed25519));
  const isToldApart = JSON.stringify(rsa.told) !== JSON.stringify(ed25519.told);
  const isAsSeen = rsa.isSigned && !ed25519.isSigned && !isToldApart;
  console.log(isAsSeen ? "As seen: unsigned, in silence." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
})();
JS
node try.cjs
