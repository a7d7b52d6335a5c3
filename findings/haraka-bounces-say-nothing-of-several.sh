#!/bin/sh
# Haraka 3.3.4, flufl.bounce 4.0 (Debian 12): a report about one of several recipients says neither that nor why it failed.
#
# Expected: when the next server takes one recipient of a mail and refuses another, the report about the other has the Action
# and the Status that RFC 3464 section 2.3 demands, as the report about a mail to one recipient has, with the words of the
# server. Seen: the group has a Final-Recipient alone, and no other line of the mail has the reply, since the recipients are
# made anew before the report is written. flufl.bounce, the reader of Mailman 3, finds nobody in it, so that an address that
# does not exist goes on being mailed. One mail for each recipient avoids it. Needs apt-get and python3 on Debian 12; installs
# nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts Haraka@3.3.4 nodemailer@10.6.0 smtp-server@3.21.6
apt-get download -q python3-flufl.bounce=4.0-3 python3-public python3-zope.interface python3-pkg-resources >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
node node_modules/Haraka/bin/haraka -i site >/dev/null 2>&1
cp node_modules/Haraka/config/outbound.bounce_message site/config/
echo relays >site/config/plugins
echo mx.example.net >site/config/me
echo "level=error" >site/config/log.ini
cat >site/plugins/relays.js <<'JS'
// Takes every mail, and hands all of them to the server of this script.
exports.hook_connect = (next, connection) => {
  connection.relaying = true;
  next();
};
exports.hook_mail = (next) => next(OK);
exports.hook_rcpt = (next) => next(OK);
exports.hook_get_mx = (next) => next(OK, { priority: 0, exchange: "127.0.0.1", port: Number(process.env.NEXT) });
JS
printf 'local_mx_ok=true\nenable_tls=false\n' >site/config/outbound.ini
cat >ask.py <<'PY'
import email
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from flufl.bounce import all_failures

temporary, permanent = all_failures(email.message_from_binary_file(sys.stdin.buffer))
print(", ".join(sorted(address.decode() for address in temporary | permanent)) or "nobody", end="")
PY
cat >try.cjs <<'JS'
const { execFileSync, spawn } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const { createServer } = require("node:net");
const { setTimeout: wait } = require("node:timers/promises");
const { createTransport } = require("nodemailer");
const { SMTPServer } = require("smtp-server");

const reports = [];
const next = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo({ address }, _, answer) {
    const isKnown = !address.startsWith("unknown@");
    answer(isKnown ? null : Object.assign(new Error("5.1.1 No such user here"), { responseCode: 550 }));
  },
  onData(stream, { envelope }, answer) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      if (envelope.mailFrom === false || envelope.mailFrom.address === "") reports.push(Buffer.concat(chunks).toString());
      answer(null);
    });
  },
});
const listening = (server) => new Promise((done) => server.listen(0, "127.0.0.1", done));

async function main() {
  await listening(next);
  const free = createServer();
  await listening(free);
  const { port } = free.address();
  await new Promise((done) => free.close(done));
  writeFileSync("site/config/smtp.ini", `listen=127.0.0.1:${port}\nnodes=0\n`);
  const env = { ...process.env, NEXT: String(next.server.address().port) };
  const haraka = spawn(process.execPath, ["node_modules/Haraka/bin/haraka", "-c", "site"], { env, stdio: "ignore" });
  try {
    const transport = createTransport({ host: "127.0.0.1", port });
    for (let tries = 0; !(await transport.verify().catch(() => false)); tries += 1) {
      if (tries === 60) throw new Error("Haraka did not start.");
      await wait(500);
    }
    console.log(`Haraka 3.3.4, flufl.bounce 4.0, Node ${process.version}`);
    const seen = [];
    for (const to of [["unknown@example.com"], ["ada@example.com", "unknown@example.com"]]) {
      const before = reports.length;
      await transport.sendMail({ from: "bounces@example.org", to, subject: "Hello", text: "Hello" });
      for (let tries = 0; reports.length === before; tries += 1) {
        if (tries === 120) throw new Error("No report came.");
        await wait(250);
      }
      const report = reports.at(-1);
      const group = /^Final-Recipient:(?:.+\r\n)+/m.exec(report)[0].trim().split("\r\n");
      const hasReply = report.includes("No such user here");
      const read = execFileSync("/usr/bin/python3", ["ask.py"], { input: report, encoding: "utf8" });
      console.log(`to ${to.join(" and ")}\n  ${group.join("\n  ")}`);
      console.log(`  the server's reply is in the report: ${hasReply}, flufl.bounce finds ${read}`);
      seen.push([group.map((line) => line.split(":")[0]).join(" "), hasReply, read].join(", "));
    }
    const isAsSeen =
      seen.join("; ") ===
      "Final-Recipient Action Status Remote-MTA Diagnostic-Code, true, unknown@example.com; Final-Recipient, false, nobody";
    console.log(isAsSeen ? "As seen: no word of why." : "CHANGED");
    process.exitCode = isAsSeen ? 0 : 1;
    transport.close();
  } finally {
    haraka.kill();
    next.close(() => {});
  }
}
main();
JS
node try.cjs
