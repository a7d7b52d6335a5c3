// Addresses that get no mail for now: who they are, why, and how mail to them is allowed again.

import { expect, test } from "vitest";
import { takeFailure } from "../../src/features/bounces/bounces.ts";
import { takeComplaint } from "../../src/features/bounces/complaints.ts";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { ALICE, desk, register } from "./desk.ts";

const PATH = "/admin/suppressions";
const WORDS = "550 5.1.1 no such user";

const mailTo = (app: TestPostern, email: string): string =>
  String(app.database.prepare("SELECT id FROM mails WHERE email = ?").get(email)?.["id"]);

async function bounced(app: TestPostern, email: string): Promise<void> {
  await register(app, email);
  const failure = { mailId: mailTo(app, email), failed: [], answer: WORDS } as const;
  await takeFailure(app.postern.context, { ...failure, fault: "address" });
}

const suppressed = (app: TestPostern): readonly unknown[] =>
  app.database
    .prepare("SELECT email_key FROM suppressions")
    .all()
    .map((found) => found["email_key"]);

test("addresses whose mail came back or was marked as spam are listed, with the reason", async () => {
  const { app, viewer } = await desk();
  await using _ = app;
  expect((await viewer.open(PATH)).text).toContain("No address is suppressed.");
  await bounced(app, ALICE);
  app.clock.forward("1 minute");
  await register(app, "bob@example.com");
  const mailId = mailTo(app, "bob@example.com");
  await takeComplaint(app.postern.context, { mailId, type: "abuse" });
  const page = await viewer.open(PATH);
  expect([page.heading, page.text]).toEqual([
    "Suppressed addresses",
    expect.stringContaining(WORDS),
  ]);
  expect(page.text).toMatch(/Marked as spam[\s\S]*It came back/);
  expect(page.text).toContain(`/admin/outbox/${mailId}`);
  const { body } = await viewer.json("GET", PATH);
  expect(body).toMatchObject({ suppressed: [{ email: "bob@example.com" }, { email: ALICE }] });
});

test("an address is looked for as a whole, in any case", async () => {
  const { app, viewer } = await desk();
  await using _ = app;
  await bounced(app, ALICE);
  await bounced(app, "bob@example.com");
  const found = await viewer.json("GET", `${PATH}?address=%20Alice%40EXAMPLE.com`);
  expect(found.body).toMatchObject({ suppressed: [{ email: ALICE }], next: null });
  expect((await viewer.open(`${PATH}?address=alice`)).text).toContain("is not suppressed");
});

test("a long list goes on page by page", async () => {
  const { app, viewer } = await desk();
  await using _ = app;
  const add = app.database.prepare("INSERT INTO suppressions VALUES (?, 5, ?, 'none', NULL, NULL)");
  for (let at = 0; at < 45; at += 1) add.run(`p${at}@example.com`, `550 ${"x".repeat(500)}`);
  const seen: string[] = [];
  for (let path: string | null = PATH; path !== null;) {
    const { body } = await viewer.json("GET", path);
    seen.push(...(body["suppressed"] as { email: string }[]).map(({ email }) => email));
    path = body["next"] as string | null;
  }
  expect([seen.length, new Set(seen).size]).toEqual([45, 45]);
  const { text } = await viewer.open(PATH);
  expect(Buffer.byteLength(text.replace(/<(script|style)[\s\S]*?<\/\1>/g, ""))).toBeLessThan(
    15 * 1024,
  );
  expect((await viewer.open(`${PATH}?after=nonsense`)).status).toBe(200);
});

test("support allows mail again with a reason, and whoever only looks does not", async () => {
  const { app, viewer, support } = await desk();
  await using _ = app;
  const odd = "o_neil+a/b@example.com";
  await bounced(app, odd);
  const path = `${PATH}/${encodeURIComponent(odd)}/lift`;
  expect((await viewer.open(PATH)).text).not.toContain("Allow again");
  expect((await viewer.open(path)).status).toBe(404);
  expect((await support.open(PATH)).text).toContain("Allow again");
  expect((await support.open(path)).heading).toBe(`Allow mail to ${odd} again`);
  expect((await support.submit(path, { reason: " " })).status).toBe(422);
  expect(suppressed(app)).toEqual([odd]);
  const done = await support.submit(path, { reason: "typed it wrong" });
  expect([done.path, done.text]).toEqual([
    `/admin/why?address=${encodeURIComponent(odd)}`,
    expect.stringContaining("Done, and noted"),
  ]);
  expect(suppressed(app)).toEqual([]);
  expect((await support.open(path)).status).toBe(404);
  const audit = app.database.prepare("SELECT actor, detail FROM audit WHERE act = ?");
  const actor = `admin:${app.user("support@example.com")!.id}`;
  expect(audit.all("suppression-lifted")).toEqual([
    { actor, detail: expect.stringMatching(/: typed it wrong$/) as string },
  ]);
});

test("the page for an address leads to what holds its mail back, or to what ends that", async () => {
  const { app, viewer, support } = await desk();
  await using _ = app;
  await bounced(app, ALICE);
  const path = `/admin/why?address=${encodeURIComponent(ALICE)}`;
  expect((await viewer.open(path)).text).toContain(`${PATH}?address=${encodeURIComponent(ALICE)}`);
  expect((await support.open(path)).text).toContain(`${PATH}/${encodeURIComponent(ALICE)}/lift`);
});
