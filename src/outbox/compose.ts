// What a mail says: its kind and its variables in a language, without the headers of one particular mail.

import type { Language } from "../domain/language.ts";
import type { Languages } from "../domain/languages.ts";
import { isLeftOut } from "../domain/optional-routes.ts";
import type { MailVariables, SampleVariables } from "../ports/mail-variables.ts";
import type { Settings } from "../ports/settings.ts";
import {
  mailLayout,
  oneLine,
  type MailBlock,
  type MailContent,
  type MailParts,
} from "../ui/mail-layout.ts";
import type { Markup } from "../ui/markup.ts";
import { faultIn } from "./mail-faults.ts";

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
  /** Why a mail of the site's own was not used. */
  readonly fault: string | undefined;
};

/** Something before or after the content of a mail, by its kind: a paragraph, or blocks. */
export type MailSlot = (
  language: Language,
  kind: string,
) => string | readonly MailBlock[] | undefined;

/** A mail in the place of another one, from the same variables: as blocks, or as a whole. */
export type MailReplacement = (
  language: Language,
  variables: MailVariables,
  original: MailContent,
) => MailContent | WholeMail;

/** A whole mail without Postern's layout. */
export type WholeMail = {
  readonly subject: string;
  /** The whole document. */
  readonly html: Markup;
  readonly text: string;
};

/** What a site changes about mails. */
export type CustomMails = {
  readonly mails?: Readonly<Record<string, MailReplacement | undefined>>;
  readonly slots?: { readonly beforeMail?: MailSlot; readonly afterMail?: MailSlot };
};

export type Composing = {
  readonly settings: Settings;
  readonly languages: Languages;
  readonly mails: Mails;
  readonly custom?: CustomMails | undefined;
};

/**
 * The parts of a mail. They depend on nothing but the arguments. If what the site put in its place is of no use, its
 * reader gets the original, and `fault` says what is wrong.
 */
export function compose(
  composing: Omit<Composing, "languages">,
  kind: string,
  language: Language,
  variables: MailVariables,
): ComposedMail {
  const { settings, mails, custom } = composing;
  const original = kindOf(mails, kind).render(language, variables);
  const { fault, ...parts } =
    custom === undefined
      ? laidOut(settings, language, original)
      : customParts({ settings, custom, kind, language, variables }, original);
  const codes = [variables.code, variables.undo?.code, variables.stop?.code];
  const code = codes.find((each) => original.blocks.some((block) => isCode(block, each)));
  const { hostname } = new URL(settings.baseUrl);
  return {
    ...parts,
    text: code === undefined ? parts.text : `${parts.text}\n${boundCode(hostname, code)}\n`,
    links: original.blocks.flatMap((block) => ("url" in block ? [block.url] : [])),
    fault,
  };
}

const isCode = (block: MailBlock, code: string | undefined): boolean =>
  "code" in block && code !== undefined && block.code === code;

type Parts = MailParts & { readonly fault?: string };

const laidOut = (
  { appName, support, brand }: Settings,
  language: Language,
  content: MailContent,
): Parts => mailLayout(language, { ...content, appName, support, brand });

type CustomMail = {
  readonly settings: Settings;
  readonly custom: CustomMails;
  readonly kind: string;
  readonly language: Language;
  readonly variables: MailVariables;
};

function customParts(mail: CustomMail, original: MailContent): Parts {
  const { settings, custom, kind, language, variables } = mail;
  try {
    const content = custom.mails?.[kind]?.(language, variables, original) ?? original;
    const parts = "html" in content ? wholeMail(content) : withSlots(mail, content);
    const fault = faultIn(parts, original);
    return fault === undefined ? parts : { ...laidOut(settings, language, original), fault };
  } catch (error) {
    const fault = `it cannot be made: ${error instanceof Error ? error.message : String(error)}`;
    return { ...laidOut(settings, language, original), fault };
  }
}

/** It has no place for slots: whoever writes it puts into it what they want. Code of a host may be JavaScript. */
const wholeMail = ({ subject = "", html, text = "" }: Partial<WholeMail>): MailParts => ({
  subject: oneLine(subject),
  html: String(html ?? ""),
  text: `${text.trim()}\n`,
});

function withSlots(
  { settings, custom, kind, language }: CustomMail,
  content: MailContent,
): MailParts {
  const { beforeMail, afterMail } = custom.slots ?? {};
  const blocks = [
    ...slotBlocks(beforeMail?.(language, kind)),
    ...content.blocks,
    ...slotBlocks(afterMail?.(language, kind)),
  ];
  return laidOut(settings, language, { ...content, blocks });
}

const slotBlocks = (given: string | readonly MailBlock[] | undefined): readonly MailBlock[] =>
  typeof given === "string" ? [{ paragraph: given }] : (given ?? []);

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
  url: (path) =>
    isLeftOut(settings.leftOut, path)
      ? new URL(settings.home, settings.baseUrl).href
      : `${settings.baseUrl}${path}`,
  codeLives: settings.links.code,
});
