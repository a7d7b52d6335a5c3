// The return paths of the server's mails, for what comes back to them.

import { mailReferences } from "../domain/mail-reference.ts";
import { returnPaths, type ReturnPaths } from "../domain/return-path.ts";
import { mailboxDigests, type MailboxDigests } from "../domain/stopped-mailbox.ts";
import type { Globals } from "./globals.ts";
import { ownKeys } from "./own-keys.ts";
import type { CommandContext } from "./with-database.ts";

export const NO_BOUNCE_ADDRESS =
  "No address for bounces is configured. Set POSTERN_BOUNCE_ADDRESS, here and for the server.";

/** What is made with the keys of the server, which check what it has signed. */
type OwnReturnPaths = {
  readonly returnPaths: ReturnPaths;
  readonly mailboxes: MailboxDigests;
};

/** The return paths of the server. Undefined if no address for bounces is configured. */
export async function ownReturnPaths(
  { context }: CommandContext,
  globals: Globals,
): Promise<OwnReturnPaths | undefined> {
  const { bounces } = context.settings;
  if (bounces === undefined) return undefined;
  const ring = await ownKeys(globals, "Bounces are checked with the server's keys");
  return {
    returnPaths: returnPaths(mailReferences(ring), bounces.address),
    mailboxes: mailboxDigests(ring),
  };
}
