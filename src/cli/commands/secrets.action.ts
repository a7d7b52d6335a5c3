// `postern secrets reencrypt`: the step of a rotation after which older keys may go.

import { TOTP } from "../../domain/evidence.ts";
import { credentialSealer } from "../../domain/sealed.ts";
import { resealSecrets, type Resealing } from "../../features/two-step/reseal.ts";
import { exitCodes } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { progress } from "../progress.ts";
import { withDatabase } from "../with-database.ts";

/** Encrypts every secret with the newest key. Exits with 1 if some cannot be opened, so that a script can check. */
export const reencrypt = (globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const keys = await ownKeys(globals, "Secrets are opened with the server's keys");
    const total = await context.store.countCredentials(TOTP);
    const shown = progress("secrets read", Math.max(1, total));
    let sum: Resealing = { seen: 0, resealed: 0, unopened: [] };
    for await (const batch of resealSecrets({ ...context, sealed: credentialSealer(keys) })) {
      sum = {
        seen: sum.seen + batch.seen,
        resealed: sum.resealed + batch.resealed,
        unopened: [...sum.unopened, ...batch.unopened],
      };
      shown.at(Math.min(sum.seen, total));
    }
    shown.end();
    const { seen, resealed, unopened } = sum;
    if (unopened.length > 0) process.exitCode = exitCodes.refused;
    const users = unopened.map(({ userId }) => userId);
    if (globals.json) return printJson({ secrets: seen, reencrypted: resealed, unopened: users });
    print(`${count(resealed, "secret")} of ${seen} encrypted again.`);
    if (unopened.length === 0) return say("Everything is encrypted with the newest key.");
    say(`${count(unopened.length, "secret")} cannot be opened. ${MEND} They are of these users:`);
    for (const user of users) print(user);
  });

const MEND =
  "Put the key that encrypted them back into POSTERN_SECRET, behind the newest, and run this again. If it is lost, these users log in with a recovery code or a passkey, or you remove their app: postern user factors remove.";
