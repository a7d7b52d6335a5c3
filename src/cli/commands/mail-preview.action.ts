// `postern mail preview`: every mail with sample data, as files that people look through. Opens no database.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languagesOf } from "../../domain/languages.ts";
import { joined } from "../../features.ts";
import { settingsFrom } from "../../options/options.ts";
import { mailPreviews } from "../../outbox/previews.ts";
import type { MailPreview } from "../../ports/mail-preview.ts";
import { exitCodes, Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { count, print, printJson, say } from "../output.ts";
import { notesOn } from "../preview-notes.ts";
import { previewIndex, previewPage } from "../preview-pages.ts";
import { databaseConfig } from "../with-database.ts";
import type { PreviewFlags } from "./mail.ts";

/** Writes the files, and prints where they are. */
export async function previewMails(
  folder: string,
  flags: PreviewFlags,
  globals: Globals,
): Promise<void> {
  if (flags.force === undefined && existsSync(folder)) {
    const words = `${folder} already exists. Name another folder, or write into this one with --force.`;
    throw new Refused("folder-exists", words);
  }
  const config = await databaseConfig(process.env, globals);
  const all = joined(config.features);
  const settings = settingsFrom(config.options, all);
  const previews = mailPreviews({
    settings,
    languages: languagesOf(settings, all.catalogues),
    mails: all.mails,
    custom: config.custom,
  });
  const languages = chosen("language", previews.languages, flags.language);
  const kinds = chosen("kind of mail", Object.keys(all.mails), flags.kind);
  const samples = previews.samples().filter(({ kind }) => kinds.includes(kind));
  const wanted = languages.flatMap((tag) => samples.map(({ name }) => previews.of(tag, name)));
  const mails = (await Promise.all(wanted))
    .filter((mail) => mail !== undefined)
    .map((mail) => ({ ...mail, notes: notesOn(mail, settings.appName) }));
  try {
    write(folder, mails);
  } catch (error) {
    throw fileRefusal(folder, "written", error);
  }
  const index = join(folder, "index.html");
  if (globals.json)
    return printJson({ index, previews: mails.map((mail) => asJson(folder, mail)) });
  const noted = mails.filter(({ notes }) => notes.length > 0);
  if (noted.length > 0) say(`A note on what spam filters may count: ${namesOf(noted)}`);
  say(`${count(mails.length, "mail")} with sample data. Open this page in a browser:`);
  print(index);
}

type NotedMail = MailPreview & { readonly notes: readonly string[] };

const namesOf = (mails: readonly MailPreview[]): string =>
  mails.map(({ name, language }) => `${name} (${language})`).join(", ");

/** All, or the one that was named. */
function chosen(
  what: string,
  all: readonly string[],
  named: string | undefined,
): readonly string[] {
  if (named === undefined) return all;
  if (all.includes(named)) return [named];
  const reason = `unknown-${what.split(" ", 1)[0]}`;
  const words = `There is no ${what} "${named}". There are: ${all.join(", ")}.`;
  throw new Refused(reason, words, exitCodes.usage);
}

function write(folder: string, mails: readonly NotedMail[]): void {
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  for (const language of new Set(mails.map((mail) => mail.language)))
    mkdirSync(join(folder, language), { recursive: true });
  for (const mail of mails) {
    const path = `${mail.language}/${mail.name}`;
    file(`${path}.light.html`, mail.light);
    file(`${path}.dark.html`, mail.dark);
    file(`${path}.txt`, mail.text);
    file(`${path}.html`, previewPage(mail, mail.notes));
  }
  file("index.html", previewIndex(mails));
}

function asJson(folder: string, { name, kind, language, subject, notes }: NotedMail) {
  const path = join(folder, language, name);
  const files = { light: `${path}.light.html`, dark: `${path}.dark.html`, text: `${path}.txt` };
  return { name, kind, language, subject, page: `${path}.html`, ...files, notes };
}
