// `postern mail release`: lets a database send under the base URL that is configured here.

import { maySendFrom } from "../../domain/served.ts";
import type { Unsent } from "../../ports/served-store.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { withDatabase } from "../with-database.ts";
import type { ReleaseFlags } from "./mail.ts";

/** What was waiting is sent or cancelled, as the operator says. */
export const releaseSending = (flags: ReleaseFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const { store, clock, settings } = context;
    const { baseUrl } = settings;
    const before = await store.listReleased();
    if (maySendFrom(before, baseUrl)) {
      if (globals.json) return printJson({ baseUrl, before, cancelled: null });
      return print(`Mails and events already go out under ${baseUrl}.`);
    }
    const waiting = await store.countUnsent();
    if (flags.send !== true && flags.cancel !== true && isAny(waiting)) {
      const words = `Under ${before.join(" and ")}, ${inWords(waiting)} had not been sent. Say what becomes of them: --cancel if this is a copy, --send if the site has moved here.`;
      throw new Refused("something-waits", words);
    }
    const isCancelled = flags.cancel === true;
    const cancelled = isCancelled ? await store.cancelUnsent({ now: clock.now() }) : null;
    const asWell = flags.asWell === true;
    await store.releaseSending({ baseUrl, asWell, actor, now: clock.now() });
    if (globals.json) return printJson({ baseUrl, before, cancelled });
    if (cancelled !== null) print(`Cancelled ${inWords(cancelled)}.`);
    print(`From now on, mails and events go out under ${baseUrl}.`);
    const others = `A server under ${before.join(" or ")} sends nothing after its next start.`;
    if (!asWell) say(others);
  });

const isAny = ({ mails, deliveries }: Unsent): boolean => mails + deliveries > 0;

const inWords = ({ mails, deliveries }: Unsent): string =>
  `${count(mails, "mail")} and ${count(deliveries, "event")}`;
