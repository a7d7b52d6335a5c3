// `postern mail hold` and `postern mail release`: whether mails and events go out at all.

import {
  holdSending as holdAll,
  releaseSending as release,
  resumeSending,
  type Operator,
} from "../../features/outbox/outbox.ts";
import type { Uses } from "../../ports/context.ts";
import type { Unsent } from "../../ports/served-store.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { heldWords, holdJson } from "../mail-words.ts";
import { count, print, printJson, say } from "../output.ts";
import { normaliseReason } from "../reason.ts";
import { withDatabase } from "../with-database.ts";
import type { ReleaseFlags } from "./mail.ts";

/** Nothing goes out from any process until somebody releases it. */
export const holdSending = (reason: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const outcome = await holdAll(context, { actor, reason: normaliseReason(reason) });
    const { heldBy } = await context.store.outboxStatus();
    if (!outcome.ok) {
      const words = heldBy === null ? "They were just released." : heldWords(heldBy);
      throw new Refused(outcome.reason, `Mails and events are held already. ${words}`);
    }
    if (globals.json) return printJson({ hold: holdJson(heldBy) });
    print("Mails and events are held. Pages work as usual, and mails wait.");
    say("What a server has in hand still goes out. Afterwards: postern mail release");
  });

/** Ends the hold of an operator. In a copy, what was waiting is sent or cancelled, as the operator says. */
export const releaseSending = (flags: ReleaseFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const { baseUrl } = context.settings;
    const reason = flags.reason === undefined ? undefined : normaliseReason(flags.reason);
    const operator = { actor, reason };
    const { heldBy } = await context.store.outboxStatus();
    const { before, cancelled, wasCopy } = await releaseCopy(context, operator, flags);
    if (!wasCopy && heldBy !== null && flags.cancel === true) {
      const words =
        "This is no copy, so nothing is cancelled or released. Release without --cancel.";
      throw new Refused("not-a-copy", words);
    }
    const resumed = await resumeSending(context, operator);
    const hold = resumed.ok ? holdJson(heldBy) : null;
    if (globals.json) return printJson({ baseUrl, before, cancelled, hold });
    if (cancelled !== null) print(`Cancelled ${inWords(cancelled)}.`);
    if (!wasCopy && !resumed.ok) return print(`Mails and events already go out under ${baseUrl}.`);
    print(`From now on, mails and events go out under ${baseUrl}.`);
    const others = `A server under ${before.join(" or ")} sends nothing after its next start.`;
    if (wasCopy && flags.asWell !== true) say(others);
  });

type ReleasedCopy = {
  readonly before: readonly string[];
  readonly cancelled: Unsent | null;
  readonly wasCopy: boolean;
};

type Releasing = "cancelUnsent" | "countUnsent" | "listReleased" | "releaseSending";

async function releaseCopy(
  context: Uses<Releasing, "clock" | "settings">,
  operator: Operator,
  flags: ReleaseFlags,
): Promise<ReleasedCopy> {
  const asWell = flags.asWell === true;
  const outcome = await release(context, operator, { waiting: waitingIn(flags), asWell });
  if (outcome.ok) return { ...outcome.value, wasCopy: true };
  if (outcome.reason !== "something-waits") {
    const before = await context.store.listReleased();
    return { before, cancelled: null, wasCopy: false };
  }
  const words = `Under ${outcome.before.join(" and ")}, ${inWords(outcome.unsent)} had not been sent. Say what becomes of them: --cancel if this is a copy, --send if the site has moved here.`;
  throw new Refused("something-waits", words);
}

const waitingIn = ({ send, cancel }: ReleaseFlags): "send" | "cancel" | undefined =>
  cancel === true ? "cancel" : send === true ? "send" : undefined;

const inWords = ({ mails, deliveries }: Unsent): string =>
  `${count(mails, "mail")} and ${count(deliveries, "event")}`;
