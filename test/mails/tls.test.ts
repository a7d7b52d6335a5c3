// To which servers the mailer speaks in clear text, and which need a certificate.

import { describe, expect, test } from "vitest";
import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import type { Message } from "../../src/ports/mailer.ts";
import { selfSigned } from "./certificate.ts";
import { mailServer } from "./mail-server.ts";

/**
 * Also this machine, but under an address that does not say so: clear text is allowed only for those that do.
 */
const ELSEWHERE = "0.0.0.0";

const MAIL: Message = {
  to: "ada@example.com",
  subject: "Hello",
  text: "Hello",
  html: "<p>Hello</p>",
  messageId: "<1@postern.example>",
  date: Date.UTC(2026, 10, 22),
  about: { id: "1", kind: "confirm", links: [] },
};

const mine = selfSigned(ELSEWHERE, new Date());

async function send(port: number, options: Partial<SmtpOptions>) {
  const from = "Postern <accounts@postern.example>";
  const mailer = smtpMailer({ host: ELSEWHERE, port, secure: false, from, ...options });
  const answer = await mailer.send(MAIL);
  await mailer.close?.();
  return answer;
}

test("another machine that offers no encryption is sent nothing, and that is our fault to mend", async () => {
  await using server = await mailServer();
  expect(await send(server.port, {})).toMatchObject({ ok: false, fault: "sender" });
  expect(server.deliveries).toEqual([]);
});

test("another machine is sent mails after STARTTLS, with a certificate that is vouched for", async () => {
  await using server = await mailServer({ ...mine, disabledCommands: ["AUTH"] });
  expect(await send(server.port, { ca: mine.cert })).toMatchObject({ ok: true });
  expect(server.deliveries).toMatchObject([{ to: ["ada@example.com"], secure: true }]);
});

test("a certificate that nobody vouches for is sent nothing, and the mail is not given up", async () => {
  await using server = await mailServer({ ...mine, disabledCommands: ["AUTH"] });
  const answer = await send(server.port, {});
  expect(answer.ok).toBe(false);
  expect(answer).not.toMatchObject({ fault: "address" });
  expect(server.deliveries).toEqual([]);
});

test("smtps speaks TLS from the first byte", async () => {
  await using server = await mailServer({ ...mine, secure: true, disabledCommands: ["AUTH"] });
  expect(await send(server.port, { secure: true, ca: mine.cert })).toMatchObject({ ok: true });
  expect(server.deliveries).toHaveLength(1);
});

test("a user and password are given after the encryption, and a wrong pair is our fault", async () => {
  const options = { ...mine, disabledCommands: [], authOptional: false };
  await using server = await mailServer(options);
  const login = { ca: mine.cert, user: "postern", password: "secret" };
  expect(await send(server.port, login)).toMatchObject({ ok: true });
  server.trouble({ at: "auth", code: 535, words: "5.7.8 Authentication failed" });
  expect(await send(server.port, login)).toMatchObject({
    ok: false,
    fault: "sender",
    answer: expect.stringContaining("535") as string,
  });
});

describe("a mail server on this machine", () => {
  const byNobody = selfSigned("192.0.2.1", new Date());

  test.each(["localhost", "127.0.0.1"])(
    "%s takes mails with a certificate that nobody vouches for, as Debian gives it",
    async (host) => {
      await using server = await mailServer({ ...byNobody, disabledCommands: ["AUTH"] });
      expect(await send(server.port, { host })).toMatchObject({ ok: true });
      expect(server.deliveries).toMatchObject([{ secure: true }]);
    },
  );

  test("takes mails over smtps, and without encryption where it offers none", async () => {
    await using secure = await mailServer({
      ...byNobody,
      secure: true,
      disabledCommands: ["AUTH"],
    });
    expect(await send(secure.port, { host: "127.0.0.1", secure: true })).toMatchObject({
      ok: true,
    });
    await using plain = await mailServer();
    expect(await send(plain.port, { host: "127.0.0.1" })).toMatchObject({ ok: true });
    expect(plain.deliveries).toMatchObject([{ secure: false }]);
  });
});

