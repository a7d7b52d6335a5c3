// What an operator is told when an action is refused, and what to do next.

import type { CreateRefusal } from "../features/admin/admin.ts";
import type { PasswordRefusal } from "../domain/password-policy.ts";
import type { NewEmailRefusal } from "../domain/email-address.ts";
import { english } from "../domain/language.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { Settings } from "../ports/settings.ts";
import { Refused } from "./exit.ts";

/** Why a user was not created. */
export function createWords(
  refusal: CreateRefusal,
  email: string,
  { passwords, appName }: Pick<Settings, "passwords" | "appName">,
): Refused {
  if (refusal.reason === "address-reserved") {
    return new Refused("address-reserved", reservedWords(email));
  }
  if (refusal.reason === "address-taken") {
    return new Refused(
      "address-taken",
      `${email} belongs to a confirmed user already: postern user show ${email}\nTo make that user an admin: postern user promote ${email} --reason TEXT`,
    );
  }
  const { email: address, password } = refusal.fields;
  if (address !== undefined) return addressWords(address, email);
  const words: Record<PasswordRefusal, string> = {
    "password-missing": "No password was given.",
    "password-too-short": `The password needs at least ${passwords.minLength} characters.`,
    "password-too-long": `The password may have at most ${passwords.maxLength} characters.`,
    "password-common": "That password is one of the first that attackers guess.",
    "password-contains-address": `The password must not contain the address or "${appName}".`,
    "password-forbidden-character": "The password has a character that cannot be typed again.",
  };
  const reason = password ?? "password-missing";
  return new Refused(reason, `${words[reason]} Nothing was changed; try another, or --generate.`);
}

/** Why an address cannot be a user's. */
export const addressWords = (reason: NewEmailRefusal, email: string): Refused =>
  new Refused(
    reason,
    reason === "email-source-route"
      ? `"${email}" has a % or ! before the "@", which mail servers may read as the way to another address. Choose an address without them.`
      : `"${email}" is not an email address that Postern can mail. Check for typing errors.`,
  );

const reservedWords = (email: string): string =>
  `${email} was another user's until recently, and its mailbox can still undo that change: see the audit log, or try again when the undo link has expired.`;

type ActRefusal =
  | "not-found"
  | "already-confirmed"
  | "disabled"
  | "address-taken"
  | "address-reserved"
  | "already-disabled"
  | "not-disabled"
  | "unconfirmed"
  | "not-deleting"
  | "no-factors"
  | "no-change"
  | "last-admin";

/** Why an action on a user was refused. */
export function actWords(reason: ActRefusal, { id, email, admin }: User): Refused {
  const words: Record<ActRefusal, string> = {
    "not-found": `${email} is gone: somebody removed this user just now.`,
    "already-confirmed": `${email} is confirmed already; there is nothing to do.`,
    disabled: `${email} is disabled. First: postern user enable ${id} --reason TEXT`,
    "address-taken": `${email} belongs to another user now: postern user show ${email}`,
    "address-reserved": reservedWords(email),
    "already-disabled": `${email} is disabled already; there is nothing to do.`,
    "not-disabled": `${email} is not disabled; there is nothing to do.`,
    unconfirmed: `Only a confirmed user can have a role. First: postern user confirm ${id} --reason TEXT`,
    "not-deleting": `${email} is not going to be deleted; there is nothing to cancel.`,
    "no-factors": `${email} logs in with the password only; there is nothing to remove.`,
    "no-change": `${email} is ${admin ? "an admin already" : "not an admin"}; there is nothing to do.`,
    "last-admin": `${email} is the only admin who can log in, and a site needs one. First make another: postern user promote ADDRESS --reason TEXT`,
  };
  return new Refused(reason, words[reason]);
}

type ResendRefusal =
  | { readonly reason: "too-soon"; readonly retryOn: Instant }
  | { readonly reason: "not-waiting" | "too-many-mails" };

/** Why no further mail was queued. */
export function retryWords(refusal: ResendRefusal, { id, email }: User, now: Instant): Refused {
  if (refusal.reason === "too-soon") return waitWords(refusal.retryOn, { email }, now);
  const words = {
    "not-waiting": `${email} does not wait for a confirmation mail: postern user show ${id}`,
    "too-many-mails": `This registration has had all the mails it may have. See what happened to them: postern user show ${id}\nOr take the person's word: postern user confirm ${id} --reason TEXT`,
  };
  return new Refused(refusal.reason, words[refusal.reason]);
}

/** The budget of the mailbox is used up for now. */
export function waitWords(retryOn: Instant, { email }: Pick<User, "email">, now: Instant): Refused {
  const wait = english.duration(Math.ceil((retryOn - now) / 1_000) * 1_000);
  return new Refused("too-soon", `${email} was mailed just now. Try again in ${wait}.`);
}
