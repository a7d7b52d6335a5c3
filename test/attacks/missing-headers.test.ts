// The security headers of every answer: pages, redirects, refusals, errors.

import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { StoreUnavailable } from "../../src/ports/store.ts";
import { loadConfig } from "../../src/server/config.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { ACTORS, inhabited } from "./inhabited.ts";
import { breakStore } from "./tools.ts";

/** What each answer has, and what none has. */
const ALWAYS: Readonly<Record<string, string | null>> = {
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "strict-origin",
  "cache-control": "no-store",
  vary: "Accept, Accept-Language, Cookie",
  server: null,
  "x-powered-by": null,
  etag: null,
  "access-control-allow-origin": null,
};

const directives = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    policy.split(";").map((part) => {
      const [name = "", ...values] = part.trim().split(/\s+/);
      return [name, values];
    }),
  );

/** No foreign source, nothing unsafe, no framing, and forms go only to this site. */
function expectStrict(policy: string): void {
  const parts = directives(policy);
  const unsound = [...parts].flatMap(([name, values]) =>
    values
      .filter((value) => !/^('none'|'self'|'sha256-[\w+/]{43}=')$/.test(value))
      .filter((value) => name !== "img-src" || value !== "data:")
      .map((value) => [name, value]),
  );
  expect({ ...Object.fromEntries(parts), unsound }).toMatchObject({
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    unsound: [],
  });
}

/** Every inline style and script of a page is one that the policy names by its hash. */
function expectHashed(policy: string, text: string): void {
  const parts = directives(policy);
  for (const [tag, directive] of [
    ["style", "style-src"],
    ["script", "script-src"],
  ] as const) {
    for (const [, attributes = "", source = ""] of text.matchAll(
      new RegExp(`<${tag}([^>]*)>([\\s\\S]*?)</${tag}>`, "g"),
    )) {
      expect(attributes).not.toContain("src=");
      const hash = createHash("sha256").update(source).digest("base64");
      expect(parts.get(directive)).toContain(`'sha256-${hash}'`);
    }
  }
  expect(text).not.toMatch(/\s(style|on[a-z]+)="/);
}

/** No element loads anything from elsewhere. */
function expectOwn(text: string): void {
  for (const [, url = ""] of text.matchAll(
    /<(?:link|img|script|iframe|source|object|embed)[^>]*\s(?:src|href)="([^"]*)"/g,
  )) {
    expect(url).toMatch(/^(data:image\/svg\+xml,|\/)/);
  }
  expect(text).not.toMatch(/http-equiv="refresh"|@import|url\(\s*["']?(https?:)?\/\//i);
}

async function expectHeaders(response: Response, where: unknown): Promise<void> {
  const told = Object.keys(ALWAYS).map((name) => [name, response.headers.get(name)]);
  expect([where, Object.fromEntries(told)]).toEqual([where, ALWAYS]);
  const policy = response.headers.get("content-security-policy") ?? "";
  const text = await response.text();
  const type = response.headers.get("content-type");
  if (policy.includes("sandbox")) return;
  expectStrict(policy);
  if (type?.startsWith("text/html")) {
    expectHashed(policy, text);
    expectOwn(text);
  } else if (text !== "" && !/^(?:text\/csv|application\/jsonl); charset=utf-8$/.test(type ?? "")) {
    expect(type).toMatch(/^application\/(problem\+)?json(; charset=utf-8)?$/);
    JSON.parse(text);
  }
}

test("every route, for everybody, by every method, in HTML and JSON", async () => {
  await using site = await inhabited();
  const seen = new Set<number>();
  for (const route of site.routes) {
    const path = await site.pathOf(route);
    for (const actor of ACTORS) {
      for (const accept of ["text/html", "application/json"]) {
        for (const method of ["GET", "HEAD", "POST", "DELETE", "OPTIONS"]) {
          if (method === "POST" && /logout|cancel|\/end/.test(path)) continue;
          const response = await site.browsers[actor].request(path, {
            method,
            headers: { accept, origin: site.app.baseUrl },
          });
          seen.add(response.status);
          await expectHeaders(response, [method, path, actor, accept]);
        }
      }
    }
  }
  expect([...seen].toSorted((a, b) => a - b)).toEqual(
    expect.arrayContaining([200, 204, 303, 401, 403, 404, 405, 422]),
  );
});

describe("errors", () => {
  const broken: Readonly<Record<string, (app: TestPostern) => void>> = {
    "a store that is away": (app) =>
      breakStore(app, {
        readSession: async () => {
          throw new StoreUnavailable("away");
        },
      }),
    "an error of our own": (app) =>
      breakStore(app, {
        readSession: async () => {
          throw new TypeError("ours");
        },
      }),
  };
  test.each(Object.keys(broken))("%s", async (name) => {
    await using app = await testPostern();
    const browser = await app.confirmed("ada@example.com");
    broken[name]!(app);
    for (const accept of ["text/html", "application/json"]) {
      for (const path of ["/", "/profile", "/login", "/nowhere"]) {
        await expectHeaders(await browser.request(path, { headers: { accept } }), [path, accept]);
      }
    }
  });

  test("413, 415, 422, 429 and 403", async () => {
    await using app = await testPostern();
    const send = (body: string, headers: Readonly<Record<string, string>>) =>
      app.browser({ client: "203.0.113.1" }).request("/resend", { method: "POST", headers, body });
    const json = { "content-type": "application/json" };
    const answers = [
      await send("x".repeat(20_000), json),
      await send("x", { ...json, "content-encoding": "gzip" }),
      await send("x", json),
      await send("{}", { ...json, origin: "null" }),
    ];
    for (let time = 0; time < 31; time += 1) {
      answers.push(await send(JSON.stringify({ email: `a${time}@example.com` }), json));
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([413, 415, 422, 403, 202, 429]),
    );
    for (const answer of answers) await expectHeaders(answer, answer.status);
  });
});

test("a captured mail is shown in a frame that can do nothing", async () => {
  await using site = await inhabited();
  const route = site.routes.find(({ path }) => path === "/dev/mailbox/:id/html")!;
  const response = await site.browsers.anonymous.request(await site.pathOf(route), {
    headers: { accept: "text/html" },
  });
  const policy = directives(response.headers.get("content-security-policy") ?? "");
  expect(policy.get("sandbox")).toEqual([]);
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.has("script-src")).toBe(false);
});

test.for([
  [undefined, "https://postern.example", null],
  [true, "https://postern.example", "max-age=31536000"],
  ["subdomains", "https://postern.example", "max-age=31536000; includeSubDomains"],
  [true, "http://localhost:5000", null],
] as const)("with hsts %s at %s, https is promised as %s", async ([hsts, baseUrl, promise]) => {
  await using app = await testPostern({ baseUrl, hsts });
  const { headers } = await app.browser().request("/");
  expect(headers.get("strict-transport-security")).toBe(promise);
});

test("the server promises https by itself, unless its operator says no", async () => {
  const promiseWith = async (file: string): Promise<string | null> => {
    const folder = mkdtempSync(join(tmpdir(), "postern-hsts-"));
    writeFileSync(join(folder, "postern.config.ts"), `export default ${file};`);
    const config = await loadConfig({ environment: {}, mode: "development", folder });
    await using app = await testPostern(config.options);
    const { headers } = await app.browser().request("/login");
    return headers.get("strict-transport-security");
  };
  const baseUrl = "https://postern.example";
  expect(await promiseWith(JSON.stringify({ baseUrl }))).toBe("max-age=31536000");
  expect(await promiseWith(JSON.stringify({ baseUrl, hsts: false }))).toBeNull();
});
