// Every kind of mail with sample variables: to look at, and to check what a site put in its place.

import { once } from "../domain/once.ts";
import { days, hours, minutes } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { MailPreview, MailPreviews, MailSample } from "../ports/mail-preview.ts";
import type { MailVariables, SampleVariables } from "../ports/mail-variables.ts";
import type { Settings } from "../ports/settings.ts";
import type { MailParts } from "../ui/mail-layout.ts";
import { compose, kindOf, siteVariables, type Composing } from "./compose.ts";

/** As long as real ones, so that a preview shows where a mail program breaks them. */
const TOKEN = "sample-link-AAECAwQFBgcICQoLDA0ODw.sample-AAECAwQFBgcICQoLDA0ODw";

const CODE = "40172586";

/** The same moment in every preview, so that two of them can be compared. */
const NOW = Date.UTC(2026, 2, 5, 13, 5);

const EMAIL = "ada@example.com";

const USER: User = {
  id: "01956716-3c00-7000-8000-000000000000",
  email: EMAIL,
  emailKey: EMAIL,
  registeredOn: NOW - minutes(1),
  registeredWith: "Firefox on Linux",
  nextPath: null,
  confirmedOn: null,
  confirmedVia: null,
  passwordChangedOn: null,
  factors: 1,
  admin: false,
  roles: [],
  disabledOn: null,
  emailFrozenUntil: null,
  deletesOn: null,
  fields: {},
  terms: [],
  language: null,
  source: null,
};

/** Everything that a mail can have. A kind uses what it needs of it. */
const everything = (settings: Settings): SampleVariables => ({
  ...siteVariables(settings),
  email: EMAIL,
  user: USER,
  token: TOKEN,
  code: CODE,
  causedOn: NOW,
  mintedOn: NOW,
  expiresOn: NOW + hours(72),
  about: null,
  undo: {
    token: TOKEN,
    code: CODE,
    movedOn: NOW - days(2),
    movedTo: "eve@example.org",
    expiresOn: NOW + days(28),
  },
  stop: { token: TOKEN, code: CODE, stoppedOn: NOW - days(2), askedFor: "confirm" },
});

/** The variables of each sample of a kind, by the sample's name. */
export function samplesOf(
  { settings, mails }: Pick<Composing, "settings" | "mails">,
  kind: string,
): readonly (MailSample & { readonly variables: MailVariables })[] {
  const given = everything(settings);
  const { samples } = kindOf(mails, kind);
  return Object.entries(samples?.(given) ?? { usual: {} }).map(([sample, changed]) => {
    const variables = { ...given, undo: undefined, stop: undefined, ...changed };
    return {
      name: sample === "usual" ? kind : `${kind}.${sample}`,
      kind,
      variables,
    };
  });
}

/** All mails of a site with sample variables. */
export function mailPreviews(site: Composing): MailPreviews {
  const { tags, load } = site.languages;
  const all = once(() => Object.keys(site.mails).flatMap((kind) => samplesOf(site, kind)));
  return {
    samples: () => all().map(({ name, kind }) => ({ name, kind })),
    languages: tags,
    async of(tag, wanted): Promise<MailPreview | undefined> {
      const found = all().find(({ name }) => name === wanted);
      if (found === undefined || !tags.includes(tag)) return undefined;
      const { name, kind, variables } = found;
      const language = await load(tag);
      const { subject, html: sent, text, images } = compose(site, kind, language, variables);
      const html = withImages(sent, images);
      const [light, dark] = [inScheme(html, "light"), inScheme(html, "dark")];
      return { name, kind, language: tag, subject, text, html, light, dark };
    },
  };
}

/** A browser knows no `cid:`. */
const withImages = (html: string, images: MailParts["images"] = []): string =>
  images.reduce(
    (text, { contentId, type, content }) =>
      text.replaceAll(
        `"cid:${contentId}"`,
        `"data:${type};base64,${Buffer.from(content).toString("base64")}"`,
      ),
    html,
  );

/** Answers what the mail asks of its reader's preference with one answer. */
const inScheme = (html: string, scheme: "light" | "dark"): string =>
  html
    .replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi, (_, asked: string) =>
      asked.toLowerCase() === scheme ? "(min-width: 0)" : "(max-width: 0)",
    )
    .replace(/(color-scheme:\s*)light dark/gi, `$1${scheme}`)
    .replace(/content="light dark"/gi, `content="${scheme}"`);
