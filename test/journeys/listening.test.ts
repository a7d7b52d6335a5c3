// A waiting page is told when to look again, by a stream that says nothing else.

import { describe, expect, test } from "vitest";
import * as admin from "../../src/features/admin/admin.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { timeOrderedId } from "../../src/domain/id.ts";
import { minutes } from "../../src/domain/time.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { asksToListen, listens, waits } from "../listening.ts";

const EMAIL = "ada@example.com";

/** A process that lives between requests. Its background sends the mails, and its turns are made by the tests. */
const living = () => testPostern({ background: true, limits: "off" });

describe("a page that listens is told to look again", () => {
  test("when its user confirms in another browser, and nobody else's is", async () => {
    await using app = await living();
    const { news } = app.postern.context;
    const ada = await waits(app, EMAIL);
    const bob = await waits(app, "bob@example.com");
    const [hers, his] = [await listens(ada.browser), await listens(bob.browser)];
    const phone = app.browser();
    await phone.open(ada.link);
    await phone.submit("/confirm", { password: PASSWORD });
    await news.turn();
    expect((await hers.rest()).replaceAll(":\n\n", "")).toBe("data: look\n\n");
    expect(await ada.browser.json("GET", "/unconfirmed")).toMatchObject({
      body: { state: "confirmed" },
    });
    expect(news.count()).toBe(1);
    await his.leave();
    expect(news.count()).toBe(0);
  });

  test.each([
    [
      "an operator confirms it",
      async (app: TestPostern, id: string) => {
        await admin.confirmUser(
          app.postern.context,
          { actor: "operator:root", reason: "asked" },
          id,
        );
      },
    ],
    [
      "its session is ended by an operator",
      async (app: TestPostern, id: string) => {
        await admin.endUserSessions(app.postern.context, { actor: "operator:root" }, id);
      },
    ],
  ] as const)("when %s", async (_, act) => {
    await using app = await living();
    const { browser } = await waits(app, EMAIL);
    const heard = await listens(browser);
    await act(app, app.user(EMAIL)!.id);
    await app.postern.context.news.turn();
    expect(await heard.rest()).toContain("data: look");
  });

  test("when its mailbox says that it was somebody else, and then there is no session to listen with", async () => {
    await using app = await living();
    const { browser, link, code } = await waits(app, EMAIL);
    const heard = await listens(browser);
    await app.browser().json("POST", "/confirm/not-me", { link: link.split("/").pop(), code });
    await app.postern.context.news.turn();
    expect(await heard.rest()).toContain("data: look");
    expect((await asksToListen(browser)).status).toBe(401);
  });

  test("when what happened was committed after acts that began later", async () => {
    await using app = await living();
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    const heard = await listens(browser);
    const began = app.clock.now() - 14_000;
    for (let second = 0; second < 5; second += 1) {
      app.clock.forward("1 second");
      await news.turn();
    }
    app.database
      .prepare(
        "INSERT INTO audit (id, happened_on, actor, act, user_id) VALUES (?, ?, 'user', 'confirmed', ?)",
      )
      .run(timeOrderedId(seededRandom("late"), began), began, app.user(EMAIL)!.id);
    await news.turn();
    expect(news.count()).toBe(1);
    app.clock.forward("5 seconds");
    await news.turn();
    expect(await heard.rest()).toContain("data: look");
  });

  test("of what was committed late, also after the clock was set back", async () => {
    await using app = await living();
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    app.clock.forward("20 minutes");
    const heard = await listens(browser);
    await news.turn();
    app.clock.forward(-minutes(10));
    await news.turn();
    app.clock.forward("8 seconds");
    await news.turn();
    const began = app.clock.now() - 4_000;
    app.database
      .prepare(
        "INSERT INTO audit (id, happened_on, actor, act, user_id) VALUES (?, ?, 'user', 'confirmed', ?)",
      )
      .run(timeOrderedId(seededRandom("late"), began), began, app.user(EMAIL)!.id);
    app.clock.forward("8 seconds");
    await news.turn();
    expect(news.count()).toBe(0);
    expect(await heard.rest()).toContain("data: look");
  });

  test("once, also of what happened before the clock was set back", async () => {
    await using app = await living();
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    app.clock.forward(-minutes(10));
    const heard = await listens(browser);
    await news.turn();
    expect(await heard.rest()).toContain("data: look");
    await listens(browser);
    for (let look = 0; look < 12; look += 1) {
      await news.turn();
      app.clock.forward("10 seconds");
    }
    expect(news.count()).toBe(1);
  });

  test("during an import too, of which one look reads no more than a part", async () => {
    let looks = 0;
    await using app = await testPostern({
      background: true,
      limits: "off",
      around: (store) => ({
        ...store,
        browseAudit: (query) => {
          looks += 1;
          return store.browseAudit(query);
        },
      }),
    });
    const { browser } = await waits(app, EMAIL);
    const heard = await listens(browser);
    const line = app.database.prepare(
      "INSERT INTO audit (id, happened_on, actor, act, user_id) VALUES (?, ?, 'host', 'imported', ?)",
    );
    const random = seededRandom("import");
    const now = app.clock.now();
    for (let user = 0; user < 6_000; user += 1)
      line.run(timeOrderedId(random, now), now, `user ${user}`);
    app.clock.forward("1 second");
    const by = { actor: "operator:root", reason: "asked" };
    await admin.confirmUser(app.postern.context, by, app.user(EMAIL)!.id);
    await app.postern.context.news.turn();
    expect(await heard.rest()).toContain("data: look");
    expect(looks).toBe(1);
  });

  test("when the store answers again, of what happened while it did not", async () => {
    let isAway = false;
    await using app = await testPostern({
      background: true,
      around: (store) => ({
        ...store,
        browseAudit: async (query) => {
          if (isAway) throw new Error("away");
          return store.browseAudit(query);
        },
      }),
    });
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    const heard = await listens(browser);
    isAway = true;
    await admin.confirmUser(
      app.postern.context,
      { actor: "operator:root", reason: "asked" },
      app.user(EMAIL)!.id,
    );
    for (let minute = 0; minute < 3; minute += 1) {
      await expect(news.turn()).rejects.toThrow("away");
      app.clock.forward("1 minute");
    }
    isAway = false;
    await news.turn();
    expect(await heard.rest()).toContain("data: look");
  });
});