describe("with the option tls", () => {
  const byNobody = selfSigned("192.0.2.1", new Date());
  const withTls = { ...byNobody, disabledCommands: ["AUTH"] };

  test("`require` speaks TLS with whoever answers, and sends nothing without", async () => {
    await using odd = await mailServer(withTls);
    expect(await send(odd.port, { tls: "require" })).toMatchObject({ ok: true });
    expect(odd.deliveries).toMatchObject([{ secure: true }]);
    await using plain = await mailServer();
    expect(await send(plain.port, { tls: "require" })).toMatchObject({ ok: false });
    expect(plain.deliveries).toEqual([]);
  });

  test("`opportunistic` uses what there is", async () => {
    await using odd = await mailServer(withTls);
    await using plain = await mailServer();
    for (const { port } of [odd, plain])
      expect(await send(port, { tls: "opportunistic" })).toMatchObject({ ok: true });
    expect(odd.deliveries).toMatchObject([{ secure: true }]);
    expect(plain.deliveries).toMatchObject([{ secure: false }]);
  });

  test("`off` leaves TLS alone, and `verify` demands it on this machine too", async () => {
    await using odd = await mailServer(withTls);
    expect(await send(odd.port, { tls: "off" })).toMatchObject({ ok: true });
    expect(odd.deliveries).toMatchObject([{ secure: false }]);
    expect(await send(odd.port, { host: "127.0.0.1", tls: "verify" })).toMatchObject({ ok: false });
  });

  test.each<[string, Partial<SmtpOptions>, RegExp]>([
    ["clear text on a port of TLS", { tls: "off", secure: true }, /tls: "off" contradicts smtps/],
    [
      "a password that may travel in clear text",
      { tls: "opportunistic", user: "ada", password: "plum" },
      /the password in clear text/,
    ],
    [
      "a word that means nothing",
      { tls: "strict" as "verify" },
      /give verify, require, opportunistic, off, not "strict"/,
    ],
  ])("%s is refused", (_what, options, words) => {
    const from = "Postern <accounts@postern.example>";
    expect(() =>
      smtpMailer({ host: ELSEWHERE, port: 25, secure: false, from, ...options }),
    ).toThrow(words);
  });
});

test("with a password, a server that offers no login is sent nothing, and a probe says why", async () => {
  await using server = await mailServer();
  const login = { host: "127.0.0.1", user: "postern", password: "secret" };
  expect(await send(server.port, login)).toMatchObject({ ok: false, fault: "sender" });
  expect(server.deliveries).toEqual([]);
  const from = "Postern <accounts@postern.example>";
  const mailer = smtpMailer({ port: server.port, secure: false, from, ...login });
  expect(await mailer.probe?.()).toMatchObject({
    ok: false,
    fault: "sender",
    answer: "it offers no login, and a user and a password are given",
  });
  await mailer.close?.();
});

test("a connection carries ten mails, and says the name that was chosen", async () => {
  const names: string[] = [];
  const connections = new Set<string>();
  await using server = await mailServer({
    onMailFrom(_address, session, answer) {
      names.push(session.hostNameAppearsAs);
      connections.add(session.id);
      answer();
    },
  });
  const from = "Postern <accounts@postern.example>";
  const options = { host: "127.0.0.1", port: server.port, secure: false, from };
  const mailer = smtpMailer({ ...options, connections: 1, name: "app.postern.example" });
  for (let time = 0; time < 11; time += 1) {
    await mailer.send({ ...MAIL, messageId: `<${time}@postern.example>` });
  }
  await mailer.close?.();
  expect(names).toEqual(Array.from({ length: 11 }, () => "app.postern.example"));
  expect(connections.size).toBe(2);
});

test("a probe goes as far as a mail would before its sender, and leaves none", async () => {
  await using server = await mailServer({ ...mine, disabledCommands: [], authOptional: false });
  const probe = async (port: number) => {
    const from = "Postern <accounts@postern.example>";
    const login = { ca: mine.cert, user: "postern", password: "secret" };
    const mailer = smtpMailer({ host: ELSEWHERE, port, secure: false, from, ...login });
    const answer = await mailer.probe?.();
    await mailer.close?.();
    return answer;
  };
  expect(await probe(server.port)).toMatchObject({ ok: true });
  const fails = { ok: false, affectsAll: true };
  expect(await probe(1)).toMatchObject({ ...fails, fault: "passing" });
  server.trouble({ at: "auth", code: 535, words: "5.7.8 Authentication failed" });
  expect(await probe(server.port)).toMatchObject({ ...fails, fault: "sender" });
  expect(server.deliveries).toEqual([]);
});
