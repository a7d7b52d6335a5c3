#!/bin/sh
# nodemailer 10.6.0: with OAuth2, a new refresh token in the answer of the token endpoint is ignored.
#
# Expected: RFC 6749 section 6 lets a service answer with a new refresh token, and then "the client MUST discard the old
# refresh token and replace it with the new refresh token". So the second connection of a pool, and whatever comes later, uses
# the new one. Seen: each connection asks for an access token of its own, with the old refresh token, and the event `token`
# does not tell the new one either. At a service whose refresh tokens work once, the first connection sends and every later
# one fails with EAUTH. Postern gets the tokens itself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit nodemailer@10.6.0 smtp-server@3.21.6
cat >try.cjs <<'JS'
const { createServer } = require("node:http");
const { createTransport } = require("nodemailer");
const { SMTPServer } = require("smtp-server");
const { version } = require("nodemailer/package.json");

const asked = [];
const endpoint = createServer((request, answer) => {
  let form = "";
  request.on("data", (part) => (form += part));
  request.on("end", () => {
    const refresh = new URLSearchParams(form).get("refresh_token");
    const isNewest = refresh === `refresh-${new Set(asked).size}`;
    asked.push(refresh);
    answer.writeHead(isNewest ? 200 : 400, { "content-type": "application/json" });
    const next = asked.length;
    answer.end(
      JSON.stringify(
        isNewest
          ? {
              access_token: `access-${next}`,
              token_type: "Bearer",
              expires_in: 3600,
              refresh_token: `refresh-${next}`,
            }
          : { error: "invalid_grant" },
      ),
    );
  });
});

const mails = new SMTPServer({
  authMethods: ["XOAUTH2"],
  allowInsecureAuth: true,
  disabledCommands: ["STARTTLS"],
  onAuth: ({ accessToken }, _, answer) => answer(null, { user: accessToken }),
  onData(stream, _, answer) {
    stream.resume();
    stream.on("end", () => answer(null));
  },
});

const listening = (server) => new Promise((done) => server.listen(0, "127.0.0.1", done));

(async () => {
  await listening(endpoint);
  await listening(mails);
  const transport = createTransport({
    host: "127.0.0.1",
    port: mails.server.address().port,
    pool: true,
    maxConnections: 1,
    maxMessages: 1,
    auth: {
      type: "OAuth2",
      user: "site@example.com",
      clientId: "app",
      clientSecret: "secret",
      refreshToken: "refresh-0",
      accessUrl: `http://127.0.0.1:${endpoint.address().port}/token`,
    },
  });
  const told = [];
  transport.on("token", (token) => told.push(Object.keys(token).sort().join(" ")));
  const outcomes = [];
  for (let mail = 0; mail < 2; mail += 1) {
    const sending = transport.sendMail({ from: "site@example.com", to: "ada@example.org", text: "Hi" });
    outcomes.push(await sending.then(() => "sent", ({ code, message }) => `${code} (${message})`));
  }
  transport.close();
  endpoint.close();
  mails.close(() => {});
  console.log(`nodemailer ${version}, Node ${process.version}`);
  console.log("refresh tokens that were sent:", asked.join(", "));
  console.log("what the event told:          ", told.join(" | "));
  console.log("mails:                        ", outcomes.join(", "));
  const isAsSeen =
    asked.join() === "refresh-0,refresh-0" &&
    told.join() === "accessToken expires user" &&
    outcomes[0] === "sent" &&
    outcomes[1].startsWith("EAUTH");
  console.log(isAsSeen ? "As seen: the old refresh token is used again." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
})();
JS
node try.cjs