describe("a stream", () => {
  test("is kept open by comments, ends after five minutes, and does not keep a session alive", async () => {
    await using app = await living();
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    app.clock.forward("20 minutes");
    const before = app.dump();
    const heard = await listens(browser);
    const turns = async () => {
      for (let second = 0; second < 20; second += 1) await news.turn();
    };
    await turns();
    expect(await heard.next()).toBe(":\n\n");
    app.clock.forward("5 minutes");
    await turns();
    expect(await heard.rest()).toBe("data: look\n\n");
    await (await listens(browser)).leave();
    expect(app.dump()).toBe(before);
  });

  test("is kept open by comments while one look at the store takes long", async () => {
    const store = Promise.withResolvers<void>();
    let looks = 0;
    await using app = await testPostern({
      background: true,
      around: (all) => ({
        ...all,
        browseAudit: async (query) => {
          looks += 1;
          await store.promise;
          return all.browseAudit(query);
        },
      }),
    });
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    const heard = await listens(browser);
    const turns = Array.from({ length: 20 }, () => news.turn());
    expect([await heard.next(), looks]).toEqual([":\n\n", 1]);
    store.resolve();
    await Promise.all(turns);
    await heard.leave();
  });

  test("ends when the clock was set back, and does not wait until it has caught up", async () => {
    await using app = await living();
    const { news } = app.postern.context;
    const { browser } = await waits(app, EMAIL);
    app.clock.forward("20 minutes");
    const heard = await listens(browser);
    app.clock.forward(-minutes(10));
    for (let second = 0; second < 20; second += 1) await news.turn();
    expect(news.count()).toBe(0);
    expect(await heard.rest()).toBe("data: look\n\n");
  });

  test("is not kept, gathered or compressed on its way", async () => {
    await using app = await living();
    const { browser } = await waits(app, EMAIL);
    const { response, leave } = await listens(browser);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      vary: "Accept, Accept-Language, Cookie",
    });
    await leave();
  });

  test("is not opened by HEAD, or by an answer that nobody reads", async () => {
    await using app = await living();
    const { browser } = await waits(app, EMAIL);
    const head = await browser.request("/unconfirmed", {
      method: "HEAD",
      headers: { accept: "text/event-stream" },
    });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    await asksToListen(browser);
    expect(app.postern.context.news.count()).toBe(0);
  });

  test("ends at once when its process stops, and later ones as soon as they begin", async () => {
    await using app = await living();
    const { browser } = await waits(app, EMAIL);
    const heard = await listens(browser);
    await app.postern.stop();
    expect(await heard.rest()).toBe("");
    const later = await listens(browser);
    expect(await later.rest()).toBe("");
  });

  test("is not there where the process does not live between requests: programs get the state", async () => {
    await using app = await testPostern({ background: false });
    const { browser } = await app.register(EMAIL);
    const answer = await asksToListen(browser);
    expect(await answer.json()).toMatchObject({ state: "waiting" });
    expect((await browser.open("/unconfirmed")).text).not.toContain("data-listen");
  });
});
