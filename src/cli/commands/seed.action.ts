// `postern db seed`: demonstration users, with the same rows that registering writes.

import { randomId, orderedIds } from "../../domain/id.ts";
import { OPERATOR } from "../../ports/passwords.ts";
import type { Random } from "../../ports/random.ts";
import { addDemonstrationUsers, type DemonstrationUser } from "../../stores/sql/demonstration.ts";
import type { Ids } from "../../stores/sql/shared-writes.ts";
import { demonstrationUsers, pooled } from "../demonstration.ts";
import { withDatabase } from "../with-database.ts";
import { exitCodes, Refused } from "../exit.ts";
import { freshPassword } from "../fresh-password.ts";
import type { Globals } from "../globals.ts";
import { count, facts, print, printJson } from "../output.ts";
import { builtIn } from "../../features.ts";
import { kindsOf } from "../../stores/sql/kinds.ts";
import { progress } from "../progress.ts";

/** Each batch is one commit: large enough to be fast, small enough for a running server to wait. */
const BATCH_SIZE = 1_000;

/** Adds users who registered over the last days. They all have the same password, which is printed once. */
export const seedDatabase = (
  flags: { readonly users: number; readonly days: number; readonly yes?: true },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "made", async ({ driver, context, production }) => {
    if (production && !flags.yes) {
      throw new Refused(
        "production",
        "Demonstration users do not belong in production. To add them all the same, add --yes.",
      );
    }
    const random = pooled(context.random);
    const password = freshPassword(random);
    const hash = await context.passwords.admit(OPERATOR, (hasher) => hasher.hash(password));
    const domain = `demo-${shortName(random)}.example`;
    const now = context.clock.now();
    const users = demonstrationUsers({ ...flags, now, domain, random });
    const sql = { ids: idsFrom(random), kinds: kindsOf(builtIn) };
    const shown = progress("users added", flags.users);
    let [added, confirmed, interrupted] = [0, 0, false];
    process.once("SIGINT", () => (interrupted = true));
    for (const batch of batches(users)) {
      await driver.write(() => addDemonstrationUsers(sql, batch, hash));
      added += batch.length;
      confirmed += batch.filter(({ confirmedOn }) => confirmedOn !== null).length;
      shown.at(added);
      if (interrupted) break;
    }
    shown.end();
    if (interrupted) {
      const words = `Stopped after ${count(added, "demonstration user")}; they stay.`;
      throw new Refused("interrupted", words, exitCodes.interrupted);
    }
    if (globals.json) return printJson({ users: added, confirmed, domain, password });
    print(`${count(added, "demonstration user")} added, ${confirmed} of them confirmed.`);
    print(
      facts([
        ["addresses", `…@${domain}`],
        ["password", `${password} (of all of them)`],
      ]),
    );
  });

function* batches(users: Iterable<DemonstrationUser>): Generator<readonly DemonstrationUser[]> {
  let batch: DemonstrationUser[] = [];
  for (const user of users) {
    batch.push(user);
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const idsFrom = (random: Random): Ids => ({
  link: () => randomId(random),
  ordered: orderedIds(random),
});

const shortName = (random: Random): string => Buffer.from(random.bytes(3)).toString("hex");
