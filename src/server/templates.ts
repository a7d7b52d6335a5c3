// The folder of an operator's templates: pages, mails and slots in the place of Postern's, read once at the start.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { raw } from "hono/html";
import type { Custom } from "../custom.ts";
import type { Language } from "../domain/language.ts";
import type { PageReplacement } from "../http/custom-pages.ts";
import type { PageName } from "../http/named-page.ts";
import type { MailReplacement } from "../outbox/compose.ts";
import type { MailContent } from "../ui/mail-layout.ts";
import { formsIn } from "./page-parts.ts";
import { readText, whyUnread } from "./read-text.ts";
import { parseTemplate, safeHtml, TemplateError, type ParsedTemplate } from "./template-engine.ts";

/** `pages/login/login.de.html` → group, name, language, kind of file. */
const FILE =
  /^(pages|mails|slots)\/([a-z0-9/-]+?)(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*))?\.(html|txt)$/;

type TemplateFile = {
  readonly file: string;
  readonly group: "pages" | "mails" | "slots";
  readonly name: string;
  readonly language: string | undefined;
  readonly kind: "html" | "txt";
};

const LANGUAGE = { language: { tag: true, dir: true } } as const;

/** What the template of a page knows. */
const PAGE = {
  ...LANGUAGE,
  page: true,
  title: true,
  heading: true,
  content: true,
  form: { action: true, open: true, close: true, fields: true, buttons: true, html: true },
  forms: true,
  props: true,
} as const;

/** What the template of a mail knows. */
const MAIL = {
  ...LANGUAGE,
  app: true,
  email: true,
  subject: true,
  preheader: true,
  paragraphs: true,
  link: { label: true, url: true },
  links: true,
  code: { label: true, digits: true },
  reason: true,
} as const;

const SLOT = { ...LANGUAGE, name: true } as const;

/** By the language; undefined for the one for all. */
type ByLanguage = ReadonlyMap<string | undefined, ParsedTemplate>;

const templateFor = (templates: ByLanguage | undefined, { tag }: Language) =>
  templates?.get(tag) ?? templates?.get(tag.split("-")[0]) ?? templates?.get(undefined);

/** The names of the pages and mails of a site. */
type Names = { readonly pages: readonly PageName[]; readonly mails: readonly string[] };

/** Reads a folder of templates. `problems` names every file that is of no use, with the line. */
export function templatesIn(
  folder: string,
  names: Names,
): {
  readonly custom: Custom;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const read = new Map<string, Map<string | undefined, ParsedTemplate>>();
  for (const file of filesIn(folder)) {
    const found = fileOf(file);
    if (found === undefined) {
      problems.push(
        `${join(folder, file)}: give pages/….html, mails/….html with .txt, or slots/….html or .txt`,
      );
      continue;
    }
    const unknown = unknownName(found, names);
    if (unknown !== undefined) problems.push(`${join(folder, file)}: ${unknown}`);
    try {
      const key = `${found.group}/${found.name}.${found.kind}`;
      const languages = read.get(key) ?? new Map<string | undefined, ParsedTemplate>();
      read.set(key, languages.set(found.language, parse(folder, found, names)));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      problems.push(error.message);
    }
  }
  return { custom: customOf(folder, read, problems), problems };
}

function unknownName({ group, name }: TemplateFile, names: Names): string | undefined {
  if (group === "slots") return undefined;
  const known = group === "pages" ? names.pages.map(({ pageName }) => pageName) : names.mails;
  if (known.includes(name)) return undefined;
  return `there is no ${group === "pages" ? "page" : "mail"} ${name}; there are ${known.join(", ")}`;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length)
        .replace(/^[\\/]+/, "")
        .replaceAll("\\", "/"),
    )
    .toSorted();

function fileOf(file: string): TemplateFile | undefined {
  const [, group, name = "", language, kind] = FILE.exec(file) ?? [];
  if (group === undefined || (group === "pages" && kind !== "html")) return undefined;
  return { file, group, name, language, kind } as TemplateFile;
}

function textOf(path: string): string {
  try {
    return readText(path);
  } catch (error) {
    throw new TemplateError(whyUnread(path, error));
  }
}

function parse(
  folder: string,
  { file, group, name, kind }: TemplateFile,
  { pages }: Names,
): ParsedTemplate {
  const path = join(folder, file);
  const shape = { pages: PAGE, mails: MAIL, slots: SLOT }[group];
  const template = parseTemplate(kind === "html" ? "html" : "text", path, textOf(path), shape);
  const needsForm =
    group === "pages" && pages.some((page) => page.pageName === name && page.hasForm);
  if (!needsForm || ["content", "form", "forms"].some((each) => template.uses(each)))
    return template;
  throw new TemplateError(`${path}:1: it has no form; print form.open, or the content`);
}

