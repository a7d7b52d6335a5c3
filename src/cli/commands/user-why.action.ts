// `postern user why`: all that is known about an address, what is the matter, and the command that helps.

import { mailboxDigests } from "../../domain/stopped-mailbox.ts";
import { explain, type Explained } from "../../features/admin/why.ts";
import { joined } from "../../features.ts";
import type { ServerConfig } from "../../server/config.ts";
import { exitCodes } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { print, printJson, say } from "../output.ts";
import { keysIfAny } from "../own-keys.ts";
import { whyJson, whyText } from "../why-words.ts";
import { noteLook } from "../note-look.ts";
import { withDatabase } from "../with-database.ts";

/** Explains why no mail came. Exits with 1 if nothing is known. */
export const explainMail = (wanted: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { context, config } = opened;
    // The keys of the server find a stop; the rest needs none.
    const keys = await keysIfAny(globals);
    const digestsOf = keys && mailboxDigests(keys).of;
    const explained = await explain(context, wanted, { digestsOf, baseUrl: baseUrlIn(config) });
    if (isUnknown(explained)) process.exitCode = exitCodes.refused;
    if (globals.json) printJson(whyJson(explained));
    else print(whyText(explained, joined(config.features)));
    if (digestsOf === undefined && !globals.json)
      say("Without POSTERN_SECRET, a stop of the mailbox is only seen by the mails that met it.");
    await noteLook(opened, explained.trail.users);
  });

const isUnknown = ({ findings }: Explained): boolean =>
  findings.every(({ cause }) => cause === "never-seen" || cause === "malformed");

/** Whether this is a copy can only be told where the command line has the settings of the server. */
const baseUrlIn = ({ provenance, options }: ServerConfig): string | undefined =>
  provenance.some(({ name, from }) => name === "POSTERN_BASE_URL" && from !== "default")
    ? options.baseUrl
    : undefined;
