// Bounce reports that a mail server brings by LMTP or SMTP: each is taken, refused or kept, and nothing is lost.

import { mkdtempSync, writeFileSync, existsSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LONGEST_REPORT } from "../../src/domain/delivery-status.ts";
import { StoreUnavailable, type Store } from "../../src/ports/store.ts";
import { holidays } from "../../src/testing/plain-reports.ts";
import { postfixReport } from "../../src/testing/reports.ts";
import { mailClient, receivingSite, stuffed, talkingOver } from "./receiving.ts";

const DONE = "250 2.6.0 The report is done with";
const NOT_OURS = "550 5.1.1 This is not the return path of a mail of ours";
const LATER = "451 4.3.0 The report cannot be taken now, try again later";
const TOO_LONG = /^552 5\.3\.4 /;

const protocols = ["lmtp", "smtp"] as const;
const at = (protocol: string) => ({ listen: `${protocol}://127.0.0.1:0` });

test.for(protocols)("a report by %s ends its mail before it is answered", async (protocol) => {
  await using site = await receivingSite(at(protocol));
  const { id, to } = await site.sent();
  const client = await site.client();
  expect(await client.bring({ to, message: postfixReport({ to }) })).toEqual([DONE]);
  expect(site.fate(id)).toMatch(/^dead, address, 550 5\.1\.1 .*User unknown/);
  expect(site.app.log).toContainEqual({
    level: "info",
    event: "bounce-taken",
    facts: { mail: id, fault: "address" },
  });
});

test.for([
  ["lmtp", "LHLO mx.test"],
  ["smtp", "EHLO mx.test"],
])("%s offers what a report needs, and nothing else", async ([protocol = "", hello = ""]) => {
  await using site = await receivingSite(at(protocol));
  const client = await mailClient(site.at, "");
  const [, ...offered] = (await client.ask(hello)).split("\n").map((line) => line.slice(4));
  expect(offered.sort()).toEqual([
    "8BITMIME",
    "ENHANCEDSTATUSCODES",
    "PIPELINING",
    `SIZE ${LONGEST_REPORT}`,
    "SMTPUTF8",
  ]);
  for (const not of ["STARTTLS", "AUTH PLAIN AGEAYg==", "BDAT 3 LAST", "WIZ x", "XCLIENT NAME=a"])
    expect([not, await client.ask(not)]).toEqual([not, expect.stringMatching(/^5\d\d 5\./)]);
  client.close();
});

test("whoever is no return path of ours is refused, and nothing is looked up for it", async () => {
  let asked = 0;
  const count = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name: keyof Store) => {
        if (["findMail", "recordBounce", "keepUnread"].includes(name)) asked += 1;
        return target[name];
      },
    });
  await using site = await receivingSite({ around: count });
  const { to } = await site.sent();
  const client = await site.client();
  const before = site.app.dump();
  const check = /-([0-9a-f]{20})@/.exec(to)?.[1] ?? "";
  const strangers = [
    "ada@example.com",
    "postmaster",
    "postmaster@postern.example",
    "bounces@postern.example",
    to.replace(check, "0".repeat(20)),
    to.replace("postern.example", "elsewhere.example"),
    `${to.split("@")[0]}%elsewhere.example@postern.example`,
    `SRS0=h=t=postern.example=${to.split("@")[0]?.replace(check, "0".repeat(20))}@relay.test`,
    `SRS0=h=t=elsewhere.example=${to.split("@")[0]}@relay.test`,
  ];
  expect(await client.bring({ to: strangers, message: "" })).toEqual(strangers.map(() => NOT_OURS));
  expect(await client.ask("DATA")).toMatch(/^503 5\.5\.1/);
  expect([site.app.dump(), asked]).toEqual([before, 0]);
});

