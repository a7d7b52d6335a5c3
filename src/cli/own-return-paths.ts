// The return paths of the server's mails, for what comes back to them.

import { mailReferences } from "../domain/mail-reference.ts";
import { returnPaths, type ReturnPaths } from "../domain/return-path.ts";
import type { Globals } from "./globals.ts";
import { ownKeys } from "./own-keys.ts";
import type { CommandContext } from "./with-database.ts";

export const NO_BOUNCE_ADDRESS =
  "No address for bounces is configured. Set POSTERN_BOUNCE_ADDRESS, here and for the server.";

/** The keys of the server check what the server has signed. Undefined if no address for bounces is configured. */
export async function ownReturnPaths(
  { context }: CommandContext,
  globals: Globals,
): Promise<ReturnPaths | undefined> {
  const { bounces } = context.settings;
  if (bounces === undefined) return undefined;
  const ring = await ownKeys(globals, "Bounces are checked with the server's keys");
  return returnPaths(mailReferences(ring), bounces.address);
}
