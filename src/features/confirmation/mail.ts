import { BY_ADDRESS } from "../../domain/mail.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M1: the link and the code, after registering. */
export function confirmMail(facts: MailVariables): MailContent {
  const { appName, user } = facts;
  return {
    reason: copy.mail.reason,
    subject: copy.mail.subject,
    preheader: copy.mail.preheader(facts.code, facts.date(facts.expiresOn)),
    blocks: [
      {
        paragraph: copy.mail.cause(
          appName,
          facts.time(user?.registeredOn ?? facts.causedOn),
          user?.registeredWith ?? "",
        ),
      },
      ...linkAndCode(facts),
    ],
  };
}

/**
 * M2: the same, asked for again. What was asked for by address is for no registration in particular, so
 * its code is for no page where one waits.
 */
export function confirmAgainMail(facts: MailVariables): MailContent {
  const byAddress = facts.about === BY_ADDRESS;
  const [clock = ""] = /\d\d:\d\d/.exec(facts.time(facts.mintedOn)) ?? [];
  return {
    reason: copy.mail.reason,
    subject: copy.mail.againSubject(clock),
    preheader: byAddress
      ? copy.mail.linkLives(facts.date(facts.expiresOn))
      : copy.mail.againPreheader(facts.code),
    blocks: [
      { paragraph: copy.mail.againCause },
      ...(byAddress ? linkAlone(facts) : linkAndCode(facts)),
    ],
  };
}

function linkAndCode(facts: MailVariables): readonly MailBlock[] {
  return [
    { action: copy.mail.button, url: facts.url(`/confirm/${facts.token}`) },
    { codeLabel: copy.mail.code, code: facts.code },
    { paragraph: copy.mail.lifetimes(facts.codeLives, facts.time(facts.expiresOn)) },
    notMe(facts),
  ];
}

function linkAlone(facts: MailVariables): readonly MailBlock[] {
  return [
    { action: copy.mail.button, url: facts.url(`/confirm/${facts.token}`) },
    { paragraph: copy.mail.linkLives(facts.time(facts.expiresOn)) },
    notMe(facts),
    { codeLabel: copy.mail.notMeCode, code: facts.code },
  ];
}

const notMe = (facts: MailVariables): MailBlock => ({
  action: copy.mail.notMe,
  url: facts.url(`/confirm/${facts.token}/not-me`),
  kind: "plain",
});

/** M3: to the owner of an address that somebody registers again. No link to confirm, no code. */
export function alreadyRegisteredMail(facts: MailVariables): MailContent {
  const { appName, user } = facts;
  const words = copy.alreadyRegistered;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      {
        paragraph: words.cause(
          appName,
          facts.time(facts.causedOn),
          facts.date(user?.registeredOn ?? facts.causedOn),
        ),
      },
      { action: words.logIn, url: facts.url("/login") },
      { action: words.reset, url: facts.url("/forgot"), kind: "plain" },
      { paragraph: words.unchanged },
    ],
    reason: words.reason,
  };
}
