// `postern secrets reencrypt`: the step of a rotation after which older keys may go.

import { webhookKeys } from "../../adapters/webhook-keys.ts";
import { TOTP } from "../../domain/evidence.ts";
import type { KeyRing } from "../../domain/key-ring.ts";
import { credentialSealer } from "../../domain/sealed.ts";
import { resealSecrets, type Resealing } from "../../features/two-step/reseal.ts";
import { listWebhooks, resealWebhooks, type Resealed } from "../../features/webhooks/endpoints.ts";
import { exitCodes } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { progress } from "../progress.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";

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
    const webhooks = await resealedWebhooks(context, keys);
    const { seen, resealed, unopened } = sum;
    if (unopened.length + webhooks.unopened.length > 0) process.exitCode = exitCodes.refused;
    const users = unopened.map(({ userId }) => userId);
    if (globals.json) {
      return printJson({
        secrets: seen,
        reencrypted: resealed,
        unopened: users,
        webhooks: {
          secrets: webhooks.seen,
          reencrypted: webhooks.resealed,
          unopened: webhooks.unopened,
        },
      });
    }
    const all = seen + webhooks.seen;
    print(`${count(resealed + webhooks.resealed, "secret")} of ${all} encrypted again.`);
    for (const name of webhooks.unopened) {
      say(`No secret of the webhook ${name} can be opened: postern webhooks rotate ${name}`);
    }
    if (unopened.length > 0) {
      say(`${count(unopened.length, "secret")} cannot be opened. ${MEND} They are of these users:`);
      for (const user of users) print(user);
    } else if (webhooks.unopened.length === 0) {
      say("Everything is encrypted with the newest key.");
    }
  });

/** The same for the secrets of webhooks, with the names of those that cannot be opened. */
async function resealedWebhooks(
  context: CommandContext["context"],
  keys: KeyRing,
): Promise<Resealed> {
  const { store, random } = context;
  const sealing = await resealWebhooks({ store, webhookKeys: webhookKeys(keys, random) });
  if (sealing.unopened.length === 0) return sealing;
  const named = await listWebhooks(context);
  const lost = named.filter(({ id }) => sealing.unopened.includes(id));
  return { ...sealing, unopened: lost.map(({ name }) => name) };
}

const MEND =
  "Put the key that encrypted them back into POSTERN_SECRET, behind the newest, and run this again. If it is lost, these users log in with a recovery code or a passkey, or you remove their app: postern user factors remove.";
