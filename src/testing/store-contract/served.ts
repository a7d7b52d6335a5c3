// What every store must do about the base URLs under which it is used.

import { NOW, claim, register, type StoreTests } from "./kit.ts";

const HOME = "https://acme.example";
const COPY = "https://staging.acme.example";

/** What every store must do so that a copy of it mails nobody. */
export function servedContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the site that a store belongs to", () => {
    test("is the first one that it serves, and only that one may send", async () => {
      await using store = await openStore();
      expect(await store.listReleased()).toEqual([]);
      const first = await store.serve({ baseUrl: HOME, now: NOW });
      expect(first).toEqual({ maySend: true, released: [HOME] });
      const copy = await store.serve({ baseUrl: COPY, now: NOW });
      expect(copy).toEqual({ maySend: false, released: [HOME] });
      expect(await store.serve({ baseUrl: HOME, now: NOW })).toEqual(first);
      expect(await store.listReleased()).toEqual([HOME]);
    });

    test("is no machine on which it only began", async () => {
      await using store = await openStore();
      const local = { baseUrl: "http://localhost:5000", now: NOW };
      expect((await store.serve(local)).maySend).toBe(true);
      expect((await store.serve({ ...local, baseUrl: "http://127.0.0.1:5001" })).maySend).toBe(
        true,
      );
      const site = await store.serve({ baseUrl: HOME, now: NOW });
      expect(site).toEqual({ maySend: true, released: [HOME] });
      expect(await store.serve(local)).toEqual({ maySend: false, released: [HOME] });
    });

    test("is another one after a release, or one more", async () => {
      await using store = await openStore();
      await store.serve({ baseUrl: HOME, now: NOW });
      const release = { baseUrl: COPY, actor: "operator:ada", now: NOW + 1 };
      await store.releaseSending({ ...release, asWell: true });
      expect(await store.listReleased()).toEqual([HOME, COPY]);
      await store.releaseSending({ ...release, asWell: false });
      expect(await store.serve({ baseUrl: HOME, now: NOW })).toEqual({
        maySend: false,
        released: [COPY],
      });
      const [line] = await store.listAudit({
        act: "sending-released",
        limit: 10,
        after: undefined,
      });
      expect(line).toMatchObject({ actor: "operator:ada", detail: COPY });
    });

    test("keeps what was cancelled for it, and whoever had claimed it settles nothing", async () => {
      await using store = await openStore();
      const handlers = [{ name: "welcome", types: ["user.registered"] }];
      await store.keepHandlers({ handlers, now: NOW });
      await register(store, "ada@example.com");
      const [claimed] = await claim(store);
      await register(store, "bob@example.com");
      expect(await store.countUnsent()).toEqual({ mails: 2, deliveries: 2 });
      expect(await store.cancelUnsent({ now: NOW })).toEqual({ mails: 2, deliveries: 2 });
      expect(await store.countUnsent()).toEqual({ mails: 0, deliveries: 0 });
      const { id, fence } = claimed!;
      const taken = { state: "sent", answer: "250 taken", fault: null, dueOn: NOW } as const;
      expect(await store.settleMail({ id, fence, ...taken, now: NOW })).toBe(false);
      const mails = await store.listMails({ filter: "all", limit: 10, after: undefined });
      expect(mails.map(({ state, answer }) => [state, answer])).toEqual([
        ["cancelled", "not-released"],
        ["cancelled", "not-released"],
      ]);
      const deliveries = await store.listDeliveries({ limit: 10 });
      expect(deliveries.map(({ state }) => state)).toEqual(["missed", "missed"]);
    });
  });
}
