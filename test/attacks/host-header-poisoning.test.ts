// Whatever name of the site a request claims: mails and redirects use the configured one.

import { connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { describe, expect, test } from "vitest";
import { listen } from "../../src/testing/listen.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const ADA = "ada@example.com";
const BASE = "https://postern.example";

const LIES: readonly Readonly<Record<string, string>>[] = [
  { host: "evil.example" },
  { host: "postern.example.evil.example" },
  { host: "postern.example:1337" },
  { host: "postern.example", "x-forwarded-host": "evil.example" },
  { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http", "x-forwarded-port": "1337" },
  { forwarded: "host=evil.example;proto=http" },
  { "x-original-url": "https://evil.example/", "x-rewrite-url": "/evil" },
  { "x-host": "evil.example", "x-forwarded-server": "evil.example" },
];

/** A person's whole journey, every request with the same false header. */
async function journey(app: TestPostern, lie: Readonly<Record<string, string>>, origin = BASE) {
  const responses: Response[] = [];
  const jar = new Map<string, string>();
  const ask = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const response = await app.postern.fetch(
      new Request(new URL(path, origin), {
        method: fields === undefined ? "GET" : "POST",
        headers: {
          accept: "text/html",
          "content-type": "application/x-www-form-urlencoded",
          origin: BASE,
          cookie: [...jar].map((pair) => pair.join("=")).join("; "),
          ...lie,
        },
        ...(fields === undefined ? {} : { body: new URLSearchParams(fields).toString() }),
      }),
      { address: "203.0.113.5" },
    );
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]!.split("=");
      jar.set(name, value);
    }
    responses.push(response);
    return response;
  };
  await ask("/profile");
  await ask("/register", { email: ADA, password: PASSWORD, next: "/profile" });
  app.clock.forward("61 seconds");
  await ask("/resend", {});
  await app.mails();
  app.clock.forward("61 seconds");
  await ask("/forgot", { email: ADA });
  const [{ links } = { links: [] }] = (await app.mails()).filter(({ kind }) => kind === "confirm");
  await ask(new URL(links[0]!).pathname);
  await ask("/confirm", {});
  await ask("/logout", {});
  await ask("/login", { email: ADA, password: PASSWORD, next: "/profile" });
  await ask("/.well-known/change-password");
  await ask("/nowhere");
  return responses;
}

async function expectNoOtherSite(app: TestPostern, responses: readonly Response[]): Promise<void> {
  for (const { text, html, links } of await app.mails()) {
    expect(links.every((link) => new URL(link).origin === BASE)).toBe(true);
    expect(text + html).not.toMatch(/evil|1337|http:\/\//);
  }
  for (const response of responses) {
    const location = response.headers.get("location");
    if (location !== null) expect(new URL(location, BASE).origin).toBe(BASE);
    expect(JSON.stringify([...response.headers]) + (await response.text())).not.toMatch(
      /evil|1337/,
    );
  }
}

describe("mails, redirects and pages know one name only", () => {
  test.each(LIES)("%j", async (lie) => {
    await using app = await testPostern();
    const responses = await journey(app, lie);
    expect(app.user(ADA)).toMatchObject({ confirmedVia: "link" });
    await expectNoOtherSite(app, responses);
  });

  test.each([
    "http://evil.example",
    "https://evil.example:1337",
    "http://postern.example.evil.example",
  ])("asked as %s", async (origin) => {
    await using app = await testPostern();
    const responses = await journey(app, {}, origin);
    expect(app.user(ADA)).toMatchObject({ confirmedVia: "link" });
    await expectNoOtherSite(app, responses);
  });
});

describe("over a socket, where a request line and its headers may contradict each other", () => {
  const RAW: Readonly<Record<string, readonly string[]>> = {
    "another host": ["GET /profile HTTP/1.1", "Host: evil.example"],
    "a whole URL in the request line": [
      "GET http://evil.example/profile HTTP/1.1",
      "Host: postern.example",
    ],
    "two hosts": ["GET /profile HTTP/1.1", "Host: postern.example", "Host: evil.example"],
    "no host": ["GET /profile HTTP/1.0"],
    "a host that is none": ["GET /profile HTTP/1.1", "Host: evil.example/@postern.example"],
    "two slashes": ["GET //evil.example/profile HTTP/1.1", "Host: postern.example"],
    "a backslash": ["GET /\\evil.example/profile HTTP/1.1", "Host: postern.example"],
    "a path with a host before it": ["GET @evil.example/profile HTTP/1.1", "Host: postern.example"],
  };

  /** Writes the bytes as they are, and reads until the server disconnects. */
  const send = (url: string, lines: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      let answer = "";
      socket.setEncoding("latin1").on("data", (chunk: string) => (answer += chunk));
      socket.on("close", () => resolve(answer)).on("error", reject);
      socket.write([...lines, "Connection: close", "", ""].join("\r\n"), "latin1");
    });

  test.each(Object.keys(RAW))("%s", async (name) => {
    await using app = await testPostern();
    const handler = getRequestListener((request) => app.postern.fetch(request));
    await using server = await listen(() => handler);
    const answer = await send(server.url, RAW[name]!);
    const location = /^location: (.*)$/im.exec(answer)?.[1];
    if (location !== undefined) expect(new URL(location.trim(), BASE).origin).toBe(BASE);
    expect(answer).not.toMatch(/evil/);
    expect(answer).toMatch(/^HTTP\/1\.1 (303|400|404)/);
  });
});
