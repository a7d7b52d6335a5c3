#!/bin/sh
# ssmtp 2.64, msmtp 1.8.23 and esmtp 1.2 (Debian 12), nodemailer 10.6.0: what stands in for `sendmail` loses the return path, or
# does not tell "try later" from "never".
#
# Expected: behind nodemailer's sendmail transport, each program that has sendmail's options uses the envelope's sender, given with
# -f, and ends with 75 (EX_TEMPFAIL of sysexits.h) if trying again makes sense. Seen: ssmtp ignores -f in a mail with a From, which
# its manual says and each mail has, and takes the local user, or From with FromLineOverride=YES: no bounce comes to the return path.
# After a 451, as by greylisting, none ends with 75: esmtp ends with 70 and ssmtp with 1, as after a 550; msmtp ends with 69
# (EX_UNAVAILABLE), and with 65 after a 550. nodemailer tells that number alone, so deferred mails are given up, or hopeless ones tried.
# Needs apt-get on Debian 12; installs nothing outside of a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts nodemailer@10.6.0 smtp-server@3.21.6
apt-get download -q ssmtp=2.64-11 libgnutls-openssl27 libgnutls30 msmtp=1.8.23-1 libgsasl18 libntlm0 libidn12 libidn2-0 libgssglue1 \
  libsecret-1-0 esmtp=1.2-18+b1 libesmtp6=1.1.0-3.1~deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$(dirname "$(find "$folder/usr/lib" -name 'libesmtp.so*' | head -1)"):$folder/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH
cat >try.cjs <<'JS'
const { writeFileSync } = require("node:fs");
const { createTransport } = require("nodemailer");
const { SMTPServer } = require("smtp-server");

let from;
const refusals = { unknown: [550, "5.1.1 No such user here"], later: [451, "4.7.1 Try again later"] };
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo({ address }, _, answer) {
    const [responseCode, text] = refusals[address.split("@")[0]] ?? [];
    answer(text === undefined ? null : Object.assign(new Error(text), { responseCode }));
  },
  onData(stream, { envelope }, answer) {
    stream.resume();
    stream.on("end", () => {
      from = envelope.mailFrom.address;
      answer(null);
    });
  },
});

function program(name, text) {
  writeFileSync(name, `#!/bin/sh\nexec ${text} "$@"\n`, { mode: 0o755 });
  return `./${name}`;
}

async function main() {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address();
  writeFileSync("msmtp.conf", `account default\nhost 127.0.0.1\nport ${port}\ntls off\nauth off\n`, { mode: 0o600 });
  writeFileSync("ssmtp.conf", `mailhub=127.0.0.1:${port}\nhostname=mx.example.org\n`);
  writeFileSync("override.conf", `mailhub=127.0.0.1:${port}\nhostname=mx.example.org\nFromLineOverride=YES\n`);
  writeFileSync("esmtp.conf", `hostname = 127.0.0.1:${port}\n`, { mode: 0o600 });
  const programs = {
    msmtp: program("by-msmtp", "usr/bin/msmtp -C msmtp.conf"),
    ssmtp: program("by-ssmtp", "usr/sbin/ssmtp -C ssmtp.conf"),
    "ssmtp with FromLineOverride": program("by-override", "usr/sbin/ssmtp -C override.conf"),
    esmtp: program("by-esmtp", "usr/bin/esmtp -C esmtp.conf"),
  };
  const seen = {};
  for (const [name, command] of Object.entries(programs)) {
    const transport = createTransport({ sendmail: true, path: command });
    const send = async (whom) => {
      const to = `${whom}@example.com`;
      const mail = { from: "site@example.org", to, envelope: { from: "bounces+1@example.org", to: [to] }, subject: "Hello", text: "Hello" };
      return transport.sendMail(mail).then(
        () => "sent",
        (error) => error.message.match(/code (\d+)/)?.[1] ?? error.message,
      );
    };
    const ends = [await send("ada")];
    const path = from.replace(/^.*@mx\./, "user@mx.");
    for (const each of ["unknown", "later"]) ends.push(await send(each));
    seen[name] = `${ends[0]} from ${path}, after 550: ${ends[1]}, after 451: ${ends[2]}`;
    console.log(`${name}: ${seen[name]}`);
  }
  const isAsSeen =
    JSON.stringify(Object.values(seen)) ===
    JSON.stringify([
      "sent from bounces+1@example.org, after 550: 65, after 451: 69",
      "sent from user@mx.example.org, after 550: 1, after 451: 1",
      "sent from site@example.org, after 550: 1, after 451: 1",
      "sent from bounces+1@example.org, after 550: 70, after 451: 70",
    ]);
  console.log(isAsSeen ? "As seen: no two of a kind." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
  server.close(() => {});
}
main();
JS
echo "ssmtp 2.64, msmtp 1.8.23, esmtp 1.2, nodemailer 10.6.0, Node $(node --version)"
HOME=$folder node try.cjs
