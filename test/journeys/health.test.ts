import { describe, expect, test } from "vitest";
import { breakStore, countingHasher } from "../attacks/tools.ts";
import { StoreUnavailable } from "../../src/ports/store.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

test("not ready: a mail that nobody sends, with its age, and a store that does not answer", async () => {
  await using app = await testPostern();
  await app.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  app.clock.forward("2 minutes");
  expect((await app.browser().request("/readyz")).status).toBe(204);
  app.clock.forward("210 seconds");
  const late = await app.browser().json("GET", "/readyz");
  expect(late).toMatchObject({
    status: 503,
    body: {
      reason: "not-ready",
      title: "Mails are due but are not being sent; the oldest has waited 5 minutes.",
      fields: { outbox: "not-ready" },
    },
  });
  expect(late.headers.get("retry-after")).toBe("5");
  await app.mails();
  expect((await app.browser().request("/readyz")).status).toBe(204);
  app.database.exec("ALTER TABLE mails RENAME TO gone");
  const broken = await app.browser().json("GET", "/readyz");
  expect(broken).toMatchObject({ status: 503, body: { fields: { store: "unreachable" } } });
  app.database.exec("ALTER TABLE gone RENAME TO mails");
});

test("a store that takes no writes says why; what waits behind a lock is told, and is no reason to leave", async () => {
  await using app = await testPostern();
  const ready = () => app.browser().json("GET", "/readyz");
  breakStore(app, {
    ping: async () => {
      throw new StoreUnavailable("a standby", { reason: "read-only" });
    },
  });
  const title = "The store accepts no writes: it is a standby, or configured to be read-only.";
  expect(await ready()).toMatchObject({
    status: 503,
    body: { title, fields: { store: "read-only" } },
  });
  breakStore(app, { ping: async () => ["writes"] });
  expect(await ready()).toMatchObject({
    status: 200,
    body: { warnings: [{ reason: "writes-wait" }] },
  });
});

describe("a process that cannot tell its people apart", () => {
  const ready = (app: TestPostern) => app.browser().json("GET", "/readyz");

  const ask = (app: TestPostern, unnamedProxy: string | undefined) =>
    app.postern.fetch(new Request(`${app.baseUrl}/login`), { address: "10.1.2.3", unnamedProxy });

  /** Tries passwords from behind one address, until it was refused this often. */
  async function beRefused(app: TestPostern, client: string, often: number): Promise<void> {
    const browser = app.browser({ client });
    for (let refused = 0; refused < often;) {
      const fields = { email: "ada@example.com", password: "a wrong one" };
      if ((await browser.json("POST", "/login", fields)).status === 429) refused += 1;
    }
  }

  const warned = (app: TestPostern) => app.log.filter(({ level }) => level === "warn");

  test("says once that a proxy nobody named passes requests on, and how to name it", async () => {
    await using app = await testPostern();
    await ask(app, undefined);
    expect(await ready(app)).toMatchObject({ status: 204 });
    for (let time = 0; time < 3; time += 1) await ask(app, "10.1.2.0/24");
    const fix = expect.stringContaining("POSTERN_TRUSTED_PROXIES") as string;
    const line = {
      level: "warn",
      event: "proxy-not-trusted",
      facts: { network: "10.1.2.0/24", fix },
    };
    expect(warned(app)).toEqual([line]);
    app.clock.forward("30 days");
    expect(await ready(app)).toMatchObject({
      status: 200,
      body: { state: "ready", warnings: [{ reason: "proxy-not-trusted", title: fix }] },
    });
    const page = await app.browser().open("/readyz");
    expect(page.text).toContain("POSTERN_TRUSTED_PROXIES");
    expect(page.text).not.toContain("10.1.2");
  });

  test("says once that one client is refused again and again, and for a day after", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await beRefused(app, "172.17.0.1", 49);
    expect([warned(app), (await ready(app)).status]).toEqual([[], 204]);
    await beRefused(app, "172.17.0.1", 3);
    const fix = expect.stringMatching(/POSTERN_TRUSTED_PROXIES.*POSTERN_LIMITS/) as string;
    const facts = { network: "172.17.0.0/24", fix };
    expect(warned(app)).toEqual([{ level: "warn", event: "one-client-refused", facts }]);
    expect((await ready(app)).body["warnings"]).toMatchObject([{ reason: "one-client-refused" }]);
    app.clock.forward("1 day");
    expect((await ready(app)).status).toBe(204);
  });

  test("says of nobody on the internet more than that they are", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    await beRefused(app, "198.51.100.7", 50);
    expect(warned(app).map(({ facts }) => facts["network"])).toEqual(["public"]);
    expect(JSON.stringify(app.log)).not.toContain("198.51");
  });

  test("says nothing while refusals are few, of many clients, or spread over hours", async () => {
    await using app = await testPostern({ passwordHasher: countingHasher(), limits: { login: 1 } });
    for (let client = 0; client < 70; client += 1) await beRefused(app, `192.0.2.${client}`, 1);
    for (let time = 0; time < 3; time += 1) {
      await beRefused(app, "192.0.2.200", 20);
      app.clock.forward("1 hour");
    }
    expect([warned(app), (await ready(app)).status]).toEqual([[], 204]);
  });

  test("says nothing of a store that is in trouble but that", async () => {
    await using app = await testPostern();
    await ask(app, "10.1.2.0/24");
    app.database.exec("ALTER TABLE mails RENAME TO gone");
    expect((await ready(app)).status).toBe(503);
    app.database.exec("ALTER TABLE gone RENAME TO mails");
  });
});
