// Moves one person over when they come: the old system says who they are, and they are imported like anybody else.

import type { EmailAddress } from "../domain/email-address.ts";
import { passwordCredential } from "../domain/evidence.ts";
import { randomId } from "../domain/id.ts";
import { askingStep, type OldSystemRules } from "../domain/old-system.ts";
import { normalisePassword } from "../domain/password-policy.ts";
import { parseUserRecord, type UserRecord } from "../domain/user-record.ts";
import type { Uses } from "../ports/context.ts";
import type { ImportedUser } from "../ports/import-store.ts";
import type { Moving, OldSystemAnswer, OldSystemQuestion } from "../ports/moving.ts";
import type { Pace } from "../ports/pace.ts";
import type { Asker } from "../ports/passwords.ts";
import { factorsWith } from "./credentials.ts";
import { identityOf, prepared } from "./prepare-user.ts";

type World = Uses<
  "findCandidates" | "importUsers",
  "clock" | "log" | "passwords" | "random" | "sealed" | "settings"
> & {
  readonly pace: Pace;
  readonly ask: (question: OldSystemQuestion) => Promise<OldSystemAnswer | undefined>;
};

/** Whoever is known here goes first. */
const MOVES: Asker = { client: "old-system", known: false };

/** For a site that has no other system. */
export const nobodyMoves: Moving = {
  step: undefined,
  move: async () => false,
};

/** A wrong answer always takes the whole step, whether the old system was asked, and whatever it said. */
export function movingFrom(rules: OldSystemRules, world: World): Moving {
  const { pace } = world;
  const step = askingStep(rules);
  const passUntil = (end: number): Promise<void> =>
    pace.now() < end ? pace.wait(end - pace.now()) : Promise.resolve();
  return {
    step,
    async move(address, typed) {
      const end = pace.now() + step;
      try {
        if (await moveOver(rules, world, address, typed)) return true;
      } catch (error) {
        world.log.error("old-system-move-failed", error);
      }
      await passUntil(end);
      return false;
    },
  };
}

async function moveOver(
  rules: OldSystemRules,
  world: World,
  address: EmailAddress,
  typed: string | undefined,
): Promise<boolean> {
  // Whoever owns the address here is known, and nobody else's business.
  if ((await world.store.findCandidates(address.key)).owner !== undefined) return false;
  const question = { email: address.display, ...(typed !== undefined && { password: typed }) };
  const answer = await world.ask(question);
  if (answer?.state !== "found") return false;
  const now = world.clock.now();
  const read = parseUserRecord(answer.user, now);
  if (!read.ok) return refuse(world, `${read.field} ${read.problem}`);
  const user = await userFrom(rules, world, read.value, typed);
  if (typeof user === "string") return refuse(world, user);
  // It was asked about this address, and answers about no other.
  if (user.address.key !== address.key) return refuse(world, "email is another one");
  const input = { users: [user], duplicates: "first", actor: "old-system", now } as const;
  const [outcome] = await world.store.importUsers(input);
  if (outcome !== "known") return outcome === "added" || outcome === "replaced";
  // Moved over by another login just now. Otherwise they are gone from here, or from this address, and a quicker answer would
  // tell that the old password was right.
  return (await world.store.findCandidates(address.key)).owner !== undefined;
}

/** What it said is wrong: its own words may repeat what it was asked. */
function refuse({ log }: Pick<World, "log">, problem: string): false {
  log.warn("old-system-answer-refused", { problem });
  return false;
}

/**
 * The user as they are stored here. A typed password is right there, so it is hashed as one of our own, whatever the policy
 * says of it today.
 */
async function userFrom(
  { system }: OldSystemRules,
  world: World,
  { password, roles = [], ...known }: UserRecord,
  typed: string | undefined,
): Promise<ImportedUser | string> {
  // What another system calls an admin is nobody who may open the console here.
  const record = { ...known, roles: roles.filter((role) => world.settings.roles.includes(role)) };
  const rules = { system, withoutPassword: true, leaveUnknown: true };
  const normal = typed === undefined ? undefined : normalisePassword(typed);
  const whole = normal === undefined && password !== undefined ? { ...record, password } : record;
  const identity = identityOf(whole, rules);
  if ("problem" in identity) return identity.detail;
  const found = await prepared(world, whole, identity, rules);
  if ("problem" in found) return found.detail;
  return world.passwords.admit(MOVES, async (hasher) => {
    const user = await found.complete(hasher);
    if (normal === undefined) return user;
    const own = passwordCredential(randomId(world.random), await hasher.hash(normal));
    const now = world.clock.now();
    const credentials = [...user.credentials, { ...own, createdOn: now, lastUsedOn: null }];
    return { ...user, credentials, factors: factorsWith(credentials, whole) };
  });
}
