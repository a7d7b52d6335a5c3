import { once } from "node:events";
import {
  createServer,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { browserOf } from "../testing/browser.ts";
import { listen, overTheWire } from "../testing/listen.ts";
import { PASSWORD, testPostern } from "../testing/test-postern.ts";
import { nodeHandler, role, type NodeHandler } from "./node.ts";

const EMAIL = "ada@example.com";

/** A site around Postern, as node:http or Express would serve it. */
async function site(
  mount: (handler: NodeHandler) => RequestListener,
  trusted: readonly string[] = [],
) {
  let listener: RequestListener = () => {};
  const server = await listen(() => listener);
  const app = await testPostern({ baseUrl: server.url });
  listener = mount(nodeHandler(app.postern, { trustedProxies: trusted }));
  return {
    app,
    url: server.url,
    browser: browserOf(overTheWire, server.url),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** Like Express: one after the other, until one answers. */
const inTurn =
  (...handlers: readonly NodeHandler[]): RequestListener =>
  (incoming, outgoing) => {
    const run = ([first, ...rest]: readonly NodeHandler[], error?: unknown): void => {
      if (error instanceof Error) outgoing.writeHead(500).end(error.message);
      else first?.(incoming, outgoing, (failed) => run(rest, failed));
    };
    run(handlers);
  };

const home: NodeHandler = (incoming, outgoing, next) =>
  incoming.url === "/" ? void outgoing.end("the site's own home") : next?.();

const lost: NodeHandler = (_incoming, outgoing) =>
  void outgoing.writeHead(404).end("the site's own 404");

test("a person registers and confirms over a real socket", async () => {
  await using served = await site((handler) => handler);
  const waiting = await served.browser.submit("/register", { email: EMAIL, password: PASSWORD });
  expect(waiting.heading).toBe("Check your email");
  await served.browser.open((await served.app.mailTo(EMAIL)).links[0]!);
  expect((await served.browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
});

test("as a middleware it answers its own paths and hands on all others", async () => {
  await using served = await site((handler) => inTurn(home, handler, lost));
  expect((await served.browser.open("/")).text).toBe("the site's own home");
  expect((await served.browser.open("/login?next=%2F")).heading).toBe("Log in");
  expect((await served.browser.open("/confirm/x")).status).toBe(404);
  expect((await served.browser.open("/elsewhere")).text).toBe("the site's own 404");
});

test("a request for a whole URL is for its path, and one for no path is not Postern's", async () => {
  await using served = await site((handler) => inTurn(home, handler, lost));
  const asked = async (path: string, method = "GET"): Promise<string> => {
    const { hostname, port } = new URL(served.url);
    const sent = request({ hostname, port, path, method }).end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    return text(answer);
  };
  expect(await asked("http://proxied.example/elsewhere")).toBe("the site's own 404");
  expect(await asked("http://proxied.example/login")).toContain("Log in</h1>");
  expect(await asked("*", "OPTIONS")).toBe("the site's own 404");
});

test("a path of Postern's stays Postern's when the method is wrong", async () => {
  await using served = await site((handler) => inTurn(handler, lost));
  const answer = await served.browser.request("/register", { method: "DELETE" });
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toContain("POST");
});

test("the client is the socket's other end, whatever a header says", async () => {
  await using served = await site((handler) => handler);
  await registerWith(served.url, { "x-forwarded-for": "203.0.113.9" });
  expect(clientIn(served.app)).toMatch(/^(?:::1|127\.0\.0\.1)$/);
});

test("behind a trusted proxy the client is whom the proxy names", async () => {
  await using served = await site((handler) => handler, ["127.0.0.0/8", "::1"]);
  await registerWith(served.url, { "x-forwarded-for": "198.51.100.7, 203.0.113.9" });
  expect(clientIn(served.app)).toBe("203.0.113.9");
});

test("a network that is none is a mistake of the operator's, told at the start", async () => {
  await using app = await testPostern();
  expect(() => nodeHandler(app.postern, { trustedProxies: ["everybody"] })).toThrow(/everybody/);
});

test.each(["10.0.0.0/8", true, null, 1])(
  "trusted proxies that are no list, such as %j, are refused with an example",
  async (given) => {
    await using app = await testPostern();
    const options = { trustedProxies: given as unknown as string[] };
    expect(() => nodeHandler(app.postern, options)).toThrow(
      `trustedProxies: give networks like ["10.0.0.0/8"], not ${JSON.stringify(given)}`,
    );
  },
);

test("a body that somebody has read before is a mistake of the host's, told in words", async () => {
  const greedy: NodeHandler = (incoming, _outgoing, next) =>
    void incoming.resume().on("end", () => next?.());
  await using served = await site((handler) => inTurn(greedy, handler));
  const answer = await registerWith(served.url, {});
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain("Mount Postern before");
});

const registerWith = (url: string, headers: Record<string, string>): Promise<Response> =>
  fetch(`${url}/register`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  });

const clientIn = (app: Awaited<ReturnType<typeof testPostern>>): unknown =>
  app.database.prepare("SELECT client FROM sessions").get()?.["client"];

test("a proxy that nobody named is noticed by what it adds, and one that was named is not", async () => {
  for (const name of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
    await using served = await site((handler) => handler);
    await fetch(`${served.url}/login`);
    expect(served.app.log).toEqual([]);
    await fetch(`${served.url}/login`, { headers: { [name]: "1.1 proxy" } });
    await fetch(`${served.url}/login`, { headers: { [name]: "1.1 proxy" } });
    expect(served.app.log.map(({ event }) => event)).toEqual(["proxy-not-trusted"]);
  }
  await using trusting = await site((handler) => handler, ["127.0.0.0/8", "::1"]);
  await fetch(`${trusting.url}/login`, { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(trusting.app.log).toEqual([]);
});

/** Like middleware that adds headers at the last moment, and understands those of an object only. */
function takesObjects(outgoing: ServerResponse): void {
  const { writeHead } = outgoing;
  outgoing.writeHead = ((status: number, headers: OutgoingHttpHeaders = {}) => {
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value ?? "");
    return writeHead.call(outgoing, status);
  }) as typeof writeHead;
}

test("a host that closes its server without stopping Postern is not held up by people who wait", async () => {
  let listener: RequestListener = () => {};
  const server = createServer((incoming, outgoing) => listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  await using app = await testPostern({ baseUrl: url, background: true });
  const handler = nodeHandler(app.postern);
  listener = (incoming, outgoing) => {
    outgoing.appendHeader("set-cookie", "host=1");
    takesObjects(outgoing);
    handler(incoming, outgoing);
  };
  const browser = browserOf(overTheWire, url);
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  // A mail that is sent later would end the stream, too.
  await app.mailTo(EMAIL);
  const response = await browser.request("/unconfirmed", {
    headers: { accept: "text/event-stream" },
  });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.getSetCookie()).toEqual(["host=1"]);
  const closed = new Promise((resolve) => server.close(resolve));
  await app.postern.context.news.turn();
  expect(await response.text()).toMatch(/^retry: \d{4}\n\n$/);
  await closed;
});

test("a guard that fails passes its error to the next middleware, and does not end the process", async () => {
  await using app = await testPostern();
  const guard = role(app.postern, "nonsense");
  await using served = await listen(() =>
    inTurn((incoming, outgoing, next) => guard(incoming, outgoing, next!), lost),
  );
  const answer = await fetch(`${served.url}/desk`);
  expect([answer.status, await answer.text()]).toEqual([
    500,
    "checkRole: this site has no role nonsense, only admin, support, viewer",
  ]);
});

test("a body that cannot be serialized again is an error for the next middleware, and does not end the process", async () => {
  const parses: NodeHandler = (incoming, _outgoing, next) =>
    void incoming.resume().on("end", () => {
      Object.assign(incoming, { body: { age: 36n } });
      next?.();
    });
  await using served = await site((handler) => inTurn(parses, handler));
  const answer = await registerWith(served.url, {});
  expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining("BigInt")]);
});

test("a request without raw headers, as serverless functions build it, keeps its cookies and its type", async () => {
  const made: NodeHandler = (incoming, _outgoing, next) => {
    incoming.rawHeaders = [];
    const length = incoming.headers["content-length"];
    if (length !== undefined) Object.assign(incoming.headers, { "content-length": Number(length) });
    next?.();
  };
  await using served = await site((handler) => inTurn(made, handler));
  const { browser } = served;
  const waiting = await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  expect(waiting.heading).toBe("Check your email");
});