type Read = ReadonlyMap<string, ByLanguage>;

function customOf(folder: string, read: Read, problems: string[]): Custom {
  const pages: Record<string, PageReplacement<never>> = {};
  const mails: Record<string, MailReplacement> = {};
  const slots: NonNullable<Custom["slots"]> = {};
  for (const [key, templates] of read) {
    const [group = "", ...rest] = key.split("/");
    const name = rest.join("/").replace(/\.\w+$/, "");
    if (group === "pages") pages[name] = pageFrom(templates);
    if (group === "mails") {
      const other = key.endsWith(".html") ? `mails/${name}.txt` : `mails/${name}.html`;
      const pair = read.get(other);
      if (pair === undefined)
        problems.push(`${join(folder, key)}: it needs ${join(folder, other)} beside it`);
      else
        mails[name] = key.endsWith(".html") ? mailFrom(templates, pair) : mailFrom(pair, templates);
    }
    if (group === "slots") Object.assign(slots, slotFrom(folder, key, templates, problems));
  }
  return { pages, mails, slots };
}

/** A template would call whatever is a function. */
const asData = (props: unknown): unknown => JSON.parse(JSON.stringify(props ?? {}));

const languageFacts = ({ tag, dir }: Language) => ({ language: { tag, dir } });

const pageFrom =
  (templates: ByLanguage): PageReplacement<never> =>
  (language, props, original) => {
    const template = templateFor(templates, language);
    if (template === undefined) return original;
    const body = original.body.toString();
    const forms = formsIn(body);
    const heading = original.heading ?? original.title;
    const text = template.render({
      ...languageFacts(language),
      title: original.title,
      heading,
      content: safeHtml(body),
      form: forms[0],
      forms,
      props: asData(props),
    });
    return { ...original, body: raw(text) };
  };

const mailFrom =
  (html: ByLanguage, text: ByLanguage): MailReplacement =>
  (language, { appName, email }, original) => {
    const [inHtml, inText] = [templateFor(html, language), templateFor(text, language)];
    if (inHtml === undefined || inText === undefined) return original;
    const facts = { ...languageFacts(language), app: appName, email, ...factsOf(original) };
    const [, subject = original.subject, rest = ""] =
      /^Subject:(.*)\n([\s\S]*)$/.exec(inText.render(facts).trimStart()) ?? [];
    return { subject, html: raw(inHtml.render(facts)), text: rest };
  };

/** Nothing is computed anew: a template has what the blocks of the mail say. */
function factsOf({ blocks, subject, preheader, reason }: MailContent) {
  const links = blocks.flatMap((block) =>
    "url" in block ? [{ label: block.action, url: block.url }] : [],
  );
  const [code] = blocks.flatMap((block) =>
    "code" in block ? [{ label: block.codeLabel, digits: block.code }] : [],
  );
  const paragraphs = blocks.flatMap((block) =>
    "paragraph" in block ? [block.paragraph] : "small" in block ? [block.small] : [],
  );
  const none = { label: "", url: "" };
  return {
    subject,
    preheader,
    reason,
    paragraphs,
    links,
    link: links[0] ?? none,
    code: code ?? { label: "", digits: "" },
  };
}

const SLOT_NAMES: Readonly<Record<string, keyof NonNullable<Custom["slots"]>>> = {
  "slots/before-page.html": "beforePage",
  "slots/after-page.html": "afterPage",
  "slots/before-mail.txt": "beforeMail",
  "slots/after-mail.txt": "afterMail",
};

function slotFrom(folder: string, key: string, templates: ByLanguage, problems: string[]) {
  const slot = SLOT_NAMES[key];
  if (slot === undefined) {
    problems.push(
      `${join(folder, key)}: there is no such slot; there are ${Object.keys(SLOT_NAMES).join(", ")}`,
    );
    return {};
  }
  const render = (language: Language, name: string): string | undefined =>
    templateFor(templates, language)
      ?.render({ ...languageFacts(language), name })
      .trim();
  return slot.endsWith("Page")
    ? { [slot]: (language: Language, name: string) => raw(render(language, name) ?? "") }
    : { [slot]: (language: Language, kind: string) => paragraphsIn(render(language, kind)) };
}

const paragraphsIn = (text = "") =>
  text.split(/\n\s*\n/).flatMap((each) => (each.trim() === "" ? [] : [{ paragraph: each.trim() }]));
