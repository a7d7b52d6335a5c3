#!/bin/sh
# nodemailer 10.6.0: verify() is content although nobody logged in.
#
# Expected: with `auth`, verify() fails at a server that offers no AUTH, and so does sendMail(), since the login that
# was asked for did not happen. Seen: both succeed. The password is never tried, right or wrong, so "verify() is
# true" does not mean that the credentials work. Postern's doctor asks the connection what was offered instead.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit nodemailer@10.6.0 smtp-server@3.21.6
cat >try.cjs <<'JS'
const { createTransport } = require("nodemailer");
const { SMTPServer } = require("smtp-server");
const { version } = require("nodemailer/package.json");

async function tries(offersAuth) {
  let logins = 0;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: offersAuth ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    onAuth(_, __, answer) {
      logins += 1;
      answer(new Error("wrong password"));
    },
    onData(stream, _, answer) {
      stream.resume();
      stream.on("end", () => answer(null));
    },
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address();
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    auth: { user: "site", pass: "not the password" },
  });
  const outcome = (act) => act.then(() => "succeeds", ({ code }) => code);
  const verify = await outcome(transport.verify());
  const sendMail = await outcome(
    transport.sendMail({ from: "site@example.com", to: "ada@example.org", text: "Hello" }),
  );
  await new Promise((closed) => server.close(closed));
  return { verify, sendMail, logins };
}

(async () => {
  const offered = await tries(true);
  const notOffered = await tries(false);
  console.log(`nodemailer ${version}, Node ${process.version}, a wrong password`);
  console.log("AUTH is offered:    ", JSON.stringify(offered));
  console.log("AUTH is not offered:", JSON.stringify(notOffered));
  const isAsSeen =
    offered.verify === "EAUTH" &&
    notOffered.verify === "succeeds" &&
    notOffered.sendMail === "succeeds" &&
    notOffered.logins === 0;
  console.log(isAsSeen ? "As seen: content without a login." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
})();
JS
node try.cjs
