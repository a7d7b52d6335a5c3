// `postern mail stopped` and `unstop`: mailboxes that want no mail that strangers can cause.

import { parseEmailAddress } from "../../domain/email-address.ts";
import { mailboxDigests, type MailboxDigests } from "../../domain/stopped-mailbox.ts";
import { liftStopOf } from "../../features/stops/stops.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { iso, oneLine, print, printJson, say, shortTime } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { withDatabase } from "../with-database.ts";

/** Says whether the mailbox of an address has stopped mail, since when, and until when. */
export const showStop = (typed: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context: { store, clock } }) => {
    const address = parseEmailAddress(typed);
    if (!address.ok) throw noAddress(typed);
    const { key } = address.value;
    const mailbox = (await digests(globals)).of(key);
    const stop = await store.findStop({ mailbox, now: clock.now() });
    if (globals.json) {
      const times = stop && { since: iso(stop.stoppedOn), until: iso(stop.endsOn) };
      return printJson({ email: key, stopped: times ?? null });
    }
    if (stop === undefined) return print(`The mailbox of ${key} has not stopped any mail.`);
    print(
      `The mailbox of ${key} has stopped mail that strangers can cause, from ${shortTime(stop.stoppedOn)} until ${shortTime(stop.endsOn)} (UTC).`,
    );
    say(`To end the stop: postern mail unstop ${key}`);
  });

/** Lets mails through to the mailbox of an address again. */
export const unstop = (typed: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const mailboxes = await digests(globals);
    const lifted = await liftStopOf({ ...context, mailboxes }, { actor }, typed);
    if (!lifted.ok) {
      if (lifted.reason === "no-address") throw noAddress(typed);
      throw new Refused(
        "not-stopped",
        `The mailbox of ${oneLine(typed)} has not stopped any mail.`,
      );
    }
    const { email } = lifted.value;
    if (globals.json) printJson({ unstopped: email });
    else print(`The mailbox of ${email} gets mail again.`);
  });

const digests = async (globals: Globals): Promise<MailboxDigests> =>
  mailboxDigests(await ownKeys(globals, "Stops are found with the server's keys"));

const noAddress = (typed: string): Refused =>
  new Refused("no-address", `"${oneLine(typed)}" is not an email address. Check the spelling.`);
