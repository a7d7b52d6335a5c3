#!/bin/sh
# emailjs 5.0.3: a line of a text that begins with two dots arrives with one, and "Grüße" is called 7bit.
#
# Expected: a text arrives as it was given: a client doubles the dot that a line begins with, whatever follows (RFC 5321 section
# 4.5.2), and the server takes one away. Seen: "./install" arrives, but "../install" arrives as "./install" and "..." as "..",
# since it doubles only a dot that no other dot follows. A text with other letters than ASCII goes out as bytes of UTF-8 under
# `Content-Transfer-Encoding: 7bit`, without MIME-Version (without which there is no such field) and without BODY=8BITMIME, so
# that a server has no reason to convert it for the next. nodemailer 10.6.0, at the same server, changes nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts emailjs@5.0.3 nodemailer@10.6.0 smtp-server@3.21.6
cat >try.mjs <<'JS'
import { Message, SMTPClient } from "emailjs";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";

let arrived;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  onData(stream, { envelope }, answer) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const mail = Buffer.concat(chunks).toString();
      const [head] = mail.split("\r\n\r\n", 1);
      arrived = { head, body: mail.slice(head.length).trim(), bodyType: envelope.bodyType };
      answer(null);
    });
  },
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const { port } = server.server.address();
const client = new SMTPClient({ host: "127.0.0.1", port });
const transport = createTransport({ host: "127.0.0.1", port });
const clients = {
  emailjs: (mail) =>
    new Promise((done, fail) => client.send(new Message(mail), (error) => (error ? fail(error) : done()))),
  nodemailer: (mail) => transport.sendMail(mail),
};

const seen = [];
console.log(`emailjs 5.0.3, nodemailer 10.6.0, Node ${process.version}`);
for (const [name, send] of Object.entries(clients)) {
  for (const text of ["./install", "../install", "...", "Grüße"]) {
    await send({ from: "site@example.com", to: "ada@example.org", subject: "Hello", text });
    const { head, body, bodyType } = arrived;
    const encoding = /^Content-Transfer-Encoding: *(\S+)/im.exec(head)[1];
    const version = /^MIME-Version:/im.test(head) ? "with MIME-Version" : "without MIME-Version";
    console.log(`${name.padEnd(10)} ${text.padEnd(10)} arrives as ${body.padEnd(13)} ${encoding}, ${version}, BODY=${bodyType}`);
    seen.push(`${body} ${encoding}`);
  }
}
client.smtp.close();
transport.close();
server.close(() => {});
const known = ["./install 7bit", "./install 7bit", ".. 7bit", "Grüße 7bit"];
const kept = ["./install 7bit", "../install 7bit", "... 7bit", "Gr=C3=BC=C3=9Fe quoted-printable"];
const isAsSeen = seen.join() === [...known, ...kept].join();
console.log(isAsSeen ? "As seen: a dot is lost." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
