// The console is looked for where it is not: under other hosts, in caches, and in frames of other sites.

import { once } from "node:events";
import { request, type IncomingMessage, type RequestListener } from "node:http";
import { expect, test } from "vitest";
import { nodeHandler } from "../../src/mounts/node.ts";
import { listen } from "../../src/testing/listen.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { staffed } from "../console/staff.ts";

test("nothing but the name of its host leads to a console that has one, and no header makes up for it", async () => {
  const HOST = "admin.postern.example";
  await using site = await staffed({ admin: { host: HOST } });
  const cookie = [...site.browsers.admin.jar].map((pair) => pair.join("=")).join("; ");
  const open = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
    const accept = "application/json";
    const asked = new Request(url, { headers: { ...headers, cookie, accept } });
    return (await site.app.postern.fetch(asked, { address: "198.51.100.97" })).status;
  };
  expect(await open(`https://${HOST.toUpperCase()}/admin`)).toBe(200);
  for (const origin of [
    "https://postern.example",
    `https://${HOST}.`,
    `https://${HOST}:8443`,
    `https://${HOST}.evil.example`,
    "https://www.admin.postern.example",
  ])
    for (const path of ["/admin", "/admin/users", "//admin", "/%61dmin", "/x/../admin", "/ADMIN"])
      expect([origin, path, await open(origin + path)]).toEqual([origin, path, 404]);
  for (const name of ["x-forwarded-host", "x-host", "x-original-host", "forwarded", "host"]) {
    const value = name === "forwarded" ? `host=${HOST}` : HOST;
    expect([name, await open("https://postern.example/admin", { [name]: value })]).toEqual([
      name,
      404,
    ]);
  }
});

test("a proxy's request for a whole URL is for the host in its header", async () => {
  const server = await listen(() => handler);
  await using _ = server;
  const { host } = new URL(server.url);
  await using app = await testPostern({ baseUrl: server.url, admin: { host: "admin.localhost" } });
  const handler: RequestListener = nodeHandler(app.postern);
  const statusOf = async (path: string, named: string): Promise<number | undefined> => {
    const asked = request(server.url, { path, headers: { host: named } }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };
  expect(await statusOf("/admin", "admin.localhost")).toBe(303);
  expect(await statusOf("/admin", host)).toBe(404);
  expect(await statusOf("http://admin.localhost/admin", host)).toBe(404);
});

test("no cache keeps a page or a file of the console, and no site frames one or reads it", async () => {
  await using site = await staffed();
  const { id } = site.app.user("user@example.com")!;
  for (const path of [
    "",
    "/users",
    "/users.csv",
    "/users.jsonl",
    "/audit.jsonl",
    "/cohorts?download=json",
    "/cohorts?download=csv",
    `/users/${id}/disable`,
    "/users?since=never",
    "/nowhere",
  ])
    for (const accept of ["text/html", "application/json"]) {
      const { headers } = await site.browsers.admin.request(`/admin${path}`, {
        headers: { accept },
      });
      expect([path, headers.get("cache-control")]).toEqual([path, "no-store"]);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
});
