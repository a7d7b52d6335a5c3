// What operators are told of first contacts.

import { CONTACT_PATIENCE, type FirstContactState } from "../../domain/first-contacts.ts";
import { hours, minutes } from "../../domain/time.ts";
import { counted, crowd, rules, sent } from "./first-contacts-kit.ts";
import {
  addressOf,
  bySession,
  claimCounted,
  confirmed,
  NOW,
  register,
  type StoreTests,
} from "./kit.ts";

/** Tests within those of first contacts. */
export function reportsOfFirstContacts({
  expect,
  test,
  openStore,
}: Omit<StoreTests, "describe">): void {
  test("are told to operators by the hour", async () => {
    await using store = await openStore();
    const people = await crowd(store, 20);
    const claimed = await claimCounted(store, NOW, rules);
    const link = claimed.find(({ email }) => email === people[0]!.address.key)!.link!.id;
    await store.confirm(bySession(link, people[0]!, NOW));
    const now = counted(NOW);
    const told = { startsOn: NOW - minutes(5), asked: 20, sent: 8, confirmed: 1, withheld: 0 };
    // Also before anything was counted.
    expect(await store.readFirstContacts({ rules, since: NOW - hours(1), now: NOW })).toEqual({
      credit: 3,
      waiting: 12,
      hours: [{ ...told, waiting: 12 }],
    });
    await claimCounted(store, now, rules);
    const report = await store.readFirstContacts({ rules, since: NOW - hours(1), now });
    expect(report).toMatchObject({ credit: 3, waiting: 12 });
    expect(report.hours).toEqual([{ ...told, waiting: 12 }]);
    const later = { rules, since: now + 1, now };
    expect((await store.readFirstContacts(later)).hours).toEqual([]);
  });

  test("that were withheld are told to operators, whoever asked", async () => {
    await using store = await openStore();
    await crowd(store, 20);
    for (let number = 0; number < 5; number += 1) {
      const address = addressOf(`b${number}@example.com`);
      await store.requestReset({ address, askedBy: "b", now: NOW });
    }
    await sent(store, NOW);
    await sent(store, NOW + CONTACT_PATIENCE);
    const now = NOW + CONTACT_PATIENCE;
    const { hours: found } = await store.readFirstContacts({ rules, since: 0, now });
    expect(found.map(({ withheld }) => withheld)).toEqual([4, 12]);
  });

  test("are told to operators by network, also of networks where nobody confirmed", async () => {
    await using store = await openStore();
    await confirmed(store, "ada@example.com", NOW - minutes(9));
    await sent(store, NOW);
    for (const [number, client] of ["20.7.0.1", "20.7.1.2", "unknown"].entries()) {
      await register(store, `b${number}@example.com`, { client, now: NOW });
    }
    const all = { since: NOW - minutes(20), now: NOW, limit: 9 };
    expect(await store.firstContactNetworks(all)).toEqual([
      { network: "20.7.0.0/16", asked: 2, confirmed: 0, credit: null },
      { network: "192.0.0.0/16", asked: 1, confirmed: 1, credit: 3 },
    ]);
    expect(await store.firstContactNetworks({ ...all, limit: 1 })).toHaveLength(1);
    expect(await store.firstContactNetworks({ ...all, since: NOW })).toEqual([]);
  });

  test("have a state whose changes are told once each", async () => {
    await using store = await openStore();
    const note = (state: FirstContactState) => store.noteFirstContactState({ state });
    await crowd(store, 8);
    await sent(store, NOW);
    const each = await Promise.all(Array.from({ length: 4 }, () => note("holding")));
    expect(each.filter((before) => before !== undefined)).toEqual(["calm"]);
    expect(await note("alert")).toBe("holding");
    expect(await note("calm")).toBe("alert");
    expect(await note("calm")).toBeUndefined();
  });
}
