// What no browser sends: it is answered with a refusal or not at all, and nobody else notices.

import { expect, onTestFinished, test, vi } from "vitest";
import { request, startSite, statuses } from "./raw.ts";

const LONG = "a".repeat(10_000);
const JSON_BODY = '{"email":"ada@example.com","password":"plum tree by the river"}';
const JSON_TYPE = "Content-Type: application/json";

/** What is sent, and the status of the only answer; 0 stands for none. */
test.each<readonly [what: string, said: string, answer: number]>([
  ["no HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", 400],
  ["a line of nothing but spaces", "   \r\n\r\n", 400],
  ["an unknown method", request("BREW /login"), 400],
  ["a version there is not", "GET / HTTP/3.7\r\nHost: localhost\r\n\r\n", 400],
  ["headers of 40 KiB", request("GET /", [`X-Long: ${LONG.repeat(4)}`]), 431],
  [
    "two thousand headers",
    request(
      "GET /",
      Array.from({ length: 2_000 }, (_, n) => `X-${n}: 1`),
    ),
    431,
  ],
  ["a header without a name", request("GET /", [": nothing"]), 400],
  ["a header folded over two lines", request("GET /", ["X-Folded: one", " two"]), 400],
  ["a NUL in a header", request("GET /", ["X-Nul: a\u0000b"]), 400],
  ["a bare CR in a header", request("GET /", ["X-Cr: a\rSet-Cookie: b=c"]), 400],
  ["a NUL in the path", request("GET /log\u0000in"), 400],
  ["an encoded NUL in the path", request("GET /login%00"), 404],
  ["a space in the path", request("GET /log in"), 400],
  ["a broken per cent sign", request("GET /%"), 404],
  ["a broken per cent sign in a link", request("GET /confirm/%E0%A4%A"), 303],
  ["per cent signs that are no UTF-8", request("GET /confirm/%ff%fe"), 303],
  ["a path of 10,000 characters", request(`GET /${LONG}`), 404],
  ["a link of 10,000 characters", request(`GET /confirm/${LONG}`), 303],
  ["a path of 20,000 characters", request(`GET /${LONG}${LONG}`), 431],
  ["dots that climb", request("GET /../../../../etc/passwd"), 404],
  ["encoded dots that climb", request("GET /%2e%2e/%2e%2e/etc/passwd"), 404],
  ["no path", request("GET"), 400],
  ["an asterisk", request("OPTIONS *"), 400],
  ["an authority", request("CONNECT example.com:443"), 0],
  ["no Host", "GET /login HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
  ["an empty Host", "GET /login HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", 200],
  ["a Host with a path", "GET /login HTTP/1.1\r\nHost: a/b@c?d\r\nConnection: close\r\n\r\n", 400],
  [
    "a Host with a broken port",
    "GET /login HTTP/1.1\r\nHost: localhost:http\r\nConnection: close\r\n\r\n",
    400,
  ],
  [
    "a Host in no letters",
    "GET /login HTTP/1.1\r\nHost: \u00ff\u00fe\r\nConnection: close\r\n\r\n",
    400,
  ],
  [
    "a length that is no number",
    request("POST /register", [JSON_TYPE, "Content-Length: ten"], JSON_BODY),
    400,
  ],
  [
    "a negative length",
    request("POST /register", [JSON_TYPE, "Content-Length: -1"], JSON_BODY),
    400,
  ],
  [
    "a huge length",
    request("POST /register", [JSON_TYPE, "Content-Length: 99999999999999999999"], JSON_BODY),
    400,
  ],
  [
    "more than 16 KiB",
    request("POST /register", [JSON_TYPE, "Content-Length: 17000"], LONG + LONG),
    413,
  ],
  [
    "more than 16 KiB in chunks",
    request(
      "POST /register",
      [JSON_TYPE, "Transfer-Encoding: chunked"],
      `4268\r\n${LONG}${LONG.slice(0, 7000)}\r\n0\r\n\r\n`,
    ),
    413,
  ],
  [
    "a chunk whose length is no number",
    request("POST /register", [JSON_TYPE, "Transfer-Encoding: chunked"], "xyz\r\n{}\r\n0\r\n\r\n"),
    400,
  ],
  ["an upgrade", request("GET /login", ["Upgrade: websocket", "Connection: Upgrade"]), 200],
  [
    "an expectation that nobody meets",
    request("POST /register", ["Expect: 200-tea", "Content-Length: 0"]),
    417,
  ],
])("%s", async (_, said, answer) => {
  await using site = await startSite();
  const heard = await site.say(Buffer.from(said, "latin1"));
  expect(statuses(heard)).toEqual(answer === 0 ? [] : [answer]);
  expect(heard).not.toMatch(/    at |node:|\.ts:|SQLITE/);
  expect((await fetch(`${site.url}/healthz`)).status).toBe(204);
});

test("a second Host and an absolute URL change nothing: neither is looked at", async () => {
  await using site = await startSite();
  const plain = bodyOf(await site.say(request("GET /login")));
  const strange = [
    request("GET /login", ["Host: evil.example"]),
    request("GET http://evil.example/login"),
    request("GET https://evil.example:1/login"),
  ];
  for (const said of strange) expect([said, bodyOf(await site.say(said))]).toEqual([said, plain]);
});

/** Without the token of its forms, which is new each time. */
const bodyOf = (heard: string): string =>
  heard.slice(heard.indexOf("\r\n\r\n")).replace(/name="form_token" value="[^"]*"/g, "");

test("a sender who goes away in the middle of a form has done nothing, and is no failure of ours", async () => {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => log.mockRestore());
  await using site = await startSite();
  const connection = await site.connect();
  connection.socket.write(request("POST /register", [JSON_TYPE, "Content-Length: 63"], '{"email'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  connection.socket.destroy();
  await expect.poll(async () => (await fetch(`${site.url}/healthz`)).status).toBe(204);
  expect(log.mock.calls.flat().join("")).not.toContain("request-failed");
});

test.each(["/healthz", "/readyz"])(
  "a health check over HTTP/1.0, which names no host, is answered: %s",
  async (path) => {
    await using site = await startSite();
    expect(statuses(await site.say(`GET ${path} HTTP/1.0\r\n\r\n`))).toEqual([204]);
  },
);
