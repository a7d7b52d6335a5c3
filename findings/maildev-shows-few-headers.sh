#!/bin/sh
# maildev 3.0.0 (npm): among the headers of a mail, its API has neither List-Unsubscribe nor Reply-To.
#
# Expected: `headers` of GET /api/email has the fields of the mail, so that a test sees whether they are right. Seen: only some of them
# are there (Subject, Auto-Submitted, References, X-Fields). From, To, Date, Reply-To, Content-Type, List-Unsubscribe and
# List-Unsubscribe-Post are missing, though the source has them, and there is no other place for the last four. So a test that expects
# List-Unsubscribe fails for a mail that is right, and one that expects none in a confirmation passes whatever is sent. The source (GET
# /api/email/ID/source) has all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts maildev@3.0.0 nodemailer@10.6.0
cat >try.mjs <<'JS'
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createTransport } from "nodemailer";

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const [smtp, web] = [await freePort(), await freePort()];
const maildev = spawn(
  process.execPath,
  ["node_modules/maildev/dist/bin/maildev.js", "--ip=127.0.0.1", `--smtp=${smtp}`, "--web-ip=127.0.0.1", `--web=${web}`, "--mail-directory=mails"],
  { stdio: "ignore" },
);
try {
  const api = `http://127.0.0.1:${web}/api/email`;
  const transport = createTransport({ host: "127.0.0.1", port: smtp, ignoreTLS: true });
  for (let tries = 0; !(await transport.verify().catch(() => false)); tries += 1) {
    if (tries === 60) throw new Error("maildev did not start.");
    await wait(500);
  }
  await transport.sendMail({
    from: "site@example.com",
    to: "ada@example.org",
    replyTo: "help@example.com",
    subject: "News",
    text: "Hello",
    references: ["<1@example.com>", "<2@example.com>"],
    list: { unsubscribe: "https://example.com/unsubscribe" },
    headers: { "X-Kind": "news", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated" },
  });
  let mails = [];
  for (let tries = 0; mails.length === 0 && tries < 60; tries += 1) {
    mails = await (await fetch(api)).json();
    await wait(250);
  }
  const [{ id, headers, ...others }] = mails;
  console.log(`beside headers: ${Object.keys(others).sort().join(" ")}`);
  const source = await (await fetch(`${api}/${id}/source`)).text();
  const sent = [...source.split(/\r?\n\r?\n/, 1)[0].matchAll(/^([\w-]+):/gm)].map(([, name]) => name.toLowerCase());
  const shown = sent.filter((name) => name in headers).sort().join(" ");
  const missing = sent.filter((name) => !(name in headers)).sort().join(" ");
  console.log(`maildev 3.0.0, Node ${process.version}\nshown: ${shown}\nmissing: ${missing}`);
  const isAsSeen = missing === "content-type date from list-unsubscribe list-unsubscribe-post reply-to to";
  console.log(isAsSeen ? "As seen: seven are missing." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
} finally {
  maildev.kill();
}
JS
node try.mjs
