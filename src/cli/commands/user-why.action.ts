// `postern user why`: all that is known about an address, what is the matter, and the command that helps.

import { mailboxDigests } from "../../domain/stopped-mailbox.ts";
import { parseKeyRing } from "../../domain/key-ring.ts";
import { explain, type Explained, type Given } from "../../features/admin/why.ts";
import { joined } from "../../features.ts";
import { readConfig, type ServerConfig } from "../../server/config.ts";
import { exitCodes } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { print, printJson, say } from "../output.ts";
import { whyJson, whyText } from "../why-words.ts";
import { noteLook } from "../note-look.ts";
import { withDatabase } from "../with-database.ts";

/** Explains why no mail came. Exits with 1 if nothing is known. */
export const explainMail = (wanted: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { context, config } = opened;
    const digestsOf = await digests(globals);
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

/** The keys of the server find a stop; the rest needs none. */
async function digests(globals: Globals): Promise<Given["digestsOf"]> {
  const { config } = await readConfig({
    environment: process.env,
    mode: "development",
    configFile: globals.config,
    database: globals.database,
  });
  const ring = parseKeyRing(config.secret);
  return ring.ok ? mailboxDigests(ring.value).of : undefined;
}
