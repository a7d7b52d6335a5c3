// What the mounts of the large frameworks do, told in what each framework passes to them. The frameworks themselves run in
// `npm run examples`.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { once } from "node:events";
import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../testing/test-postern.ts";
import * as bun from "./bun.ts";
import * as deno from "./deno.ts";
import * as nest from "./nest.ts";
import * as next from "./next.ts";
import * as nuxt from "./nuxt.ts";
import * as reactRouter from "./react-router.ts";
import * as svelteKit from "./sveltekit.ts";

const EMAIL = "ada@example.com";

/** What the scripts of frameworks send along. */
const SCRIPT = { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors", accept: "*/*" };

const DOCUMENT = { "sec-fetch-dest": "document", accept: "text/html" };

type App = Awaited<ReturnType<typeof testPostern>>;

const ORIGIN = "https://app.example";

const mounted = (): Promise<App> => testPostern({ baseUrl: ORIGIN });

const asked = (path: string, headers: Readonly<Record<string, string>>, method = "GET"): Request =>
  new Request(new URL(path, ORIGIN), { method, headers });

const registration = (headers: Readonly<Record<string, string>> = {}): Request =>
  new Request("https://app.example/register", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  });

/** The cookies of somebody whose address is confirmed. */
async function cookiesOf(app: App): Promise<string> {
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  await browser.submit("/confirm");
  const answer = await app.postern.fetch(
    new Request("https://app.example/login", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    }),
  );
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0]!)
    .join("; ");
}

const clientIn = ({ database }: App): unknown =>
  database.prepare("SELECT client FROM sessions").get()?.["client"];

const LOGIN = "https://app.example/login?next=%2Fdashboard";

const gone = (): Response => new Response("the site's own page");

test("in Bun and Deno the site keeps its own paths, and the client is the connection's other end", async () => {
  await using app = await mounted();
  const server = { requestIP: () => ({ address: "203.0.113.9" }) };
  const inBun = bun.postern(app.postern, gone);
  expect(await (await inBun(asked("/elsewhere", {}), server)).text()).toBe("the site's own page");
  expect((await inBun(registration({ "x-forwarded-for": "192.0.2.1" }), server)).status).toBe(201);
  expect(clientIn(app)).toBe("203.0.113.9");
  await using other = await mounted();
  const info = { remoteAddr: { transport: "tcp", hostname: "10.0.0.1", port: 1 } };
  const inDeno = deno.postern(other.postern, gone, { trustedProxies: ["10.0.0.0/8"] });
  expect(await (await inDeno(asked("/elsewhere", {}), info)).text()).toBe("the site's own page");
  await inDeno(registration({ "x-forwarded-for": "198.51.100.7, 203.0.113.9" }), info);
  expect(clientIn(other)).toBe("203.0.113.9");
});

test("Bun lets a waiting page listen for longer than it lets others be silent", async () => {
  await using app = await testPostern({ baseUrl: ORIGIN, background: true });
  const silent: [string, number][] = [];
  const inBun = bun.postern(app.postern, gone);
  const server = {
    requestIP: () => ({ address: "203.0.113.9" }),
    timeout: ({ url }: Request, seconds: number) => void silent.push([url, seconds]),
  };
  const registered = await inBun(registration(), server);
  const cookie = registered.headers.getSetCookie().map((line) => line.split(";")[0]!);
  await inBun(asked("/unconfirmed", { cookie: cookie.join("; ") }), server);
  const listening = { accept: "text/event-stream", cookie: cookie.join("; ") };
  const heard = await inBun(asked("/unconfirmed", listening), server);
  expect(heard.headers.get("content-type")).toBe("text/event-stream");
  expect(silent).toEqual([[`${ORIGIN}/unconfirmed`, 60]]);
});

test("a Host header that makes an invalid URL, as Bun and Deno allow, is answered with 400 and logs no error", async () => {
  await using app = await mounted();
  const broken = Object.defineProperty(asked("/login", {}), "url", {
    value: "http://x:99999/login",
  });
  const server = { requestIP: () => ({ address: "203.0.113.9" }) };
  expect((await bun.postern(app.postern, gone)(broken, server)).status).toBe(400);
  const check = await app.postern.checkConfirmed(broken);
  expect([check.ok, app.log]).toEqual([false, []]);
});

