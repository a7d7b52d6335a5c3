// Makes a message from a claimed mail: the text for its kind, and the link, which no table contains.

import type { Link } from "../domain/link.ts";
import { LIFT_STOP } from "../domain/stopped-mailbox.ts";
import type { Context } from "../ports/context.ts";
import type { MailVariables } from "../ports/mail-variables.ts";
import type { Message } from "../ports/mailer.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { compose, kindOf, siteVariables, type Composing } from "./compose.ts";

/**
 * Makes the message of a mail. Everything in it follows from the row, so every try of the same mail has the
 * same bytes: same Message-ID, same Date, same link.
 */
export async function render(
  {
    links,
    codes,
    references,
    returnPaths,
    log,
    ...composing
  }: Pick<Context, "links" | "codes" | "references" | "returnPaths" | "log"> & Composing,
  mail: ClaimedMail,
): Promise<Message> {
  const { settings, mails, languages } = composing;
  const { withholdsLink } = kindOf(mails, mail.kind);
  const secrets = secretsOf({ links, codes }, withholdsLink ? undefined : mail.link, mail);
  const code = secrets.code || secrets.undo?.code || secrets.stop?.code;
  const language = await languages.load(mail.language);
  const {
    links: urls,
    fault,
    ...parts
  } = compose(composing, mail.kind, language, factsOf(settings, mail, secrets));
  if (fault !== undefined) log.error("custom-mail-failed", new Error(fault), { kind: mail.kind });
  return {
    to: mail.email,
    replyTo: settings.mailReplyTo,
    ...parts,
    language: language.tag,
    messageId: `<${mail.id}@${new URL(settings.baseUrl).hostname}>`,
    date: mail.mintedOn,
    reference: references.of(mail.id),
    mayBeWith: mail.mayBeWith ?? undefined,
    returnPath: returnPaths?.of(mail.id),
    about: { id: mail.id, kind: mail.kind, code: code === "" ? undefined : code, links: urls },
  };
}

type Secrets = Pick<MailVariables, "token" | "code" | "undo" | "stop">;

function secretsOf(
  { links, codes }: Pick<Context, "links" | "codes">,
  link: Link | undefined,
  { undo, mintedOn, stoppedOn }: ClaimedMail,
): Secrets {
  const tokenOf = (each: Link): string =>
    links.write(each.purpose, each.id, each.mintedOn ?? mintedOn);
  const codeOf = (each: Link): string => (each.asksCode ? codes.of(each.id) : "");
  return {
    token: link === undefined ? "" : tokenOf(link),
    code: link === undefined ? "" : codeOf(link),
    stop:
      link === undefined || stoppedOn === null
        ? undefined
        : {
            token: links.write(LIFT_STOP, link.id, link.mintedOn ?? mintedOn),
            code: codes.of(link.id),
            stoppedOn,
            askedFor: link.purpose,
          },
    undo: undo && {
      token: tokenOf(undo.link),
      code: codeOf(undo.link),
      movedOn: undo.link.createdOn,
      movedTo: undo.movedTo,
      expiresOn: undo.link.expiresOn ?? mintedOn,
    },
  };
}

const factsOf = (
  settings: Context["settings"],
  mail: ClaimedMail,
  secrets: Secrets,
): MailVariables => ({
  ...siteVariables(settings),
  email: mail.email,
  user: mail.user,
  ...secrets,
  causedOn: mail.createdOn,
  mintedOn: mail.mintedOn,
  expiresOn: mail.link?.expiresOn ?? mail.mintedOn,
  about: mail.about,
});
