// The doctor asks the application before Postern about nobody.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { wholeAnswer } from "../../src/adapters/old-system.ts";
import { webhookSender } from "../../src/adapters/webhook-sender.ts";
import { checkOldSystem } from "../../src/cli/doctor/old-system.ts";
import { signedHeaders } from "../../src/domain/old-system.ts";
import { like } from "../cli/tools.ts";
import { examined } from "./tools.ts";

const SECRET = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";

type Question = { readonly signature: unknown; readonly body: Record<string, unknown> };

/** An old system that answers as a test wants, and what it was asked. */
async function oldSystem(statusOf: (isSigned: boolean) => number, body = "{}") {
  const asked: Question[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const {
      "webhook-id": id,
      "webhook-timestamp": on,
      "webhook-signature": signature,
    } = request.headers;
    const now = Number(on) * 1_000;
    const right = signedHeaders(SECRET, { id: String(id), body: text, now });
    asked.push({ signature, body: JSON.parse(text) as Record<string, unknown> });
    response.writeHead(statusOf(signature === right["webhook-signature"])).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { asked, server, port: (server.address() as AddressInfo).port };
}

const options = {
  baseUrl: "https://accounts.example.com",
  oldSystem: {
    url: "https://old.example.com/postern",
    secret: SECRET,
    allowPrivate: ["127.0.0.0/8"],
    timeout: "2 seconds",
  },
} as const;

/** What the doctor finds where the old system is the one at this port, which has no certificate. */
const found = (port: number) =>
  checkOldSystem({ options }, ({ allowPrivate, timeout }) => {
    const sender = webhookSender({ allowPrivate, timeout, allowHttp: true, read: wholeAnswer });
    return { send: (request) => sender.send({ ...request, url: `http://127.0.0.1:${port}/` }) };
  });

test("an old system that answers is well, and is asked about nobody, without a password", async () => {
  const old = await oldSystem((isSigned) => (isSigned ? 404 : 403));
  expect(await found(old.port)).toMatchObject([
    { check: "old-system", state: "ok", seen: like(/takes our signature and no other/) },
  ]);
  const nobody = { email: "postern-doctor@nobody.invalid" };
  expect(old.asked.map(({ body }) => body)).toEqual([nobody, nobody]);
});

test.each([
  [500, "{}", /cannot be asked .*\(500\)/, /nobody is moved over/],
  [403, "{}", /\(403\)/, /POSTERN_OLD_SYSTEM_SECRET/],
  [200, '{"email":"ada@example.com"}', /\(found\)/, /has to answer 404/],
  [401, "{}", /\(wrong-password\)/, /has to answer 404/],
])("one that answers %i is a problem, which says what to do", async (status, body, seen, mend) => {
  const old = await oldSystem(() => status, body);
  const [finding] = await found(old.port);
  expect(finding).toMatchObject({ state: "problem", seen: like(seen), mend: like(mend) });
});

test("one that does not mind a wrong signature, or that is not at this path, is told apart from a good one", async () => {
  const old = await oldSystem(() => 404);
  const [finding] = await found(old.port);
  expect(finding).toMatchObject({ state: "warning", seen: like(/404 also to a wrong signature/) });
});

test("a dead port is a problem of the whole doctor, which says no secret; without the option nothing is asked", async () => {
  const { server, port } = await oldSystem(() => 404);
  server.close();
  await once(server, "close");
  const ran = await examined({
    environment: {
      POSTERN_OLD_SYSTEM_URL: `https://127.0.0.1:${port}/postern`,
      POSTERN_OLD_SYSTEM_SECRET: SECRET,
      POSTERN_OLD_SYSTEM_ALLOW_PRIVATE: "127.0.0.0/8",
    },
  });
  expect(ran.code).toBe(1);
  expect(ran.of("old-system")).toMatchObject({ state: "problem", seen: like(/ECONNREFUSED/) });
  expect(ran.out + ran.err).not.toContain(SECRET);
  expect((await examined()).of("old-system")).toBeUndefined();
});
