import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

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
      title: "Mails are due and nobody sends them; the first has waited 5 minutes.",
      fields: { outbox: "not-ready" },
    },
  });
  expect(late.headers.get("retry-after")).toBe("5");
  await app.mails();
  expect((await app.browser().request("/readyz")).status).toBe(204);
  app.database.exec("ALTER TABLE mails RENAME TO gone");
  const broken = await app.browser().json("GET", "/readyz");
  expect(broken).toMatchObject({ status: 503, body: { fields: { store: "not-ready" } } });
  app.database.exec("ALTER TABLE gone RENAME TO mails");
});
