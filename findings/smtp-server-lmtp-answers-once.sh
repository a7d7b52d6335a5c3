#!/bin/sh
# smtp-server 3.21.6: by LMTP, a recipient that was accepted twice gets one answer.
#
# Expected: after the message one reply for each RCPT that was accepted, "even if there were multiple successful RCPT commands
# giving the same forward-path" (RFC 2033 4.2). Seen: both RCPT are answered with 250, and one reply follows, also if they
# differ in case; the client waits for the second one until the connection times out. Two different recipients get two
# replies. Postern puts the repeated recipient into the list itself.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit smtp-server@3.21.6
cat >try.cjs <<'JS'
const net = require("node:net");
const { SMTPServer } = require("smtp-server");
const { version } = require("smtp-server/package.json");

/** The codes of the replies to RCPT, and those that follow the message before the reply to NOOP. */
async function hands(recipients) {
  const server = new SMTPServer({
    lmtp: true,
    authOptional: true,
    logger: false,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, _, answer) {
      stream.resume();
      stream.on("end", () => answer(null, "taken"));
    },
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const socket = net.connect(server.server.address().port, "127.0.0.1").setEncoding("utf8");
  const replies = [];
  let wake = () => {};
  socket.on("data", (text) => {
    for (const line of text.split("\r\n")) if (/^\d{3} /.test(line)) replies.push(line);
    wake();
  });
  const until = async (there) => {
    while (!there()) await new Promise((resolve) => (wake = resolve));
  };
  const ask = async (line) => {
    const before = replies.length;
    socket.write(`${line}\r\n`);
    await until(() => replies.length > before);
    return replies.at(-1).slice(0, 3);
  };
  await until(() => replies.length > 0);
  await ask("LHLO client.test");
  await ask("MAIL FROM:<>");
  const accepted = [];
  for (const each of recipients) accepted.push(await ask(`RCPT TO:<${each}>`));
  await ask("DATA");
  const before = replies.length;
  socket.write("Subject: hello\r\n\r\nhello\r\n.\r\nVRFY end\r\n");
  await until(() => replies.at(-1).startsWith("252"));
  socket.end();
  await new Promise((closed) => server.close(closed));
  return { accepted, afterData: replies.slice(before, -1).map((line) => line.slice(0, 3)) };
}

(async () => {
  const different = await hands(["ada@example.com", "bob@example.com"]);
  const twice = await hands(["ada@example.com", "ada@example.com"]);
  const inTwoCases = await hands(["ada@example.com", "Ada@Example.com"]);
  console.log(`smtp-server ${version}, Node ${process.version}`);
  console.log("two recipients:     ", JSON.stringify(different));
  console.log("one, given twice:   ", JSON.stringify(twice));
  console.log("one, in two cases:  ", JSON.stringify(inTwoCases));
  const isAsSeen =
    different.afterData.length === 2 &&
    [twice, inTwoCases].every(
      ({ accepted, afterData }) => accepted.join() === "250,250" && afterData.length === 1,
    );
  console.log(isAsSeen ? "As seen: two are accepted, one is answered." : "CHANGED");
  process.exitCode = isAsSeen ? 0 : 1;
})();
JS
node try.cjs
