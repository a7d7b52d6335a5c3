// Makes a message from a claimed mail: the text for its kind, and the link, which no table contains.

import type { Link } from "../domain/link.ts";
import type { Language } from "../domain/language.ts";
import { LIFT_STOP } from "../domain/stopped-mailbox.ts";
import type { Context } from "../ports/context.ts";
import type { MailVariables } from "../ports/mail-variables.ts";
import type { Message } from "../ports/mailer.ts";
import type { ClaimedMail } from "../ports/outbox-store.ts";
import { mailLayout, type MailContent } from "../ui/mail-layout.ts";

/** The kinds of mails that are sent, by name. */
export type Mails = Readonly<
  Record<
    string,
    {
      readonly withholdsLink?: true;
      render(language: Language, variables: MailVariables): MailContent;
    }
  >
>;

/**
 * Makes the message of a mail. Everything in it follows from the row, so every try of the same mail has the
 * same bytes: same Message-ID, same Date, same link.
 */
export async function render(
  {
    links,
    codes,
    returnPaths,
    settings,
    languages,
    mails,
  }: Pick<Context, "links" | "codes" | "returnPaths" | "settings" | "languages"> & {
    readonly mails: Mails;
  },
  mail: ClaimedMail,
): Promise<Message> {
  const kind = mails[mail.kind];
  if (kind === undefined) throw new Error(`No feature has the mail ${mail.kind}.`);
  const secrets = secretsOf({ links, codes }, kind.withholdsLink ? undefined : mail.link, mail);
  const code = secrets.code || secrets.undo?.code || secrets.stop?.code;
  const language = await languages.load(mail.language);
  const words = kind.render(language, factsOf(settings, mail, secrets));
  const { hostname } = new URL(settings.baseUrl);
  const laidOut = mailLayout(language, {
    ...words,
    appName: settings.appName,
    support: settings.support,
    brand: settings.brand,
  });
  return {
    to: mail.email,
    replyTo: settings.mailReplyTo,
    ...laidOut,
    language: language.tag,
    text: code ? `${laidOut.text}\n${boundCode(hostname, code)}\n` : laidOut.text,
    messageId: `<${mail.id}@${hostname}>`,
    date: mail.mintedOn,
    returnPath: returnPaths?.of(mail.id),
    about: {
      id: mail.id,
      kind: mail.kind,
      code: code === "" ? undefined : code,
      links: words.blocks.flatMap((block) => ("url" in block ? [block.url] : [])),
    },
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

/**
 * A code and the host that it is for, as the last line of a message, so that programs can fill it in there and
 * nowhere else ("Origin-bound one-time codes", WICG, section 3).
 */
const boundCode = (host: string, code: string): string => `@${host} #${code}`;

const factsOf = (
  settings: Context["settings"],
  mail: ClaimedMail,
  secrets: Secrets,
): MailVariables => ({
  appName: settings.appName,
  mayRegister: settings.registration.open,
  email: mail.email,
  user: mail.user,
  url: (path) => `${settings.baseUrl}${path}`,
  ...secrets,
  causedOn: mail.createdOn,
  mintedOn: mail.mintedOn,
  expiresOn: mail.link?.expiresOn ?? mail.mintedOn,
  codeLives: settings.links.code,
  about: mail.about,
});