test("a return path is accepted as servers on the way rewrite it", async () => {
  await using site = await receivingSite();
  const { to } = await site.sent();
  const local = to.split("@")[0] ?? "";
  const client = await site.client();
  await client.ask("MAIL FROM:<>");
  for (const form of [
    to.toUpperCase(),
    `"${local}"@postern.example`,
    to.replace("+", "-"),
    `prvs=1234abcdef=${to}`,
    `SRS0=8Dfq=TU=postern.example=${local}@relay.test`,
    `SRS1=k2Lp=first.test==8Dfq=TU=postern.example=${local}@second.test`,
  ]) {
    expect([form, await client.ask(`RCPT TO:<${form}>`)]).toEqual([
      form,
      expect.stringMatching(/^250 2\.1\.5/),
    ]);
  }
});

test("a report may come from anybody, in any bytes", async () => {
  await using site = await receivingSite();
  for (const [from, extra] of [
    ["", ""],
    ["MAILER-DAEMON@mx_1.example.net", " BODY=8BITMIME"],
    ["postmaster.@localhost", " SIZE=4000"],
    ["börse@exämple.com", " BODY=8BITMIME SMTPUTF8"],
  ]) {
    const { id, to } = await site.sent(`ada${extra?.length}@example.com`);
    const message = postfixReport({ to, recipient: `ada${extra?.length}@example.com` });
    const client = await site.client();
    expect(await client.ask(`MAIL FROM:<${from}>${extra}`)).toMatch(/^250 2\.1\.0/);
    expect(await client.ask(`RCPT TO:<${to}>`)).toMatch(/^250 /);
    await client.ask("DATA");
    client.write(stuffed(Buffer.from(message.replace("User unknown", "Größe"), "latin1")));
    expect(await client.reply()).toBe(DONE);
    expect(site.fate(id)).toMatch(/^dead, address, 550 5\.1\.1 .*Größe/);
  }
});

test.for(protocols)("by %s, of two recipients only the genuine one counts", async (protocol) => {
  await using site = await receivingSite(at(protocol));
  const { id, to } = await site.sent();
  const client = await site.client();
  const replies = await client.bring({ to: ["eve@x.com", to], message: postfixReport({ to }) });
  expect(replies).toEqual([NOT_OURS, DONE]);
  expect(site.fate(id)).toMatch(/^dead/);
});

test("each accepted RCPT gets an answer by LMTP, also where one address is given twice", async () => {
  await using site = await receivingSite();
  const [ada, bob] = [await site.sent("ada@example.com"), await site.sent("bob@example.com")];
  const client = await site.client();
  const to = [ada.to, bob.to, ada.to.toUpperCase(), ada.to];
  const replies = await client.bring({ to, message: postfixReport({ to: ada.to }) });
  expect(replies).toEqual([DONE, DONE, DONE, DONE]);
  // The report is about ada, so that bob's mail stays.
  expect([site.fate(ada.id), site.fate(bob.id)]).toEqual([
    expect.stringMatching(/^dead/),
    expect.stringMatching(/^sent/),
  ]);
  expect(await client.ask("NOOP")).toMatch(/^250/);
});

