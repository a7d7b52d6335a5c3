// `postern user reset|sessions|end-sessions|export|restore`: help for a user who asks for it.

import { writeFile } from "node:fs/promises";
import { cursorOf, parseCursor } from "../../domain/page.ts";
import type { Session } from "../../domain/session.ts";
import * as admin from "../../features/admin/admin.ts";
import { dataFile } from "../../features/data/routes.ts";
import { listSessions } from "../../identity/sessions.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { exitCodes, Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { taken } from "../new-file.ts";
import { count, iso, oneLine, print, printJson, say, shortTime, table } from "../output.ts";
import { normaliseReason } from "../reason.ts";
import { actWords, waitWords } from "../refusals.ts";
import { theUser } from "../the-user.ts";
import { userJson } from "../user-words.ts";

type Reason = { readonly reason?: string };

const operatorOf = ({ actor }: CommandContext, { reason }: Reason): admin.Operator => ({
  actor,
  reason: reason === undefined ? undefined : normaliseReason(reason),
});

/** Queues a reset mail. No password is set, and only the mailbox gets the link. */
export const resetPassword = (wanted: string, flags: Reason, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const operator = operatorOf(opened, flags);
    const user = await theUser(opened, wanted);
    const started = await admin.sendReset(opened.context, operator, user.id);
    if (!started.ok) {
      if (started.reason === "too-soon")
        throw waitWords(started.retryOn, user, opened.context.clock.now());
      if (started.reason !== "unconfirmed") throw actWords(started.reason, user);
      throw new Refused(
        "unconfirmed",
        `Only a confirmed user's password is reset by mail. Send the confirmation again: postern user resend ${user.id}`,
      );
    }
    if (globals.json) return printJson({ user: userJson(started.value), queued: true });
    print(`A mail to ${user.email} with a link to choose a new password is queued.`);
    say("The old password works until a new one is chosen.");
  });

/** Prints a page of a user's sessions, most recently used first. */
export const showSessions = (
  wanted: string,
  flags: { readonly limit: number; readonly after?: string },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const after = flags.after === undefined ? undefined : parseCursor(flags.after);
    if (flags.after !== undefined && after === undefined) {
      const words = "--after: give what the page before named, or leave it out.";
      throw new Refused("odd-cursor", words, exitCodes.usage);
    }
    const user = await theUser(opened, wanted);
    const part = { userId: user.id, limit: flags.limit, after };
    const { rows, next } = await listSessions(opened.context, part);
    const more = next === null ? null : cursorOf(next);
    if (globals.json) {
      return printJson({ user: userJson(user), sessions: rows.map(sessionJson), next: more });
    }
    if (rows.length === 0) return say(`${user.email} is not logged in anywhere.`);
    print(sessionTable(rows));
    if (more !== null) say(`More: --after ${more}`);
  });

const sessionJson = (session: Session) => ({
  id: session.id,
  browser: session.browser,
  client: session.client,
  shared: session.shared,
  createdOn: iso(session.createdOn),
  lastSeenOn: iso(session.lastSeenOn),
  expiresOn: iso(session.expiresOn),
});

const sessionTable = (sessions: readonly Session[]): string =>
  table(
    [
      { title: "id", style: "dim" },
      { title: "browser" },
      { title: "client" },
      { title: "logged in (UTC)" },
      { title: "last used (UTC)" },
      { title: "shared computer" },
    ],
    sessions.map(({ id, browser, client, shared, createdOn, lastSeenOn }) => [
      id,
      oneLine(browser),
      client,
      shortTime(createdOn),
      shortTime(lastSeenOn),
      shared ? "yes" : "no",
    ]),
  );

/** Ends all sessions of a user, or the named one. */
export const endSessions = (
  wanted: string,
  flags: Reason & { readonly session?: string },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const operator = operatorOf(opened, flags);
    const user = await theUser(opened, wanted);
    const ended = await admin.endUserSessions(opened.context, operator, user.id, flags.session);
    if (flags.session !== undefined && ended === 0) {
      throw new Refused(
        "no-session",
        `${user.email} has no session ${flags.session}. List them with: postern user sessions ${user.id}`,
      );
    }
    if (globals.json) return printJson({ user: userJson(user), ended });
    print(`${count(ended, "session")} of ${user.email} ended.`);
  });

/** Cancels a deletion that the user asked for. The user logs in with the password, as before. */
export const restoreUser = (wanted: string, flags: Reason, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const operator = operatorOf(opened, flags);
    const user = await theUser(opened, wanted);
    const kept = await admin.takeBackDeletion(opened.context, operator, user.id);
    if (!kept.ok) throw actWords(kept.reason, user);
    if (globals.json) return printJson({ user: userJson(kept.value) });
    print(`${user.email} is kept, and logs in with the password as before.`);
  });

/** Prints, or writes to a new file, what the page /profile/data gives to the user. */
export const exportUser = (
  wanted: string,
  output: string | undefined,
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const user = await theUser(opened, wanted);
    const data = dataFile(opened.context, user);
    if (output === undefined) {
      for await (const piece of data) process.stdout.write(piece);
      return;
    }
    await writeNew(output, data);
    if (globals.json) printJson({ user: user.id, file: output });
    else print(`All that is kept about ${user.email} is in ${output}.`);
  });

/** Other users of this machine must not read a person's data, and no file is ever replaced. */
async function writeNew(file: string, text: AsyncIterable<string>): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === "EEXIST" ? taken(file) : fileRefusal(file, "written", error);
  }
}
