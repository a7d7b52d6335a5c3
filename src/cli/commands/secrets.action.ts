// `postern secrets reencrypt`: the step of a rotation after which older keys may go.

import { resealPeppers } from "../../adapters/stored-peppers.ts";
import { resealTokens } from "../../adapters/stored-tokens.ts";
import { webhookKeys } from "../../adapters/webhook-keys.ts";
import { TOTP } from "../../domain/evidence.ts";
import type { KeyRing } from "../../domain/key-ring.ts";
import { credentialSealer, type Resealed } from "../../domain/sealed.ts";
import { resealSecrets, type Resealing } from "../../features/two-step/reseal.ts";
import { listWebhooks, resealWebhooks } from "../../features/webhooks/endpoints.ts";
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
    const apps = await resealedApps(context, keys);
    const webhooks = await resealedWebhooks(context, keys);
    const tokens = await resealTokens(context.store, keys, context.random);
    const peppers = await resealPeppers(context.store, keys, context.random);
    const users = apps.unopened.map(({ userId }) => userId);
    const lost = [...users, ...webhooks.unopened, ...tokens.unopened, ...peppers.unopened].length;
    if (lost > 0) process.exitCode = exitCodes.refused;
    if (globals.json) {
      return printJson({
        secrets: apps.seen,
        reencrypted: apps.resealed,
        unopened: users,
        webhooks: inJson(webhooks),
        tokens: { ...inJson(tokens), unopened: tokens.unopened.length },
        peppers: inJson(peppers),
      });
    }
    const all = apps.seen + webhooks.seen + tokens.seen + peppers.seen;
    const resealed = apps.resealed + webhooks.resealed + tokens.resealed + peppers.resealed;
    print(`${count(resealed, "secret")} of ${all} encrypted again.`);
    for (const name of webhooks.unopened) {
      say(`No secret of the webhook ${name} can be opened: postern webhooks rotate ${name}`);
    }
    for (const id of peppers.unopened)
      say(`The pepper ${id} of imported passwords cannot be opened: import it again.`);
    if (tokens.unopened.length > 0) say(MEND_TOKENS);
    if (users.length > 0) {
      say(`${count(users.length, "secret")} cannot be opened. ${MEND} They are of these users:`);
      for (const user of users) print(user);
    }
    if (lost === 0) say("Everything is encrypted with the newest key.");
  });

const inJson = ({ seen, resealed, unopened }: Resealed) => ({
  secrets: seen,
  reencrypted: resealed,
  unopened,
});

/** The secrets of apps, with the progress shown. */
async function resealedApps(context: CommandContext["context"], keys: KeyRing): Promise<Resealing> {
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
  return sum;
}

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

const MEND_TOKENS =
  "A token for the mail server cannot be opened. The server begins anew with POSTERN_SMTP_OAUTH_REFRESH_TOKEN; if mails are held then, log the account in again to get a new one.";

const MEND =
  "Put the key that encrypted them back into POSTERN_SECRET, behind the newest, and run this again. If it is lost, these users log in with a recovery code or a passkey, or you remove their app: postern user factors remove.";
