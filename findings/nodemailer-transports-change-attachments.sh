#!/bin/sh
# nodemailer-mailgun-transport 2.1.5, nodemailer-postmark-transport 7.0.0 and nodemailer-sendgrid 1.0.3: an attachment
# arrives with other contents.
#
# Expected: whoever changes the transport of nodemailer sends the same mail: an attachment given as `content`, as `content`
# with `encoding: "base64"` or as `path` has the same bytes with each. Seen at an HTTP server in the place of the service:
# the transport for Mailgun sends the path itself in place of the file, the one for Postmark encodes Base64 once more,
# and the one for SendGrid writes the text of `content` into a field that has to be Base64. No call fails. A Buffer is safe
# with all three.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts --legacy-peer-deps nodemailer@8.0.11 postmark@5.1.0 \
  nodemailer-mailgun-transport@2.1.5 nodemailer-postmark-transport@7.0.0 nodemailer-sendgrid@1.0.3
cat >try.cjs <<'JS'
const { once } = require("node:events");
const { writeFileSync } = require("node:fs");
const http = require("node:http");
const nodemailer = require("nodemailer");

const text = "hello, file";
writeFileSync("note.txt", text);
const attachments = {
  content: { content: text },
  "content in Base64": { content: Buffer.from(text).toString("base64"), encoding: "base64" },
  "a Buffer": { content: Buffer.from(text) },
  path: { path: "note.txt" },
};

let body;
const service = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  body = Buffer.concat(chunks).toString();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id: "1", message: "Queued", MessageID: "1", ErrorCode: 0 }));
});

/** What the service takes for the contents of the file. */
const decoded = (text) => Buffer.from(text, "base64").toString();
const arrived = {
  mailgun: () => /name="attachment".*?\r\n\r\n(.*?)\r\n-/s.exec(body)[1],
  postmark: () => decoded(JSON.parse(body).Attachments[0].Content),
  sendgrid: () => decoded(JSON.parse(body).attachments[0].content),
};

async function main() {
  service.listen(0, "127.0.0.1");
  await once(service, "listening");
  const host = `127.0.0.1:${service.address().port}`;
  const sendgridMail = require(
    require.resolve("@sendgrid/mail", { paths: [require.resolve("nodemailer-sendgrid")] }),
  );
  const transports = {
    mailgun: require("nodemailer-mailgun-transport")({
      auth: { api_key: "key", domain: "example.com" },
      url: `http://${host}`,
    }),
    postmark: require("nodemailer-postmark-transport")({
      auth: { apiKey: "key" },
      postmarkOptions: { requestHost: host, useHttps: false },
    }),
    sendgrid: require("nodemailer-sendgrid")({ apiKey: "SG.key" }),
  };
  sendgridMail.client.setDefaultRequest("baseUrl", `http://${host}/`);
  const seen = {};
  console.log(`nodemailer 8.0.11, Node ${process.version}, a file with "${text}"`);
  for (const [service, transport] of Object.entries(transports)) {
    for (const [kind, given] of Object.entries(attachments)) {
      await nodemailer.createTransport(transport).sendMail({
        from: "ada@example.com",
        to: "bob@example.org",
        subject: "A file",
        text: "See the file.",
        attachments: [{ filename: "note.txt", ...given }],
      });
      const contents = arrived[service]();
      seen[`${service}, ${kind}`] = contents;
      console.log(`${service.padEnd(8)} ${kind.padEnd(17)} ${JSON.stringify(contents)}`);
    }
  }
  service.close();
  const changed = Object.keys(seen).filter((kind) => seen[kind] !== text);
  const isAsSeen =
    changed.join("; ") === "mailgun, path; postmark, content in Base64; sendgrid, content" &&
    seen["mailgun, path"] === "note.txt" &&
    decoded(seen["postmark, content in Base64"]) === text;
  console.log(isAsSeen ? "As seen: each of the three changes a file." : "CHANGED");
  process.exit(isAsSeen ? 0 : 1);
}
main();
JS
node try.cjs
