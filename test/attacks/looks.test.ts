// What a look leaves behind (decision 90): notes that nothing acts upon, that nobody waits for, and that do not grow.

import { expect, test } from "vitest";
import { days } from "../../src/domain/time.ts";
import { explain } from "../../src/features/admin/why.ts";
import { openerOf } from "../../src/domain/opening.ts";
import { scanner } from "../../src/testing/scanner.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const flush = ({ postern }: TestPostern) => postern.context.notes.flush();

/** Everything that is stored, but for the notes. */
const stored = (app: TestPostern): string =>
  app
    .dump()
    .split("\n")
    .filter((table) => !table.startsWith('["link_openings"'))
    .join("\n");

const openings = ({ database }: TestPostern) =>
  database
    .prepare("SELECT opener, count FROM link_openings ORDER BY opener")
    .all()
    .map((row) => ({ ...row }));

const kindsOf = async (app: TestPostern): Promise<readonly string[]> => {
  const { timeLine } = await explain(app.postern.context, EMAIL, {
    digestsOf: undefined,
    baseUrl: undefined,
  });
  return timeLine.map(({ kind }) => kind).filter((kind) => kind.startsWith("opened"));
};

test("opening a link writes nothing before the answer, and afterwards nothing that anything acts upon", async () => {
  await using app = await testPostern();
  const { link, browser } = await app.register(EMAIL);
  const before = app.dump();
  await scanner(app.browser({ userAgent: "Mimecast" })).open(link);
  const person = app.browser({ userAgent: FIREFOX });
  app.clock.forward("1 minute");
  expect((await person.open(link)).heading).toBe("Confirm your email address");
  expect(app.dump()).toBe(before);
  const unnoted = stored(app);
  await flush(app);
  expect(stored(app)).toBe(unnoted);
  expect(openings(app).map(({ opener }) => opener)).toEqual(["machine", "person"]);
  expect(await kindsOf(app)).toContain("opened-by-person");
  expect(await kindsOf(app)).toContain("opened-by-machine");
  expect(app.user(EMAIL)?.confirmedOn).toBeNull();
  await browser.open(link);
  await browser.submit("/confirm");
  expect(app.user(EMAIL)?.confirmedOn).not.toBeNull();
  // The notes go with their links.
  await app.postern.context.store.purgeHistory({ before: app.clock.now() + days(90) });
  expect(openings(app)).toEqual([]);
});

test("a flood of openings is one row for each kind of opener, and made-up links are none", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  const person = app.browser({ userAgent: FIREFOX });
  for (let at = 0; at < 50; at += 1)
    await person.request(link, { method: at % 2 ? "GET" : "HEAD" });
  for (let at = 0; at < 50; at += 1) await person.request(`/confirm/${"x".repeat(at)}`, {});
  await flush(app);
  for (let at = 0; at < 50; at += 1) await person.request(link, {});
  await flush(app);
  expect(openings(app)).toEqual([
    { opener: "machine", count: 25 },
    { opener: "person", count: 75 },
  ]);
});

test("a page is as it was where a note cannot be written, or is never done", async () => {
  let outcome: Promise<void> = new Promise(() => undefined);
  await using app = await testPostern({
    around: (store) => ({ ...store, noteOpenings: () => outcome }),
  });
  const { link } = await app.register(EMAIL);
  const open = async () => (await app.browser({ userAgent: FIREFOX }).open(link)).heading;
  await open();
  const hanging = flush(app);
  expect(await open()).toBe("Confirm your email address");
  outcome = Promise.reject(new Error("the disk is full"));
  await expect(flush(app)).rejects.toThrow("the disk is full");
  expect(await open()).toBe("Confirm your email address");
  expect(openings(app)).toEqual([]);
  void hanging;
});

test("no address, browser or network of whoever opened a link is stored", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  await app.browser({ client: "203.0.113.77", userAgent: FIREFOX }).open(link);
  await flush(app);
  expect(JSON.stringify(app.database.prepare("SELECT * FROM link_openings").all())).not.toMatch(
    /203\.0\.113|Firefox/,
  );
});

test("machines that say so are told from people", () => {
  const by = (headers: Record<string, string>, method = "GET") =>
    openerOf({ method, headers: new Headers({ "user-agent": FIREFOX, ...headers }) });
  expect(by({})).toBe("person");
  expect(by({ "sec-fetch-mode": "navigate" })).toBe("person");
  expect(by({}, "HEAD")).toBe("machine");
  expect(by({ "sec-purpose": "prefetch;prerender" })).toBe("machine");
  expect(by({ purpose: "prefetch" })).toBe("machine");
  expect(by({ "sec-fetch-mode": "no-cors" })).toBe("machine");
  expect(by({ "user-agent": "curl/8.5.0" })).toBe("machine");
  expect(by({ "user-agent": "" })).toBe("machine");
  expect(by({ "user-agent": "Mozilla/5.0 (compatible; Barracuda Sentinel)" })).toBe("machine");
});
