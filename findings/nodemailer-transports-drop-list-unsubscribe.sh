#!/bin/sh
# nodemailer-mailgun-transport 2.1.5, nodemailer-postmark-transport 7.0.0 and @documenso/nodemailer-resend 5.0.0: what
# nodemailer itself writes from `list`, `inReplyTo` and `references` is not sent.
#
# Expected: options of nodemailer's messages work with each of its transports, or the call fails. Seen at an HTTP server in
# the place of the service: none of the three passes on List-Unsubscribe, In-Reply-To and References, and the one for
# Mailgun drops all of `headers` as well, so that responders see no Auto-Submitted. The calls succeed.
# nodemailer-sendgrid 1.0.3 passes on all of them. With Postmark and Resend, write the fields into `headers`; with Mailgun,
# into keys like "h:List-Unsubscribe".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts --legacy-peer-deps nodemailer@8.0.11 postmark@5.1.0 \
  nodemailer-mailgun-transport@2.1.5 nodemailer-postmark-transport@7.0.0 @documenso/nodemailer-resend@5.0.0 nodemailer-sendgrid@1.0.3
cat >try.cjs <<'JS'
const { once } = require("node:events");
const http = require("node:http");
const nodemailer = require("nodemailer");

const message = {
  from: "no-reply@example.com",
  to: "bob@example.org",
  subject: "Your question",
  text: "Here is the answer.",
  headers: { "Auto-Submitted": "auto-replied" },
  list: { unsubscribe: "https://example.com/stop" },
  inReplyTo: "<question@example.org>",
  references: "<question@example.org>",
};
const fields = ["Auto-Submitted", "List-Unsubscribe", "In-Reply-To", "References"];

let body;
const service = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  body = Buffer.concat(chunks).toString();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id: "1", message: "Queued", MessageID: "1", ErrorCode: 0 }));
});

async function main() {
  service.listen(0, "127.0.0.1");
  await once(service, "listening");
  const host = `127.0.0.1:${service.address().port}`;
  process.env.RESEND_BASE_URL = `http://${host}`;
  const { ResendTransport } = require("@documenso/nodemailer-resend");
  const sendgridMail = require(
    require.resolve("@sendgrid/mail", { paths: [require.resolve("nodemailer-sendgrid")] }),
  );
  const transports = {
    itself: { streamTransport: true, buffer: true },
    mailgun: require("nodemailer-mailgun-transport")({
      auth: { api_key: "key", domain: "example.com" },
      url: `http://${host}`,
    }),
    postmark: require("nodemailer-postmark-transport")({
      auth: { apiKey: "key" },
      postmarkOptions: { requestHost: host, useHttps: false },
    }),
    resend: ResendTransport.makeTransport({ apiKey: "key" }),
    sendgrid: require("nodemailer-sendgrid")({ apiKey: "SG.key" }),
  };
  sendgridMail.client.setDefaultRequest("baseUrl", `http://${host}/`);
  const seen = [];
  console.log(`nodemailer 8.0.11, Node ${process.version}, fields that are sent`);
  for (const [name, transport] of Object.entries(transports)) {
    const sent = await nodemailer.createTransport(transport).sendMail(message);
    const text = (name === "itself" ? sent.message.toString() : body).toLowerCase();
    const kept = fields.filter((field) => text.includes(field.toLowerCase()));
    seen.push(`${name.padEnd(8)} ${kept.join(", ") || "none"}`);
    console.log(seen.at(-1));
  }
  service.close();
  const all = fields.join(", ");
  const isAsSeen =
    seen.map((line) => line.slice(9)).join("; ") ===
    [all, "none", "Auto-Submitted", "Auto-Submitted", all].join("; ");
  console.log(isAsSeen ? "As seen: three transports drop them." : "CHANGED");
  process.exit(isAsSeen ? 0 : 1);
}
main();
JS
node try.cjs
