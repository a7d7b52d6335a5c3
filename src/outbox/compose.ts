// What a mail says: its kind and its variables in a language, without the headers of one particular mail.

import type { Language } from "../domain/language.ts";
import type { MailVariables, SampleVariables } from "../ports/mail-variables.ts";
import type { Settings } from "../ports/settings.ts";
import { mailLayout, type MailContent, type MailParts } from "../ui/mail-layout.ts";

/** The kinds of mails that are sent, by name. */
export type Mails = Readonly<
  Record<
    string,
    {
      readonly withholdsLink?: true;
      render(language: Language, variables: MailVariables): MailContent;
      samples?(given: SampleVariables): Readonly<Record<string, Partial<MailVariables>>>;
    }
  >
>;

export type ComposedMail = MailParts & {
  /** The URLs of its links. */
  readonly links: readonly string[];
};

type Composing = { readonly settings: Settings; readonly mails: Mails };

/** The parts of a mail. They depend on nothing but the arguments. */
export function compose(
  { settings, mails }: Composing,
  kind: string,
  language: Language,
  variables: MailVariables,
): ComposedMail {
  const content = kindOf(mails, kind).render(language, variables);
  const { appName, support, brand } = settings;
  const parts = mailLayout(language, { ...content, appName, support, brand });
  const code = variables.code || variables.undo?.code || variables.stop?.code;
  const { hostname } = new URL(settings.baseUrl);
  return {
    ...parts,
    text: code ? `${parts.text}\n${boundCode(hostname, code)}\n` : parts.text,
    links: content.blocks.flatMap((block) => ("url" in block ? [block.url] : [])),
  };
}

export function kindOf(mails: Mails, kind: string): Mails[string] {
  const found = mails[kind];
  if (found === undefined) throw new Error(`No feature has the mail ${kind}.`);
  return found;
}

/**
 * A code and the host that it is for, as the last line of a message, so that programs can fill it in there and
 * nowhere else ("Origin-bound one-time codes", WICG, section 3).
 */
const boundCode = (host: string, code: string): string => `@${host} #${code}`;

/** What is the same for every mail of a site. */
export const siteVariables = (
  settings: Settings,
): Pick<MailVariables, "appName" | "mayRegister" | "codeLives" | "url"> => ({
  appName: settings.appName,
  mayRegister: settings.registration.open,
  url: (path) => `${settings.baseUrl}${path}`,
  codeLives: settings.links.code,
});
