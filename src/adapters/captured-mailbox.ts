// The development mailbox: mails are captured in a folder instead of being sent.

import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mailer, Message } from "../ports/mailer.ts";

/** A captured mail, as /dev/mailbox shows it. */
export type CapturedMail = {
  readonly id: string;
  /** What the mail is: "confirm", "reset", or a name that a feature gives it. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What the HTML shows by `cid:`: each with its Content-ID and as a data URL. Absent if there is nothing. */
  readonly images?: readonly { readonly contentId: string; readonly url: string }[];
  /** The URLs of its links. */
  readonly links: readonly string[];
  /** The code that people type; null if it has none. */
  readonly code: string | null;
  /** RFC 3339. */
  readonly sentOn: string;
};

/** A mailer that keeps mails instead of sending them. */
export type CapturedMailbox = Mailer & {
  /** Newest first. */
  list(): Promise<readonly CapturedMail[]>;
};

/** Whether a mailer captures mails instead of sending them. */
export const isCapturedMailbox = (mailer: Mailer): mailer is CapturedMailbox => "list" in mailer;

/** How many of its newest mails the mailbox keeps. */
const SHOWN = 200;

/**
 * Captures mails in `folder`, one file each, so that they survive a restart; without a folder, in memory. For
 * development and tests only: the mails that it keeps give access to accounts.
 *
 * @example
 * ```ts
 * const mailbox = capturedMailbox();
 * await mailbox.list(); // → []
 * ```
 */
export function capturedMailbox(folder?: string): CapturedMailbox {
  const kept: CapturedMail[] = [];
  return {
    async send(message) {
      const mail = captured(message);
      if (folder === undefined) {
        kept.unshift(mail);
        kept.splice(SHOWN);
      } else {
        await writeMail(folder, mail);
        await removeOldest(folder);
      }
      return { ok: true, answer: "250 captured" };
    },
    list: async () => (folder === undefined ? [...kept] : readMails(folder)),
  };
}

const captured = (message: Message): CapturedMail => ({
  id: message.about.id,
  kind: message.about.kind,
  to: message.to,
  subject: message.subject,
  text: message.text,
  html: message.html,
  ...(message.images !== undefined && {
    images: message.images.map(({ contentId, type, content }) => ({
      contentId,
      url: `data:${type};base64,${Buffer.from(content).toString("base64")}`,
    })),
  }),
  links: message.about.links,
  code: message.about.code ?? null,
  sentOn: new Date(message.date).toISOString(),
});

/** Written to another name and renamed, so that nobody ever reads half a mail. */
async function writeMail(folder: string, mail: CapturedMail): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${mail.id}.json`);
  await writeFile(`${file}.part`, JSON.stringify(mail, null, 2), { mode: 0o600 });
  await rename(`${file}.part`, file);
}

/** Ids of mails are ordered by time, so the newest names sort last. */
async function newestFirst(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .toReversed();
}

/** A folder that was full before this version is emptied gradually, with each mail. */
async function removeOldest(folder: string): Promise<void> {
  const tooMany = (await newestFirst(folder)).slice(SHOWN).slice(-50);
  for (const name of tooMany) await rm(join(folder, name), { force: true });
}

async function readMails(folder: string): Promise<readonly CapturedMail[]> {
  const newest = (await newestFirst(folder)).slice(0, SHOWN);
  const mails = await Promise.all(newest.map((name) => readMail(join(folder, name))));
  return mails.filter((mail) => mail !== undefined);
}

/** Undefined if the mail is gone since the folder was listed: a newer one has taken its place. */
async function readMail(file: string): Promise<CapturedMail | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as CapturedMail;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
