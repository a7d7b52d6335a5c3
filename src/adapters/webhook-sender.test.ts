// The sender of webhooks, with real servers that answer well, oddly, or never.

import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { selfSigned } from "../../test/mails/certificate.ts";
import { parseCidrs } from "../domain/client-address.ts";
import { webhookSender, type WebhookSenderOptions } from "./webhook-sender.ts";

const BODY = JSON.stringify({ type: "user.confirmed" });

type Receiver = AsyncDisposable & { readonly port: number; readonly received: string[] };

async function receiver(
  answer: RequestListener = (_incoming, outgoing) => outgoing.writeHead(204).end(),
  make: (listener: RequestListener) => Server = createServer,
): Promise<Receiver> {
  const received: string[] = [];
  const server = make((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      received.push(body);
      answer(incoming, outgoing);
    });
  });
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => open.add(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** As a site that allows http and this one address of its own machine. */
const sender = (options: Partial<WebhookSenderOptions> = {}) =>
  webhookSender({
    allowPrivate: networks("127.0.0.1"),
    allowHttp: true,
    timeout: 10_000,
    ...options,
  });

const networks = (text: string): WebhookSenderOptions["allowPrivate"] => {
  const parsed = parseCidrs(text);
  return parsed.ok ? parsed.value : [];
};

const to = (url: string, body = BODY) => ({ url, headers: { "webhook-id": "1" }, body });

describe("what a receiver answers", () => {
  test("2xx is a success, and the receiver has what was signed", async () => {
    const seen: IncomingMessage[] = [];
    await using server = await receiver((incoming, outgoing) => {
      seen.push(incoming);
      outgoing.writeHead(202).end("queued");
    });
    const body = JSON.stringify({ name: "Zoë" });
    const answer = await sender().send(to(`http://127.0.0.1:${server.port}/hooks?x=1`, body));
    expect(answer).toEqual({ ok: true, answer: "202" });
    expect(server.received).toEqual([body]);
    expect(seen[0]).toMatchObject({
      method: "POST",
      url: "/hooks?x=1",
      headers: { "webhook-id": "1", "content-type": "application/json" },
    });
  });

  test("a redirect is a failure that says so, and is not followed", async () => {
    await using secret = await receiver();
    await using server = await receiver((_incoming, outgoing) =>
      outgoing.writeHead(307, { location: `http://127.0.0.1:${secret.port}/` }).end(),
    );
    const answer = await sender().send(to(`http://127.0.0.1:${server.port}/`));
    expect(answer).toMatchObject({
      ok: false,
      answer: expect.stringMatching(/^307: redirects are not followed/) as string,
    });
    expect(secret.received).toEqual([]);
  });

  test("a failure is kept in its first words, without anything that could control a terminal", async () => {
    await using server = await receiver((_incoming, outgoing) =>
      outgoing.writeHead(500).end(`no\u001b[31m\n\n such\ttable ${"x".repeat(100_000)}`),
    );
    const answer = await sender().send(to(`http://127.0.0.1:${server.port}/`));
    expect(answer).toMatchObject({ ok: false, answer: /^500: no \[31m such table x+$/ });
    expect(answer.answer.length).toBeLessThanOrEqual(200);
  });

  test("410 says that the receiver is gone, and Retry-After when to come again", async () => {
    await using server = await receiver(({ url }, outgoing) =>
      url === "/gone"
        ? outgoing.writeHead(410).end()
        : outgoing.writeHead(429, { "retry-after": "120" }).end(),
    );
    const at = `http://127.0.0.1:${server.port}`;
    expect(await sender().send(to(`${at}/gone`))).toMatchObject({ ok: false, isGone: true });
    expect(await sender().send(to(at))).toMatchObject({ isGone: false, retryAfter: 120_000 });
  });
});

describe("a receiver that does not answer", () => {
  test("holds up the sender for no longer than agreed", async () => {
    await using server = await receiver(() => undefined);
    const answer = await sender({ timeout: 50 }).send(to(`http://127.0.0.1:${server.port}/`));
    expect(answer).toEqual({ ok: false, answer: "no answer within 0.05 s" });
  });

  test("to the end does not either, and its status and first words count", async () => {
    await using server = await receiver(({ url }, outgoing) => {
      outgoing.writeHead(url === "/well" ? 200 : 500).write("not all");
    });
    // Long enough for the first words to arrive on a busy machine.
    const { send } = sender({ timeout: 2_000 });
    const answers = ["/well", "/ill"].map((path) =>
      send(to(`http://127.0.0.1:${server.port}${path}`)),
    );
    expect(await Promise.all(answers)).toMatchObject([
      { ok: true, answer: "200" },
      { ok: false, answer: "500: not all" },
    ]);
  });

  test("because its name is looked up for too long is given up as well", async () => {
    const addressesOf = () => new Promise<never>(() => undefined);
    const answer = await sender({ timeout: 50, addressesOf }).send(to("http://slow.example/"));
    expect(answer).toEqual({ ok: false, answer: "no answer within 0.05 s" });
  });

  test("but speaks another protocol, or hangs up, is a failure at once", async () => {
    await using server = await receiver(({ socket, url }) => {
      if (url === "/upgrade") {
        socket.end("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: odd\r\n\r\n");
      } else socket.destroy();
    });
    for (const path of ["/upgrade", "/hang-up"]) {
      const answer = await sender().send(to(`http://127.0.0.1:${server.port}${path}`));
      expect(answer).toMatchObject({ ok: false });
    }
  });

  test("is left when the process stops", async () => {
    const stop = new AbortController();
    await using server = await receiver(() => stop.abort());
    const answer = await sender().send(to(`http://127.0.0.1:${server.port}/`), stop.signal);
    expect(answer).toEqual({ ok: false, answer: "given up: this process stops" });
  });
});

describe("a connection", () => {
  test("serves one webhook after the other, whatever they are answered", async () => {
    const ports = new Set<number | undefined>();
    await using server = await receiver(({ socket, url }, outgoing) => {
      ports.add(socket.remotePort);
      outgoing.writeHead(url === "/ill" ? 503 : 204).end();
    });
    const { send } = sender();
    for (const path of ["/", "/ill", "/"]) {
      await send(to(`http://127.0.0.1:${server.port}${path}`));
    }
    expect(server.received).toHaveLength(3);
    expect(ports.size).toBe(1);
  });

  test("that the receiver has closed in the meantime costs nothing", async () => {
    const served = new Set<Socket>();
    await using server = await receiver(({ socket }, outgoing) => {
      if (served.has(socket)) return socket.destroy();
      served.add(socket);
      return outgoing.writeHead(204).end();
    });
    const { send } = sender();
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await send(to(url))).toEqual({ ok: true, answer: "204" });
    expect(await send(to(url))).toEqual({ ok: true, answer: "204" });
    expect(served.size).toBe(2);
  });

  test("with more of an answer than anybody reads is not kept", async () => {
    const ports = new Set<number | undefined>();
    await using server = await receiver(({ socket }, outgoing) => {
      ports.add(socket.remotePort);
      outgoing.writeHead(200).end("x".repeat(1_000_000));
    });
    const { send } = sender();
    for (let time = 0; time < 2; time += 1) await send(to(`http://127.0.0.1:${server.port}/`));
    expect(ports.size).toBe(2);
  });
});

describe("nothing is sent", () => {
  test.each([
    ["http://127.0.0.2/", "not sent: not a public address"],
    ["http://[::1]/", "not sent: not a public address"],
    ["http://169.254.169.254/latest/meta-data/", "not sent: not a public address"],
    ["ftp://hooks.example/", "not sent: not a URL that webhooks can be sent to"],
  ])("to %s", async (url, expected) => {
    expect(await sender().send(to(url))).toEqual({ ok: false, answer: expected });
  });

  test("over http where the site did not allow it", async () => {
    await using server = await receiver();
    const answer = await sender({ allowHttp: false }).send(to(`http://127.0.0.1:${server.port}/`));
    expect(answer).toEqual({ ok: false, answer: "not sent: http is not allowed here, only https" });
    expect(server.received).toEqual([]);
  });

  test("to a name that has one forbidden address among others", async () => {
    await using server = await receiver();
    const addressesOf = async () => ["127.0.0.1", "10.0.0.1"];
    const answer = await sender({ addressesOf }).send(to(`http://two.example:${server.port}/`));
    expect(answer).toEqual({ ok: false, answer: "not sent: 10.0.0.1 is not a public address" });
    expect(server.received).toEqual([]);
  });

  test("of more than 64 KiB", async () => {
    await using server = await receiver();
    const big = to(`http://127.0.0.1:${server.port}/`, "x".repeat(65_537));
    expect(await sender().send(big)).toMatchObject({
      ok: false,
      answer: expect.stringMatching(/bytes are too much/) as string,
    });
    expect(server.received).toEqual([]);
  });
});

test("a name is looked up once, so that it cannot mean another address at the connection", async () => {
  await using server = await receiver();
  const answers = [["127.0.0.1"], ["127.0.0.2"]];
  const addressesOf = async () => answers.shift() ?? [];
  const answer = await sender({ addressesOf }).send(to(`http://rebound.example:${server.port}/`));
  expect(answer.ok).toBe(true);
  expect(answers).toHaveLength(1);
});

describe("over https", () => {
  const mine = selfSigned("127.0.0.1", new Date());
  const overTls = (listener: RequestListener): Server => createTlsServer(mine, listener);

  test("a receiver with a certificate that is vouched for gets it", async () => {
    await using server = await receiver(undefined, overTls);
    const strict = sender({ allowHttp: false, ca: mine.cert });
    const answer = await strict.send(to(`https://127.0.0.1:${server.port}/`));
    expect(answer).toEqual({ ok: true, answer: "204" });
  });

  test("one without, or with that of another name, does not", async () => {
    await using server = await receiver(undefined, overTls);
    const unknown = await sender().send(to(`https://127.0.0.1:${server.port}/`));
    const addressesOf = async () => ["127.0.0.1"];
    const named = await sender({ ca: mine.cert, addressesOf }).send(
      to(`https://hooks.example:${server.port}/`),
    );
    expect([unknown.ok, named.ok]).toEqual([false, false]);
    expect(server.received).toEqual([]);
  });
});
