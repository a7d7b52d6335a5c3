#!/bin/sh
# nodemailer 10.6.0: a reply that it has read is lost if the server then closes the connection.
#
# Postfix refuses a recipient with 521 and disconnects where an access table says `521 text` (access(5), which notes that
# the SMTP standard does not define this). Expected: the error has the reply, as it has without PIPELINING, and as it has for 421. Seen: with
# PIPELINING, nodemailer still waits for the reply to DATA, and the error is "Connection closed unexpectedly" without
# responseCode, so a permanent refusal looks like a broken line and is tried again.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit nodemailer@10.6.0
cat >try.cjs <<'JS'
const { createServer } = require("node:net");
const { createTransport } = require("nodemailer");
const { version } = require("nodemailer/package.json");

/** Answers RCPT with the reply, and then closes. */
async function sendTo(reply, extensions) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk;
      for (let end; (end = heard.indexOf("\r\n")) >= 0; heard = heard.slice(end + 2)) {
        if (socket.writableEnded) return;
        const verb = heard.slice(0, 4);
        if (verb === "EHLO") socket.write(["250-mx.example.org", ...extensions, "250 HELP\r\n"].join("\r\n"));
        else if (verb === "RCPT") socket.end(`${reply}\r\n`);
        else socket.write("250 ok\r\n");
      }
    });
    socket.write("220 mx.example.org ESMTP\r\n");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const transport = createTransport({ host: "127.0.0.1", port: server.address().port });
  const mail = { from: "site@example.com", to: "ada@example.org", text: "Hello" };
  const error = await transport.sendMail(mail).catch((thrown) => thrown);
  await new Promise((closed) => server.close(closed));
  return `${error.responseCode} ${error.message}`;
}

(async () => {
  console.log(`nodemailer ${version}, Node ${process.version}`);
  const seen = {};
  for (const reply of ["521 5.2.1 No mail here", "421 4.3.2 Shutting down"]) {
    for (const extensions of [[], ["250-PIPELINING"]]) {
      const name = `${reply.slice(0, 3)}, ${extensions.length === 0 ? "without" : "with"} PIPELINING`;
      seen[name] = await sendTo(reply, extensions);
      console.log(`${name}: ${seen[name]}`);
    }
  }
  const isAsSeen =
    seen["521, without PIPELINING"].startsWith("521 ") &&
    seen["521, with PIPELINING"] === "undefined Connection closed unexpectedly" &&
    seen["421, with PIPELINING"].startsWith("421 ");
  console.log(isAsSeen ? "As seen: the reply is lost." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
})();
JS
node try.cjs
