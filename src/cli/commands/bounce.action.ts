// `postern mail bounce`, `suppressed` and `unsuppress`: bounces and what follows from them.

import { LONGEST_REPORT, textOfMessage } from "../../domain/delivery-status.ts";
import * as bounces from "../../features/bounces/bounces.ts";
import { withDatabase } from "../with-database.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { iso, oneLine, print, printJson, say, shortTime, table } from "../output.ts";
import { NO_BOUNCE_ADDRESS, ownReturnPaths } from "../own-return-paths.ts";

/** Reads a report from stdin. A report that changes nothing is refused with the reason. */
export const takeBounce = (to: string | undefined, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const message = await readMessage();
    const own = await ownReturnPaths(opened, globals);
    if (own === undefined) throw new Refused("no-bounce-address", NO_BOUNCE_ADDRESS);
    const taken = await bounces.takeBounce({ ...opened.context, ...own }, { to, message });
    if (!taken.ok) throw new Refused(taken.reason, WORDS[taken.reason]);
    const { mailId, ...what } = taken.value;
    if (globals.json) return printJson({ outcome: "taken", mail: mailId, ...what });
    print(`The mail ${mailId} ${becameOf(taken.value)}`);
    say(`What the mail server said: postern mail show ${mailId}`);
  });

const WORDS: Readonly<Record<bounces.BounceRefusal, string>> = {
  "no-bounce-address": NO_BOUNCE_ADDRESS,
  "too-large": `The report has more than ${LONGEST_REPORT / 1024} KiB. Nothing was changed.`,
  "no-report":
    "This is not a readable delivery report. Nothing was changed.\nMessages to Postern's return paths are kept: postern mail unread",
  forged:
    "The report was not sent to one of Postern's return paths. Nothing was changed.\nIf it is genuine: give the address it was sent to with --to, and the server's POSTERN_SECRET.",
  "not-permanent": "The report is not about a permanent failure. Nothing was changed.",
  "other-recipient":
    "The report is about a mailbox that the mail was passed on to, such as a member of an alias. The mail stays as it is.\nThe report is kept: postern mail unread",
  "no-complaint": "The report says that nobody complained. Nothing was changed.",
  "known-complaint": "The complaint about this mail is known. Nothing was changed.",
  "unknown-mail": "The report is about a mail that is no longer stored. Nothing was changed.",
  "not-sent": "The mail was not sent, or has bounced before. Nothing was changed.",
};

function becameOf(taken: bounces.Taken): string {
  if (!("fault" in taken))
    return "was marked as spam. Mail that strangers can cause to its mailbox is stopped.";
  return taken.fault === "address"
    ? "is dead, and its address gets no mail for now."
    : `is dead. Its address is not at fault (${taken.fault}), and gets mail as before.`;
}

/** Reads to the end, because the writer relies on it, but keeps only enough to tell that it is too much. */
async function readMessage(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    if (size <= LONGEST_REPORT) chunks.push(chunk);
    size += chunk.byteLength;
  }
  return textOfMessage(Buffer.concat(chunks));
}

/** Prints the addresses that get no mail for now, newest first. */
export const listSuppressed = (limit: number, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const found = await context.store.listSuppressions({ limit });
    if (globals.json) {
      return printJson({ suppressed: found.map((each) => ({ ...each, since: iso(each.since) })) });
    }
    if (found.length === 0) return say("No address is suppressed.");
    const columns = [{ title: "address" }, { title: "since (UTC)" }, { title: "answer" }];
    print(
      table(
        columns,
        found.map(({ email, since, answer }) => [email, shortTime(since), oneLine(answer)]),
      ),
    );
    say("To mail one again: postern mail unsuppress ADDRESS");
  });

/** Prints the messages to return paths that could not be read, newest first. */
export const listUnread = (limit: number, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const found = await context.store.listUnread({ limit });
    if (globals.json) {
      return printJson({ unread: found.map((each) => ({ ...each, cameOn: iso(each.cameOn) })) });
    }
    if (found.length === 0) return say("There are no unreadable messages.");
    const columns = [{ title: "came (UTC)" }, { title: "mail" }, { title: "to" }, { title: "is" }];
    print(
      table(
        columns,
        found.map(({ cameOn, mailId, email, gist }) => [
          shortTime(cameOn),
          mailId,
          email ?? "–",
          oneLine(gist),
        ]),
      ),
    );
  });

/** Allows mails to an address again. */
export const unsuppress = (typed: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const lifted = await bounces.unsuppress(context, { actor }, typed);
    if (!lifted.ok) {
      const words = {
        "no-address": `"${oneLine(typed)}" is not an email address. Check for typing errors.`,
        "not-suppressed": `${oneLine(typed)} is not suppressed: postern mail suppressed`,
      };
      throw new Refused(lifted.reason, words[lifted.reason]);
    }
    const { email } = lifted.value;
    if (globals.json) printJson({ unsuppressed: email });
    else
      print(
        `${email} gets mail again. List the mails that died in the meantime: postern mail list --state dead`,
      );
  });
