// One step: the deed, what it changed, and what the history remembers of it.

import type { Deed, Deeds } from "./deed.ts";
import { auditSince, hashOf, snapshot, type AuditRow, type Snapshot } from "./snapshot.ts";
import { SESSION, type World } from "./world.ts";

/** A deed with the state before and after it. */
export type Step = {
  readonly deed: Deed;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly audit: readonly AuditRow[];
  readonly time: number;
  /** Whose session the acting browser had before, according to its cookie. */
  readonly actor: string | undefined;
  /** That cookie. */
  readonly cookie: string | undefined;
};

/** Does the deed a second after the previous one, records it, and checks it. */
export async function perform(
  world: World,
  act: Deeds,
  check: (world: World, step: Step) => Promise<void>,
): Promise<void> {
  world.step += 1;
  world.app.clock.forward(1_000);
  const before = world.now;
  const time = world.app.clock.now();
  const cookies = cookiesOf(world);
  const deed = await act(world);
  const after = (world.now = snapshot(world.app.database));
  const audit = auditSince(world.app.database, before);
  const cookie = deed.browser && cookies.get(deed.browser);
  const actor = cookie && before.sessions.get(hashOf(cookie))?.user_id;
  const step: Step = { deed, before, after, audit, time, actor, cookie };
  remember(world, step);
  await check(world, step);
}

const cookiesOf = (world: World) =>
  new Map(
    world.people.flatMap(({ browsers }) =>
      browsers.map((browser) => [browser, browser.jar.get(SESSION)] as const),
    ),
  );

function remember(world: World, { deed, before, after, audit, time }: Step): void {
  const { step } = world;
  for (const { act, user_id: userId, detail } of audit)
    world.events.push({ step, time, act, userId, detail });
  for (const [id, user] of after.users) {
    const was = before.users.get(id);
    if (was !== undefined && was.email_key !== user.email_key)
      world.events.push({ step, time, act: "moved", userId: id, detail: null });
  }
  for (const [key, id] of after.owners) {
    if (before.owners.get(key) !== id) world.ownedAt.set(key, step);
  }
  for (const secret of cookiesOf(world).values()) {
    const userId = secret && after.sessions.get(hashOf(secret))?.user_id;
    if (secret && userId && !world.secrets.has(secret))
      world.secrets.set(secret, { since: step, userId, over: false });
  }
  for (const id of after.mails.keys()) {
    if (!world.queuedAt.has(id)) world.queuedAt.set(id, step);
  }
  const cookie = deed.browser?.jar.get(SESSION);
  const userId = cookie && after.sessions.get(hashOf(cookie))?.user_id;
  if (deed.code !== undefined && deed.done !== true && userId)
    world.wrongCodes.push({ userId, step });
}
