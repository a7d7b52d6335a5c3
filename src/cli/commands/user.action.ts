// `postern user …`: creates, finds and acts on users. Each action is audited with who and why.

import * as admin from "../../features/admin/admin.ts";
import { normaliseReason } from "../reason.ts";
import { confirmedByAdmin } from "../acting-admin.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { Refused } from "../exit.ts";
import { freshPassword } from "../fresh-password.ts";
import type { Globals } from "../globals.ts";
import { facts, print, printJson, say } from "../output.ts";
import { canAsk, newPassword, readStdin } from "../prompt.ts";
import { noteLook } from "../note-look.ts";
import { theUser } from "../the-user.ts";
import { factsJson, factsText, userJson } from "../user-words.ts";
import { addressWords, actWords, createWords, retryWords } from "../refusals.ts";

type PasswordFlags = { readonly passwordStdin?: true; readonly generate?: true };

/** Creates a confirmed admin. The password is asked for, read, or made and printed once. */
export const createAdmin = (email: string, flags: PasswordFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "made", async ({ context, actor }) => {
    const generated =
      flags.generate || (!flags.passwordStdin && !canAsk())
        ? freshPassword(context.random)
        : undefined;
    const password = generated ?? (await (flags.passwordStdin ? readStdin() : newPassword()));
    const created = await admin.createUser(
      context,
      { actor },
      { email, password, confirmed: true, admin: true, mail: false },
    );
    if (!created.ok) throw createWords(created, email, context.settings);
    const { user } = created.value;
    if (globals.json)
      return printJson({ user: userJson(user), ...(generated && { password: generated }) });
    print(`${user.email} is an admin now.`);
    if (generated === undefined) return;
    print(facts([["password", generated]]));
    say("It is shown only now and stored nowhere. Log in and change it.");
  });

/** Registers somebody on an operator's word. Only that person ever knows the password. */
export const createUser = (
  email: string,
  flags: { readonly confirmed?: true; readonly mail: boolean },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "made", async ({ context, actor }) => {
    const created = await admin.createUser(
      context,
      { actor },
      { email, confirmed: flags.confirmed === true, admin: false, mail: flags.mail },
    );
    if (!created.ok) throw createWords(created, email, context.settings);
    const { user, mailed } = created.value;
    if (globals.json) return printJson({ user: userJson(user), mailed });
    print(
      `${user.email} is ${flags.confirmed ? "a confirmed user" : "registered"} now: ${user.id}`,
    );
    if (flags.confirmed) say("The password is chosen on the page /forgot.");
    else if (mailed) say("The confirmation mail is queued; a running server sends it.");
    else if (flags.mail)
      say(
        `An operator has just sent ${user.email} a mail, so no mail is queued. Later: postern user resend ${user.id}`,
      );
    else say(`No mail was sent. To send one: postern user resend ${user.id}`);
  });

/** Prints all that is known of a user. */
export const showUser = (wanted: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { id } = await theUser(opened, wanted);
    const found = await opened.context.store.readUserFacts(id);
    if (found === undefined) throw new Refused("not-found", `The user ${wanted} no longer exists.`);
    if (globals.json) printJson(factsJson(found));
    else print(factsText(found));
    await noteLook(opened, [found.user]);
  });

export type Act = "confirm" | "disable" | "enable" | "promote" | "demote";

const DONE: Readonly<Record<Act, string>> = {
  confirm: "is confirmed now, and logs in with the password chosen at registration.",
  disable:
    "is disabled: sessions and links have ended, except links that stop or undo a change of address.",
  enable: "may log in again.",
  promote: "is an admin now.",
  demote: "is no longer an admin, and must log in again.",
};

/** Acts on one user, with a reason that is written to the audit log. */
export const act = (kind: Act, wanted: string, why: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const reason = normaliseReason(why);
    const user = await theUser(opened, wanted, kind === "confirm" ? "unconfirmed" : "any");
    const outcome = await perform(kind, opened, user.id, reason);
    if (!outcome.ok) throw actWords(outcome.reason, user);
    if (globals.json) printJson({ user: userJson(outcome.value) });
    else print(`${outcome.value.email} ${DONE[kind]}`);
    if (kind === "disable" && user.deletesOn !== null)
      say(
        "The deletion that was asked for does not take place. Enabling the user does not bring it back.",
      );
  });

function perform(kind: Act, { context, actor }: CommandContext, userId: string, reason: string) {
  const operator = { actor, reason };
  if (kind === "confirm") return admin.confirmUser(context, operator, userId);
  if (kind === "disable") return admin.disableUser(context, operator, userId);
  if (kind === "enable") return admin.enableUser(context, operator, userId);
  return admin.setAdmin(context, operator, userId, kind === "promote");
}

/** Queues one more confirmation mail for a waiting registration. */
export const resend = (wanted: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const user = await theUser(opened, wanted, "unconfirmed");
    const sent = await admin.resend(opened.context, opened, user.id);
    if (!sent.ok) throw retryWords(sent, user, opened.context.clock.now());
    if (globals.json) return printJson({ user: userJson(user), queued: true });
    print(`A confirmation mail to ${user.email} is queued.`);
  });

/** Moves a waiting registration to another address. */
export const correct = (wanted: string, email: string, why: string, globals: Globals) =>
  withDatabase(globals, "ready", async (opened) => {
    const operator = { actor: opened.actor, reason: normaliseReason(why) };
    const user = await theUser(opened, wanted, "unconfirmed");
    const moved = await admin.correctAddress(opened.context, operator, user.id, email);
    if (moved.ok) {
      const { display } = moved.value;
      if (globals.json)
        return printJson({ user: { ...userJson(user), email: display }, queued: true });
      return print(`${user.email} is now ${display}. A confirmation mail is queued.`);
    }
    if (moved.reason === "too-soon" || moved.reason === "not-waiting")
      throw retryWords(moved, user, opened.context.clock.now());
    throw addressWords(moved.reason, email);
  });

/** Deletes a user after asking. Anybody may register and confirm the address again. */
export const deleteUser = (
  wanted: string,
  flags: { readonly yes?: true; readonly reason?: string },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const user = await theUser(opened, wanted);
    const reason = flags.reason === undefined ? undefined : normaliseReason(flags.reason);
    const state = user.confirmedOn === null ? "unconfirmed" : "confirmed";
    if (!flags.yes) {
      const question = `Delete the ${state} user ${user.email} for good?`;
      await confirmedByAdmin(opened, globals, { question, act: `user delete ${user.id}` });
    }
    const outcome = await admin.deleteUser(
      opened.context,
      { actor: opened.actor, reason },
      user.id,
    );
    if (!outcome.ok) throw actWords(outcome.reason, user);
    if (globals.json) printJson({ deleted: user.id });
    else print(`${user.email} is deleted. The audit log remembers ${user.id}.`);
  });
