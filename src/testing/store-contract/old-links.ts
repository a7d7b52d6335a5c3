import { days, hours } from "../../domain/time.ts";
import { imported, unconfirmed } from "./imports.ts";
import {
  actsOf,
  addressOf,
  newSession,
  NOW,
  passwordOf,
  register,
  type StoreTests,
} from "./kit.ts";

const EMAIL = "ada@example.com";

const ASKED = { address: addressOf(EMAIL), lifetime: hours(72), now: NOW } as const;

export function oldLinkContract({ describe, test, expect, openStore }: StoreTests): void {
  describe("a link of another application", () => {
    test("is exchanged for one link of whoever was imported, and of nobody else", async () => {
      await using store = await openStore();
      expect(await store.exchangeOldLink(ASKED)).toMatchObject({ reason: "unknown" });
      await register(store, EMAIL);
      expect(await store.exchangeOldLink(ASKED)).toMatchObject({ reason: "unknown" });
      const ada = imported(EMAIL, unconfirmed);
      const act = { actor: "operator:root", now: NOW, duplicates: "first" } as const;
      await store.importUsers({ ...act, users: [ada] });
      const first = await store.exchangeOldLink(ASKED);
      const again = await store.exchangeOldLink({ ...ASKED, now: NOW + hours(1) });
      if (!first.ok || !again.ok) throw new Error("There is no link.");
      expect(again.value).toBe(first.value);
      const found = await store.findLink(first.value);
      expect(found).toMatchObject({ user: { id: ada.id }, link: { expiresOn: NOW + hours(72) } });
      const later = await store.exchangeOldLink({ ...ASKED, now: NOW + days(4) });
      expect(later.ok && later.value !== first.value).toBe(true);
      const now = NOW + days(4) + 1;
      const confirmed = await store.confirm({
        linkId: later.ok ? later.value : "",
        userId: ada.id,
        via: "link",
        proof: { kind: "new-password", password: passwordOf("hash") },
        session: newSession(now),
        now,
      });
      expect(confirmed).toMatchObject({ ok: true });
      expect(await store.exchangeOldLink({ ...ASKED, now })).toMatchObject({
        reason: "already-confirmed",
      });
      expect(await actsOf(store, ada.id)).toContain("old-link-exchanged");
    });
  });
}
