import { days } from "../../domain/time.ts";
import { NOW, addressOf, claim, type StoreTests } from "./kit.ts";

const TROUBLE = { since: NOW, waiting: 3, answer: "535 no" };

/** What every store must do about mail that is not going out. */
export function alarmContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the alarm", () => {
    const alarm = {
      operator: addressOf("op@example.com"),
      trouble: TROUBLE,
      act: "mail-trouble",
      quiet: days(1),
      now: NOW,
    } as const;

    test("is raised once a day, however many processes notice", async () => {
      await using store = await openStore();
      const raised = await Promise.all(Array.from({ length: 4 }, () => store.raiseAlarm(alarm)));
      expect(raised.filter(Boolean)).toHaveLength(1);
      expect(await store.raiseAlarm({ ...alarm, now: NOW + days(1) - 1 })).toBe(false);
      expect(await store.raiseAlarm({ ...alarm, now: NOW + days(1) })).toBe(true);
    });

    test("is a mail to the operator, with what was seen", async () => {
      await using store = await openStore();
      await store.raiseAlarm(alarm);
      const [mail, ...more] = await claim(store);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ kind: "mail-trouble", email: "op@example.com" });
      expect(JSON.parse(mail!.about!)).toEqual(TROUBLE);
    });

    test("is no mail where there is no operator", async () => {
      await using store = await openStore();
      expect(await store.raiseAlarm({ ...alarm, operator: undefined })).toBe(true);
      expect(await claim(store)).toEqual([]);
    });
  });
}
