// People who register, confirm, move and go by chance, for the counts of the cohorts.

import type { Person } from "../../domain/cohorts.ts";
import { minutes, type Instant } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import { seededRandom } from "../random.ts";
import {
  addressOf,
  ASKS,
  bySession,
  handOver,
  loginOf,
  newId,
  NO_LIMIT,
  NOW,
  register,
  type Registered,
} from "./kit.ts";

const ACT = { actor: "operator:root", reason: "asked by phone" };

type Known = { person: Person; readonly who: Registered; linkId?: string };

/** People who register and do one thing after the other, by chance, and what a plain list knows of them. */
export function historyOf(store: Store, seed: string) {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor((random.bytes(1)[0]! / 256) * count);
  const known: Known[] = [];
  const gone: Person[] = [];
  let now = NOW;
  const pick = (isMeant: (each: Known) => boolean): Known | undefined => {
    const meant = known.filter(isMeant);
    return meant[below(meant.length)];
  };
  const isWaiting = ({ person }: Known): boolean => person.confirmedOn === null;
  const leave = (each: Known): void => {
    known.splice(known.indexOf(each), 1);
    gone.push(each.person);
  };
  const note = (each: Known, facts: Partial<Person>): void => {
    each.person = { ...each.person, ...facts };
  };
  /** Whoever confirms an address ends the other registrations of it. */
  const ownsFromNowOn = (owner: Known): void => {
    const { key } = owner.who.address;
    for (const each of known.filter(isWaiting)) {
      if (each !== owner && each.who.address.key === key) leave(each);
    }
  };

  async function joins(): Promise<void> {
    const address = addressOf(`p${below(12)}@d${below(3)}.example`);
    const language = ["en", "de", undefined][below(3)];
    const who = await register(store, address.display, { now, language });
    known.push({ who, person: newPerson(now, address.key, language) });
  }

  async function isMailed(): Promise<void> {
    for (const mail of await handOver(store, now)) {
      const each = known.find(({ who }) => who.userId === mail.user?.id);
      if (each === undefined || !mail.kind.startsWith("confirm")) continue;
      note(each, { handedOver: true });
      if (mail.link !== undefined) each.linkId = mail.link.id;
    }
  }

  async function confirms(): Promise<void> {
    const each = pick((one) => isWaiting(one) && one.linkId !== undefined);
    if (each === undefined) return;
    const via = below(2) === 0 ? "link" : "code";
    const done = await store.confirm({ ...bySession(each.linkId!, each.who, now), via });
    if (!done.ok) return;
    note(each, { confirmedOn: now, way: via, handedOver: true, opened: true });
    ownsFromNowOn(each);
  }

  async function isConfirmed(): Promise<void> {
    const each = pick(isWaiting);
    if (each === undefined) return;
    const { userId } = each.who;
    if (!(await store.confirmUser({ ...ACT, userId, now })).ok) return;
    note(each, { confirmedOn: now, way: "admin" });
    ownsFromNowOn(each);
  }

  async function isMade(): Promise<void> {
    const userId = newId(now);
    const address = addressOf(`made${below(99)}@d9.example`);
    const confirmed = below(2) === 0;
    const made = await store.createUser({
      ...ACT,
      userId,
      address,
      password: undefined,
      registeredWith: "the command line",
      confirmed,
      admin: false,
      mailLimit: undefined,
      now,
    });
    if (!made.ok) return;
    const person = newPerson(now, address.key, undefined);
    const way = confirmed ? ({ confirmedOn: now, way: "admin" } as const) : {};
    gone.push({ ...person, ...way });
  }

  async function asksAgain(): Promise<void> {
    const each = pick(isWaiting);
    if (each === undefined) return;
    const { userId } = each.who;
    const asked = await store.sendConfirmation({ ...ACT, userId, mailLimit: NO_LIMIT, now });
    if (asked.ok) note(each, { resends: each.person.resends + 1 });
  }

  async function moves(): Promise<void> {
    const each = pick(isWaiting);
    if (each === undefined) return;
    const { userId } = each.who;
    const address = addressOf(`m${below(99)}@d${below(3)}.example`);
    const moved = await store.changeRegistrationAddress({ ...ASKS, userId, address, now });
    if (!moved.ok) return;
    delete each.linkId;
    note(each, { domain: domainOf(address.key) });
    known[known.indexOf(each)] = { person: each.person, who: { ...each.who, address } };
  }

  async function goes(): Promise<void> {
    const each = pick(() => true);
    if (each === undefined) return;
    const { userId } = each.who;
    if (isWaiting(each)) await store.cancelRegistration({ userId, now });
    else await store.removeUser({ ...ACT, userId, now });
    leave(each);
  }

  async function returns(): Promise<void> {
    const each = pick(() => true);
    if (each === undefined) return;
    if ((await store.logIn(loginOf(each.who, { now }))) === undefined) return;
    if (each.person.confirmedOn !== null) note(each, { returned: true });
  }

  const deeds = [joins, joins, joins, isMailed, isMailed, confirms, confirms, isConfirmed].concat([
    isMade,
    asksAgain,
    moves,
    goes,
    returns,
  ]);
  return {
    async step(): Promise<void> {
      now += minutes(1);
      await deeds[below(deeds.length)]!();
    },
    now: () => now,
    people: (): readonly Person[] => [...gone, ...known.map(({ person }) => person)],
  };
}

const domainOf = (key: string): string => key.slice(key.lastIndexOf("@") + 1);

const newPerson = (now: Instant, key: string, language: string | undefined): Person => ({
  registeredOn: now,
  confirmedOn: null,
  way: null,
  domain: domainOf(key),
  language: language ?? null,
  source: null,
  resends: 0,
  handedOver: false,
  opened: false,
  returned: false,
});
