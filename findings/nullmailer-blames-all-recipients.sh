#!/bin/sh
# nullmailer 2.2, flufl.bounce 4.0 (Debian 12): one recipient does not exist, and the report says so of the others, too.
#
# Expected: when the next server takes one recipient of a mail and refuses another, the mail goes to the one, and the report is about
# the other. Seen: nobody gets the mail, and the report has a group for each with `Action: failed` and `Status: 5.1.1`, the words about
# the other address beside the one that works. flufl.bounce, the reader of Mailman 3, counts both as permanent failures, so that a good
# address is no longer mailed. With one mail for each recipient, the report names the one that was refused.
# Needs apt-get, root (for mounts of its own) and python3 on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts smtp-server@3.21.6
apt-get download -q nullmailer=1:2.2-4 libgnutls30 python3-flufl.bounce=4.0-3 python3-public python3-zope.interface \
  python3-pkg-resources >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
# nullmailer looks for its files in /etc and /var alone, so it gets these folders in a view of its own.
mkdir -p spool/nullmailer/queue spool/nullmailer/tmp spool/nullmailer/failed
mkfifo spool/nullmailer/trigger
chown -R mail:mail spool/nullmailer
mkdir -p etc/nullmailer
echo mx.example.net >etc/mailname
: >etc/nullmailer/adminaddr
cat >ask.py <<'PY'
import email
import sys

sys.path.insert(0, "usr/lib/python3/dist-packages")
from flufl.bounce import all_failures

_, permanent = all_failures(email.message_from_binary_file(sys.stdin.buffer))
print(" and ".join(sorted(address.decode() for address in permanent)) or "nobody", end="")
PY
cat >try.cjs <<'JS'
const { execFileSync, spawn } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const { setTimeout: wait } = require("node:timers/promises");
const { SMTPServer } = require("smtp-server");

const mails = [];
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
      mails.push({ to: envelope.rcptTo.map(({ address }) => address).join(), text: Buffer.concat(chunks).toString() });
      answer(null);
    });
  },
});
const MAIL = "From: site@example.org\nTo: ada@example.com\nSubject: Hello\n\nHello\n";

async function main() {
  await new Promise((done) => next.listen(0, "127.0.0.1", done));
  writeFileSync("etc/nullmailer/remotes", `127.0.0.1 smtp --port=${next.server.address().port}\n`);
  const daemon = spawn("usr/sbin/nullmailer-send", { stdio: "ignore" });
  try {
    const seen = [];
    for (const to of [["unknown@example.com"], ["ada@example.com", "unknown@example.com"]]) {
      mails.length = 0;
      execFileSync("usr/sbin/sendmail", ["-i", "-f", "bounces@example.org", "--", ...to], { input: MAIL });
      const report = () => mails.find((mail) => mail.to === "bounces@example.org");
      for (let tries = 0; report() === undefined; tries += 1) {
        if (tries === 120) throw new Error("No report came.");
        await wait(250);
      }
      const { text } = report();
      const groups = text.match(/^Final-Recipient:(?:.+\r\n)+/gm);
      const read = execFileSync("/usr/bin/python3", ["ask.py"], { input: text, encoding: "utf8" });
      const got = mails.filter((mail) => mail !== report()).length;
      console.log(`to ${to.join(" and ")}: ${got} of them got it\n  ${groups.join("\r\n").trim().replaceAll("\r\n", "\n  ")}`);
      console.log(`  flufl.bounce: permanent failures of ${read}`);
      seen.push(`${got}, ${groups.length}, ${read}`);
    }
    const isAsSeen = seen.join("; ") === "0, 1, unknown@example.com; 0, 2, ada@example.com and unknown@example.com";
    console.log(isAsSeen ? "As seen: the address that works is blamed." : "CHANGED");
    process.exitCode = isAsSeen ? 0 : 1;
  } finally {
    daemon.kill();
    next.close(() => {});
  }
}
main();
JS
echo "nullmailer 2.2, flufl.bounce 4.0, Node $(node --version)"
unshare --mount sh -eu -c '
  mount -t overlay overlay -o "lowerdir=$1/etc:/etc" /etc
  mount -t overlay overlay -o "lowerdir=$1/usr:/usr" /usr
  mount --bind "$1/spool" /var/spool
  node try.cjs' sh "$folder"