test("many reports come over one connection, in pipelines, and each counts for itself", async () => {
  await using site = await receivingSite();
  const client = await site.client();
  const sent = [];
  for (let each = 0; each < 20; each++) sent.push(await site.sent(`ada${each}@example.com`));
  for (const [each, { to }] of sent.entries()) {
    client.write(`MAIL FROM:<>\r\nRCPT TO:<eve@x.com>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
    client.write(stuffed(postfixReport({ to, recipient: `ada${each}@example.com` })));
  }
  for (const { id } of sent) {
    const codes = [];
    for (let reply = 0; reply < 5; reply++) codes.push((await client.reply()).slice(0, 3));
    expect(codes).toEqual(["250", "550", "250", "354", "250"]);
    expect(site.fate(id)).toMatch(/^dead/);
  }
});

test("what is longer than a report is refused, before it comes or after, for each recipient", async () => {
  await using site = await receivingSite();
  const { id, to } = await site.sent();
  const client = await site.client();
  expect(await client.ask(`MAIL FROM:<> SIZE=${LONGEST_REPORT + 1}`)).toMatch(TOO_LONG);
  const message = postfixReport({ to }).padEnd(LONGEST_REPORT + 1, "x");
  expect(await client.bring({ to: [to, to], message })).toEqual([
    expect.stringMatching(TOO_LONG),
    expect.stringMatching(TOO_LONG),
  ]);
  expect(site.fate(id)).toMatch(/^sent/);
  expect(await client.bring({ to, message: message.slice(0, LONGEST_REPORT - 2) })).toEqual([DONE]);
  expect(site.fate(id)).toMatch(/^dead/);
});

test("a report that changes nothing is a success, and one that cannot be read is kept", async () => {
  await using site = await receivingSite();
  const { id, to } = await site.sent();
  const client = await site.client();
  const delayed = postfixReport({ to, action: "delayed" });
  expect(await client.bring({ to, message: delayed })).toEqual([DONE]);
  expect(await client.bring({ to, message: holidays({ to }) })).toEqual([DONE]);
  expect(await client.bring({ to, message: "" })).toEqual([DONE]);
  expect(site.fate(id)).toMatch(/^sent/);
  const kept = await site.app.postern.context.store.listUnread({ limit: 9 });
  expect(kept).toMatchObject([{ mailId: id }]);
  const message = postfixReport({ to });
  expect(await client.bring({ to, message })).toEqual([DONE]);
  const after = site.fate(id);
  expect(await client.bring({ to, message })).toEqual([DONE]);
  expect(site.fate(id)).toBe(after);
  const reasons = site.app.log.map(({ facts }) => facts["reason"]).filter(Boolean);
  expect(reasons).toEqual(["not-permanent", "no-report", "no-report", "not-sent"]);
});

test.for(protocols)("while the database is away, %s asks to come later", async (protocol) => {
  let isAway = false;
  const around = (store: Store): Store => ({
    ...store,
    recordBounce: (input) =>
      isAway ? Promise.reject(new StoreUnavailable("gone")) : store.recordBounce(input),
  });
  await using site = await receivingSite({ ...at(protocol), around });
  const { id, to } = await site.sent();
  const client = await site.client();
  const message = postfixReport({ to });
  isAway = true;
  expect(await client.bring({ to, message })).toEqual([LATER]);
  expect(site.fate(id)).toMatch(/^sent/);
  expect(site.app.log).toContainEqual(
    expect.objectContaining({ level: "error", event: "bounce-not-taken" }),
  );
  isAway = false;
  expect(await client.bring({ to, message })).toEqual([DONE]);
  expect(site.fate(id)).toMatch(/^dead/);
});

test.for([
  ["an HTTP request", "POST / HTTP/1.1\r\n", "421"],
  ["a line without an end", "x".repeat(5_000), "421"],
  ["noise", "\0\x01\xff\r\n".repeat(20), "500"],
])("%s is answered and closed", async ([, bytes = "", code = ""]) => {
  await using site = await receivingSite();
  const client = await mailClient(site.at, "");
  client.write(Buffer.from(bytes, "latin1"));
  expect((await client.reply()).slice(0, 3)).toBe(code);
  await client.ended;
  const { id, to } = await site.sent();
  await (await site.client()).bring({ to, message: postfixReport({ to }) });
  expect(site.fate(id)).toMatch(/^dead/);
});

test("whoever talks before the greeting is hung up on", async () => {
  await using site = await receivingSite();
  const client = talkingOver(connect(site.at));
  client.write("LHLO early.test\r\n");
  expect(await client.reply()).toMatch(/^421 /);
  await client.ended;
});

test.for([
  ["lmtp", "EHLO mx.test"],
  ["smtp", "LHLO mx.test"],
])("%s knows no %s", async ([protocol = "", hello = ""]) => {
  await using site = await receivingSite(at(protocol));
  const client = await mailClient(site.at, "");
  expect(await client.ask(hello)).toMatch(/^500 /);
  expect(await client.ask("MAIL FROM:<>")).toMatch(/^503 /);
  client.close();
});

test("a client that says nothing, or lasts too long, makes room", async () => {
  await using idle = await receivingSite({ limits: { idleFor: 250 } });
  const silent = await idle.client();
  expect(await silent.reply()).toMatch(/^421 4\.4\.2/);
  await silent.ended;
  await using brief = await receivingSite({ limits: { lastsFor: 500 } });
  const { id, to } = await brief.sent();
  const client = await brief.client();
  await client.ask("MAIL FROM:<>");
  await client.ask(`RCPT TO:<${to}>`);
  await client.ask("DATA");
  const drip = setInterval(() => client.write("a"), 20);
  await client.ended;
  clearInterval(drip);
  expect(brief.fate(id)).toMatch(/^sent/);
});

test("too many clients, recipients or wrong recipients are sent away for now", async () => {
  await using site = await receivingSite({
    limits: { connections: 2, recipients: 2, refusals: 3 },
  });
  const { to } = await site.sent();
  const [first, second] = [await site.client(), await site.client()];
  const third = talkingOver(connect(site.at));
  expect(await third.reply()).toMatch(/^421 /);
  await third.ended;
  await first.ask("MAIL FROM:<>");
  for (const form of [to, to.replace("+", "-")])
    expect(await first.ask(`RCPT TO:<${form}>`)).toMatch(/^250/);
  expect(await first.ask(`RCPT TO:<${to.replace("+", "=")}>`)).toMatch(/^452 4\.5\.3/);
  await second.ask("MAIL FROM:<>");
  const codes = [];
  for (let each = 0; each < 3; each++)
    codes.push((await second.ask(`RCPT TO:<a${each}@x.com>`)).slice(0, 3));
  expect(codes).toEqual(["550", "550", "421"]);
  await second.ended;
});

test("a client that is gone in the middle of a report has changed nothing", async () => {
  await using site = await receivingSite();
  const { id, to } = await site.sent();
  const before = site.app.dump();
  const gone = await site.client();
  await gone.ask("MAIL FROM:<>");
  await gone.ask(`RCPT TO:<${to}>`);
  await gone.ask("DATA");
  gone.write(postfixReport({ to }));
  gone.close();
  await gone.ended;
  const client = await site.client();
  expect(site.app.dump()).toBe(before);
  expect(await client.bring({ to, message: postfixReport({ to }) })).toEqual([DONE]);
  expect(site.fate(id)).toMatch(/^dead/);
});

test("when it stops, what has begun is answered, and whoever waits is told to come later", async () => {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const around = (store: Store): Store => ({
    ...store,
    async recordBounce(input) {
      begun.resolve();
      await gate.promise;
      return store.recordBounce(input);
    },
  });
  await using site = await receivingSite({ around });
  const { id, to } = await site.sent();
  const [busy, idle] = [await site.client(), await site.client()];
  const answered = busy.bring({ to, message: postfixReport({ to }) });
  await begun.promise;
  const stopped = site.receiver.stop();
  expect(await idle.reply()).toMatch(/^421 4\.4\.2 The receiver is stopping/);
  gate.resolve();
  expect(await answered).toEqual([DONE]);
  expect(site.fate(id)).toMatch(/^dead/);
  expect(await busy.reply()).toMatch(/^421 /);
  for (const each of [busy, idle]) each.close();
  await stopped;
  const late = talkingOver(connect(site.at));
  await late.ended;
});

test("it listens on a socket, also where a killed process left one, and harms nothing else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "postern-receive-"));
  const path = join(folder, "bounces.sock");
  {
    await using site = await receivingSite({ listen: `unix:${path}` });
    expect(site.receiver.url).toBe(`lmtp:unix:${path}`);
    const { id, to } = await site.sent();
    await (await site.client()).bring({ to, message: postfixReport({ to }) });
    expect(site.fate(id)).toMatch(/^dead/);
    await expect(receivingSite({ listen: `unix:${path}` })).rejects.toThrow(
      /bounces.sock is taken/,
    );
  }
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, "somebody's file");
  await expect(receivingSite({ listen: `unix:${path}` })).rejects.toThrow(/is taken/);
  expect(readFileSync(path, "utf8")).toBe("somebody's file");
  const nowhere = receivingSite({ listen: `unix:${folder}/no/such.sock` });
  await expect(nowhere).rejects.toThrow(/such.sock cannot be made .*its folder/);
});

test("a port that is taken is told in words", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  const taken = receivingSite({ listen: `127.0.0.1:${port}` });
  await expect(taken).rejects.toThrow(`Port ${port} is taken. Stop what uses it.`);
  other.close();
});
