// What a feature of a host's own is made of, as docs/extending.md tells it. Public, as `postern/extend`.

export { z } from "zod";
export { catalogue, grammarOf, type Catalogue, type Grammar } from "./domain/catalogue.ts";
export type { FormattedTime, Language } from "./domain/language.ts";
export type { LinkRefusal, LinkRules } from "./domain/link.ts";
export type { Limit } from "./domain/limits.ts";
export { askedByOwn } from "./domain/mail-budget.ts";
export { done, refused, type Result } from "./domain/result.ts";
export { days, hours, minutes, parseDuration, seconds } from "./domain/time.ts";
export type { User } from "./domain/user.ts";
export type {
  Feature,
  FeatureMail,
  FeatureOption,
  FeatureWords,
  Task,
  WithVerbs,
} from "./feature.ts";
export { countAct, type TooMany } from "./identity/limits.ts";
export { openLink, type OpenedLink } from "./identity/links.ts";
export { goesTo, refuses, shows, type Answer, type PageContent } from "./http/answer.ts";
export { tooMany } from "./http/errors.ts";
export { text } from "./http/form.ts";
export { heldLink, takesLinkOut } from "./http/held-link.ts";
export {
  get,
  guardedGet,
  guardedPost,
  post,
  type Door,
  type Exchange,
  type Route,
} from "./http/route.ts";
export type { NavigationEntry, NavigationRow, Site } from "./http/site.ts";
export type { Web } from "./http/web.ts";
export type { Client, Context } from "./ports/context.ts";
export type { MailVariables } from "./ports/mail-variables.ts";
export type { Settings } from "./ports/settings.ts";
export {
  queueMail,
  queueNotice,
  record,
  type NewMail,
  type Sql,
} from "./stores/sql/shared-writes.ts";
export { findOwnedLink, useLink } from "./stores/sql/links.ts";
export type { Migration } from "./stores/sql/migrate.ts";
export { changes, row, rows, type SqlValue, type Work } from "./stores/sql/work.ts";
export * as ui from "./ui/form.ts";
export type { MailContent } from "./ui/mail-layout.ts";
export { filled, html, type Markup } from "./ui/markup.ts";
