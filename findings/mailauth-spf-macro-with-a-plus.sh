#!/bin/sh
# mailauth 7.1.0: an SPF record with the sender's local part in a name is broken for every sender with a "+".
#
# Expected: `exists:%{l}._spf.example.com` (RFC 7208 section 7.2) asks the DNS for bounces+k3x9._spf.example.com, as pyspf 2.0.14,
# Mail::SPF 2.9.0 and libspf2 1.2.10 do, and passes. Seen: permerror, "Invalid domain". The resolver of Node.js asks for no such name
# and says EBADNAME, although the DNS allows every sign in a name (RFC 2181 section 11), and mailauth takes that for an error of the
# record. So one record passes and is broken, by the address that a mail returns to. Return paths with a "+" are common.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit mailauth@7.1.0
cat >try.cjs <<'JS'
const { createSocket } = require("node:dgram");
const { once } = require("node:events");
const { Resolver } = require("node:dns").promises;
const { spf } = require("mailauth/lib/spf");
const { version } = require("mailauth/package.json");

const RECORD = "v=spf1 exists:%{l}._spf.example.com -all";
const asked = [];

// A DNS server: the record for TXT, and an address for every name.
const server = createSocket("udp4");
server.on("message", (query, { address, port }) => {
  let end = 12;
  const labels = [];
  for (; query[end] > 0; end += 1 + query[end]) labels.push(query.toString("latin1", end + 1, end + 1 + query[end]));
  const type = query.readUInt16BE(end + 1);
  asked.push(labels.join("."));
  const data = type === 16 ? Buffer.concat([Buffer.from([RECORD.length]), Buffer.from(RECORD)]) : type === 1 ? Buffer.from([127, 0, 0, 2]) : undefined;
  const header = Buffer.from([query[0], query[1], 0x85, 0x80, 0, 1, 0, data === undefined ? 0 : 1, 0, 0, 0, 0]);
  const answer = data === undefined ? [] : [Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]), data];
  server.send(Buffer.concat([header, query.subarray(12, end + 5), ...answer]), port, address);
});

async function main() {
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  const dns = new Resolver();
  dns.setServers([`127.0.0.1:${server.address().port}`]);
  const resolver = (name, type) => dns.resolve(name, type);
  const resultFor = async (sender) => {
    const { status } = await spf({ sender, ip: "192.0.2.25", helo: "mail.example.com", mta: "mx.example.org", resolver });
    return status.result;
  };
  console.log(`mailauth ${version}, Node ${process.version}: ${RECORD}`);
  const plain = await resultFor("bounces@example.com");
  const plus = await resultFor("bounces+k3x9@example.com");
  console.log(`  bounces@example.com:      ${plain}`);
  console.log(`  bounces+k3x9@example.com: ${plus}`);
  console.log(`  the DNS was asked for:    ${[...new Set(asked)].join(", ")}`);
  server.close();
  const isAsSeen = plain === "pass" && plus === "permerror" && !asked.some((name) => name.includes("+"));
  console.log(isAsSeen ? "As seen: the plus makes the record broken." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
}
main();
JS
node try.cjs
