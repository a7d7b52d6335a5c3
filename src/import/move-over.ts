// Moves one person over when they come: the old system says who they are, and they are imported like anybody else.

import { parseNewAddress, type EmailAddress } from "../domain/email-address.ts";
import { PASSWORD, passwordCredential } from "../domain/evidence.ts";
import { randomId } from "../domain/id.ts";
import { askingStep, type OldSystemRules } from "../domain/old-system.ts";
import { normalisePassword } from "../domain/password-policy.ts";
import { parseUserRecord, type UserRecord } from "../domain/user-record.ts";
import type { Uses } from "../ports/context.ts";
import type { ImportedUser } from "../ports/import-store.ts";
import type { LoginStore } from "../ports/login-store.ts";
import type { Moving, OldSystemAnswer, OldSystemQuestion, TypedInVain } from "../ports/moving.ts";
import type { Pace } from "../ports/pace.ts";
import type { Asker } from "../ports/passwords.ts";
import { factorsWith } from "./credentials.ts";
import { identityOf, prepared } from "./prepare-user.ts";

type World = Uses<
  | "addImportedPassword"
  | "awaitsImportedPassword"
  | "findCandidates"
  | "importUsers"
  | "knownImports",
  "clock" | "log" | "passwords" | "random" | "sealed" | "settings"
> & {
  readonly pace: Pace;
  readonly ask: (question: OldSystemQuestion) => Promise<OldSystemAnswer | undefined>;
};

type Candidates = Awaited<ReturnType<LoginStore["findCandidates"]>>;

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
  typed: TypedInVain | undefined,
): Promise<boolean> {
  const { store, clock } = world;
  const password = typed?.password;
  const { owner, waiting } = await store.findCandidates(address.key);
  if (isElse({ owner, waiting }, typed)) return true;
  if (!(await mayBeAsked(world, owner, { address, password })))
    return isElse(await store.findCandidates(address.key), typed);
  const question = { email: address.display, ...(password !== undefined && { password }) };
  const answer = await world.ask(question);
  if (answer?.state !== "found") return false;
  const now = clock.now();
  const read = parseUserRecord(answer.user, now);
  if (!read.ok) return refuse(world, `${read.field} ${read.problem}`);
  const user = await userFrom(rules, world, read.value, password);
  if (typeof user === "string") return refuse(world, user);
  // It was asked about this address, and answers about no other.
  if (user.address.key !== address.key) return refuse(world, "email is another one");
  const input = { users: [user], duplicates: "first", actor: "old-system", now } as const;
  const [outcome] = await store.importUsers(input);
  if (outcome === "added" || outcome === "replaced") return true;
  if (outcome === "id-taken" || outcome === "passkey-taken")
    return refuse(
      world,
      outcome === "id-taken" ? "id is another user's" : "passkeys are another user's",
    );
  if (outcome !== "known") return false;
  return (await givePassword(world, user, typed)) || isHereNow(world, user, typed);
}

/** Whether the old system may know more of an address than this site. */
async function mayBeAsked(
  { store }: Pick<World, "store">,
  owner: Candidates["owner"],
  { address, password }: { readonly address: EmailAddress; readonly password: string | undefined },
): Promise<boolean> {
  // Nobody could be imported with it, or could ever have set it. Old systems fail at such texts.
  if (!parseNewAddress(address.display).ok) return false;
  if (password !== undefined && normalisePassword(password) === undefined) return false;
  // Whoever owns the address here is known, and nobody else's business: but for those who were moved over without a password,
  // because somebody said that it was forgotten.
  if (owner === undefined) return true;
  if (password === undefined || owner.password !== undefined) return false;
  return store.awaitsImportedPassword(owner.user.id);
}

/** Gives the typed password to somebody who was moved over without one. */
async function givePassword(
  { store, clock }: Pick<World, "store" | "clock">,
  { digest, credentials }: ImportedUser,
  typed: TypedInVain | undefined,
): Promise<boolean> {
  const password = credentials.find(({ kind }) => kind === PASSWORD);
  if (typed === undefined || password === undefined) return false;
  const input = { digest, password, actor: "old-system", now: clock.now() };
  return store.addImportedPassword(input);
}

/**
 * Moved over by another login just now. Otherwise they are gone from here, or from this address, or have another password here:
 * a quicker answer would tell that the old one was right.
 */
async function isHereNow(
  { store }: Pick<World, "store">,
  { address, digest }: ImportedUser,
  typed: TypedInVain | undefined,
): Promise<boolean> {
  const home = (await store.knownImports([digest])).get(digest);
  return home === address.key && isElse(await store.findCandidates(address.key), typed);
}

/** Whether there is a password with which the typed one was not compared. */
const isElse = ({ owner, waiting }: Candidates, typed: TypedInVain | undefined): boolean =>
  typed !== undefined &&
  [owner, ...waiting].some(
    (each) => each?.password !== undefined && !typed.compared.has(each.password.credentialId),
  );

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
