import type { LinkPurpose } from "../domain/link.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** The link that undoes a change of address, as a mail carries it. */
export type UndoFacts = {
  readonly token: string;
  readonly code: string;
  readonly movedOn: Instant;
  readonly movedTo: string;
  readonly expiresOn: Instant;
};

/** The stop of mails to a mailbox, as a mail tells of it. */
export type StopFacts = {
  readonly token: string;
  readonly code: string;
  readonly stoppedOn: Instant;
  /** What the mail's own link is for. */
  readonly askedFor: LinkPurpose;
};

/**
 * Everything that the text of a mail may depend on. None of it was chosen by whoever asked for the mail: an
 * address that is not proven yet must not receive a stranger's words.
 */
export type MailVariables = {
  readonly appName: string;
  /** Whether new people may register. */
  readonly mayRegister: boolean;
  readonly email: string;
  readonly user: User | undefined;
  /** A clean URL of this installation. */
  url(path: string): string;
  /** The token of the mail's link, if it has one. */
  readonly token: string;
  readonly code: string;
  readonly causedOn: Instant;
  readonly expiresOn: Instant;
  /** When the mail was first handed over. */
  readonly mintedOn: Instant;
  /** How long its code works. */
  readonly codeLives: Duration;
  readonly about: string | null;
  /** The link that undoes a change of address, if a mail of another kind carries it. */
  readonly undo: UndoFacts | undefined;
  /** Where its mailbox has stopped mails that strangers can cause. */
  readonly stop: StopFacts | undefined;
};

/** Plausible variables for previews and checks, with everything that a mail may have. */
export type SampleVariables = MailVariables & {
  readonly undo: UndoFacts;
  readonly stop: StopFacts;
};
