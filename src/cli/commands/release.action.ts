// `postern mail release`: lets a database send under the base URL that is configured here.

import { releaseSending as release } from "../../features/outbox/outbox.ts";
import type { Unsent } from "../../ports/served-store.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { withDatabase } from "../with-database.ts";
import type { ReleaseFlags } from "./mail.ts";

/** What was waiting is sent or cancelled, as the operator says. */
export const releaseSending = (flags: ReleaseFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const { baseUrl } = context.settings;
    const asWell = flags.asWell === true;
    const outcome = await release(context, { actor }, { waiting: waitingIn(flags), asWell });
    if (!outcome.ok && outcome.reason === "something-waits") {
      const words = `Under ${outcome.before.join(" and ")}, ${inWords(outcome.unsent)} had not been sent. Say what becomes of them: --cancel if this is a copy, --send if the site has moved here.`;
      throw new Refused("something-waits", words);
    }
    if (!outcome.ok) {
      const before = await context.store.listReleased();
      if (globals.json) return printJson({ baseUrl, before, cancelled: null });
      return print(`Mails and events already go out under ${baseUrl}.`);
    }
    const { before, cancelled } = outcome.value;
    if (globals.json) return printJson({ baseUrl, before, cancelled });
    if (cancelled !== null) print(`Cancelled ${inWords(cancelled)}.`);
    print(`From now on, mails and events go out under ${baseUrl}.`);
    const others = `A server under ${before.join(" or ")} sends nothing after its next start.`;
    if (!asWell) say(others);
  });

const waitingIn = ({ send, cancel }: ReleaseFlags): "send" | "cancel" | undefined =>
  cancel === true ? "cancel" : send === true ? "send" : undefined;

const inWords = ({ mails, deliveries }: Unsent): string =>
  `${count(mails, "mail")} and ${count(deliveries, "event")}`;
