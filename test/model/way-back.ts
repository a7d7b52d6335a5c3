// The end of a history with a second factor: whoever reads the mailbox gets in with the factor, or with a week of patience.

import { assertInvariant } from "./assert-invariant.ts";
import { codeFor } from "./codes.ts";
import { DAY, MINUTE } from "./command.ts";
import type { Deeds, Who } from "./deed.ts";
import { askLoss, typeStep } from "./factors.ts";
import { perform } from "./perform.ts";
import { checkPromises } from "./promises.ts";
import { hashOf } from "./snapshot.ts";
import { clear, forget, logIn, logOut, useLetter, wait } from "./steps.ts";
import { ADA, SESSION, type World } from "./world.ts";

const ada: Who = { person: 0, browser: 0 };

const use = (of: "reset" | "lose-factor"): Deeds =>
  useLetter(ada, { letter: 0, of, proof: "nothing", password: 0 });

/** Ada has forgotten her password. Where she has the app she uses it, and otherwise she waits until it is removed. */
export async function checkWayBackOfOwner(world: World): Promise<void> {
  const place = ADA.findIndex((key) => {
    const user = world.now.users.get(world.now.owners.get(key) ?? "");
    return user?.factors === 2 && user.disabled_on === null && user.deletes_on === null;
  });
  if (place < 0) return;
  const userId = world.now.owners.get(ADA[place]!)!;
  const enters = [wait(MINUTE, true), logOut(ada), logIn(ada, place, -1)];
  // The first wait gives back what limits took.
  await act(world, [wait(2 * DAY, true), forget(ada, place), wait(MINUTE, true), use("reset")]);
  await act(world, enters);
  const hasApp =
    codeFor(world, ada, userId, "app").shown !== undefined &&
    [...world.now.credentials.values()].some(
      (each) => each.user_id === userId && each.kind === "totp",
    );
  if (hasApp) await act(world, [typeStep(ada, "app")]);
  else {
    const week = [
      wait(6 * DAY + MINUTE, true),
      clear(),
      wait(MINUTE, true),
      wait(2 * DAY, true),
      clear(),
    ];
    await act(world, [askLoss(ada), wait(MINUTE, true), use("lose-factor"), ...week, ...enters]);
  }
  const session = world.now.sessions.get(
    hashOf(world.people[0]!.browsers[0]!.jar.get(SESSION) ?? ""),
  );
  assertInvariant(
    session?.user_id === userId && session.pending === 0,
    `an owner with the mailbox and ${hasApp ? "the factor" : "a week"} did not get in`,
  );
}

async function act(world: World, deeds: readonly Deeds[]): Promise<void> {
  for (const deed of deeds) await perform(world, deed, checkPromises);
}