test("a framework that names no client believes a header only behind proxies that were named", async () => {
  await using app = await mounted();
  const forwarded = registration({ "x-forwarded-for": "198.51.100.7, 203.0.113.9, 10.0.0.2" });
  const proxies = { trustedProxies: ["10.0.0.0/8"] };
  await next.postern(app.postern, proxies).POST(forwarded);
  expect(clientIn(app)).toBe("203.0.113.9");
  await using bare = await mounted();
  await next.postern(bare.postern).POST(registration({ "x-forwarded-for": "198.51.100.7" }));
  expect(clientIn(bare)).toBe("unknown");
  await using told = await mounted();
  const address = (request: Request) => request.headers.get("x-real-ip") ?? undefined;
  const action = reactRouter.postern(told.postern, { address });
  await action({ request: registration({ "x-real-ip": "192.0.2.7" }) });
  expect(clientIn(told)).toBe("192.0.2.7");
});

/** An event as SvelteKit makes it: its own URL is that of the page, the request's is not. */
const kitEvent = (request: Request, page: string) => ({
  request,
  url: new URL(page, "https://app.example"),
  isDataRequest: request.url.includes("__data.json"),
  locals: {} as { user?: { email: string } },
  getClientAddress: () => "192.0.2.1",
});

test("SvelteKit's script is sent to the login and back to the page, not to its data", async () => {
  await using app = await mounted();
  const handle = svelteKit.confirmed(app.postern, "/dashboard");
  const data = asked("/dashboard/__data.json?x-sveltekit-invalidated=01", SCRIPT);
  const answer = await handle({ event: kitEvent(data, "/dashboard"), resolve: gone });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(LOGIN);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("a form that SvelteKit's script sends gets a redirect that the script understands", async () => {
  await using app = await mounted();
  const handle = svelteKit.confirmed(app.postern, "/dashboard");
  const from = {
    ...SCRIPT,
    referer: "https://app.example/dashboard",
    "x-sveltekit-action": "true",
  };
  const sent = asked("/dashboard?/add", from, "POST");
  const answer = await handle({ event: kitEvent(sent, "/dashboard?/add"), resolve: gone });
  expect(await answer.json()).toEqual({ type: "redirect", status: 303, location: LOGIN });
});

test("SvelteKit guards what is named and all below it, and nothing beside it", async () => {
  await using app = await mounted();
  const handle = svelteKit.confirmed(app.postern, "/dashboard");
  const passes = async (path: string) => {
    const event = kitEvent(asked(path, DOCUMENT), path);
    return (await handle({ event, resolve: gone })).status === 200;
  };
  expect(await passes("/")).toBe(true);
  expect(await passes("/dashboards")).toBe(true);
  expect(await passes("/dashboard")).toBe(false);
  expect(await passes("/dashboard/plants")).toBe(false);
});

/** Frameworks take these for the same page: SvelteKit decodes paths, and Vue Router ignores case. */
test.each(["/%64ashboard", "/Dashboard", "/d%61shboard/plants", "//dashboard", "/DASHBOARD/%ff"])(
  "a guarded page is guarded in every spelling of its path: %s",
  async (path) => {
    await using app = await mounted();
    const request = new Request(ORIGIN + path, { headers: DOCUMENT });
    const handle = svelteKit.confirmed(app.postern, "/dashboard");
    const event = kitEvent(request, ORIGIN + path);
    expect((await handle({ event, resolve: gone })).status).toBe(303);
    const inNuxt = nuxt.confirmed(app.postern, "/dashboard");
    expect((await inNuxt({ req: request, context: {} }))?.status).toBe(303);
    const node = { req: { url: path, method: "GET", headers: {} } as IncomingMessage };
    expect((await inNuxt({ node, context: {} }))?.status).toBe(303);
  },
);

test("behind the guards of each framework the user is known", async () => {
  await using app = await mounted();
  const headers = { ...DOCUMENT, cookie: await cookiesOf(app) };
  const event = kitEvent(asked("/dashboard", headers), "/dashboard");
  await svelteKit.recent(app.postern, "/dashboard")({ event, resolve: gone });
  expect(event.locals.user?.email).toBe(EMAIL);
  const kept = new Map<object, { email: string }>();
  await reactRouter.loggedIn(app.postern)(
    { request: asked("/dashboard", headers), context: kept },
    async () => {},
  );
  expect(kept.get(reactRouter.user)?.email).toBe(EMAIL);
  const h3 = {
    req: asked("/dashboard", headers),
    context: {} as { user?: { email: string } },
  };
  expect(await nuxt.confirmed(app.postern, "/dashboard")(h3)).toBe(undefined);
  expect(h3.context.user?.email).toBe(EMAIL);
  const proxy = next.guardedBy((request) => app.postern.checkConfirmed(request));
  expect(await proxy(asked("/dashboard", headers))).toBe(undefined);
});

test("an administrator's page is closed for all other users", async () => {
  await using app = await mounted();
  const headers = { ...DOCUMENT, cookie: await cookiesOf(app) };
  const event = kitEvent(asked("/dashboard", headers), "/dashboard");
  const handle = svelteKit.admin(app.postern, "/dashboard");
  expect((await handle({ event, resolve: gone })).status).toBe(403);
  const h3 = { req: asked("/dashboard", headers), context: {} };
  expect((await nuxt.admin(app.postern, "/dashboard")(h3))?.status).toBe(403);
});

test("React Router's script loads the login page, and comes back to the page, not to its data", async () => {
  await using app = await mounted();
  const middleware = reactRouter.confirmed(app.postern);
  const thrownFor = (path: string): Promise<unknown> =>
    middleware({ request: asked(path, SCRIPT), context: new Map() }, async () => {}).catch(
      (thrown: unknown) => thrown,
    );
  const { headers } = (await thrownFor("/dashboard.data?_routes=routes%2Fdashboard")) as Response;
  expect(headers.get("location")).toBe(LOGIN);
  expect(headers.get("x-remix-reload-document")).toBe("true");
  expect(headers.getSetCookie()).toEqual([]);
  expect(((await thrownFor("/api/me")) as Response).status).toBe(401);
});

test("Next.js's script is redirected for a page, and by its own header for an action", async () => {
  await using app = await mounted();
  const proxy = next.guardedBy((request) => app.postern.checkConfirmed(request));
  const page = await proxy(asked("/dashboard", SCRIPT));
  expect(page?.headers.get("location")).toBe(LOGIN);
  expect(page?.headers.getSetCookie()).toEqual([]);
  const action = await proxy(asked("/dashboard", { ...SCRIPT, "next-action": "7f" }, "POST"));
  expect(action?.headers.get("location")).toBe(null);
  expect(action?.headers.get("x-action-redirect")).toBe(`${LOGIN};push`);
  const json = await proxy(asked("/dashboard", { ...SCRIPT, accept: "application/json" }));
  expect(json?.status).toBe(401);
});

test("Nuxt's scripts are told 401, and pages lead to the login", async () => {
  await using app = await mounted();
  const guard = nuxt.confirmed(app.postern, "/dashboard", "/api");
  const script = await guard({ req: asked("/api/me", SCRIPT), context: {} });
  expect(script?.status).toBe(401);
  const page = await guard({ req: asked("/dashboard", DOCUMENT), context: {} });
  expect(page?.headers.get("location")).toBe(LOGIN);
  expect(await guard({ req: asked("/", DOCUMENT), context: {} })).toBe(undefined);
});

test("on the h3 that Nuxt has today, Postern answers over Node's own response", async () => {
  await using app = await mounted();
  const handlers = [nuxt.postern(app.postern), nuxt.confirmed(app.postern, "/dashboard")];
  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    for (const handler of handlers) {
      const response = await handler({ node: { req, res }, context: {} });
      if (response !== undefined) return void res.writeHead(response.status).end();
      if (res.writableEnded) return;
    }
    res.end("the site's own page");
  };
  const server = createServer((req, res) => void answer(req, res)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  try {
    expect(await (await fetch(`${url}/login`)).text()).toContain("Log in");
    expect(await (await fetch(`${url}/elsewhere`)).text()).toBe("the site's own page");
    const closed = await fetch(`${url}/dashboard`, { redirect: "manual", headers: DOCUMENT });
    expect(closed.status).toBe(303);
  } finally {
    server.close();
  }
});

test("the guard of h3 reads the headers of an HTTP/2 request, too", async () => {
  await using app = await mounted();
  const guard = nuxt.confirmed(app.postern, "/dashboard");
  const server = createHttp2Server((req, res) => {
    const event = {
      node: { req, res } as unknown as Required<nuxt.NuxtEvent>["node"],
      context: {},
    };
    void guard(event).then((answer) => res.writeHead(answer?.status ?? 200).end());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = connectHttp2(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
  try {
    const asking = session.request({ ":path": "/dashboard", ...DOCUMENT });
    const [headers] = (await once(asking, "response")) as [Record<string, unknown>];
    expect(headers[":status"]).toBe(303);
  } finally {
    session.destroy();
    server.close();
  }
});

test("Nest's guard in a gateway or a resolver says which check to call instead", async () => {
  await using app = await mounted();
  const guard = nest.confirmed(app.postern);
  for (const type of ["ws", "graphql"]) {
    const context = { getType: () => type } as unknown as Parameters<typeof guard.canActivate>[0];
    await expect(guard.canActivate(context)).rejects.toThrow("call accounts.checkConfirmed");
  }
});
