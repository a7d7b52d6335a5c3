/**
 * What a host's own feature is made of, as docs/extending.md describes it.
 *
 * @packageDocumentation
 */

// The feature itself, and what it is given.
export type {
  Feature,
  FeatureMail,
  FeatureOption,
  FeatureWords,
  Task,
  WithVerbs,
} from "./feature.ts";
export type { Client, Context, Uses } from "./ports/context.ts";
export type { Hint, HostMistakes } from "./ports/hints.ts";
export type { Brand, Corners, FootLink, Picture } from "./domain/brand.ts";
export type { Colours, Palette, ThemeName } from "./domain/palette.ts";
export type { Serving } from "./ports/serving.ts";
export type { Settings } from "./ports/settings.ts";
export type { StoredSecret, WebhookKeys } from "./ports/webhook-keys.ts";
export type { Derivation, Digest } from "./domain/link-codec.ts";
export type { OldLink, OldLinkReader, OldLinkRules } from "./domain/old-links.ts";
export type { OldSystemRules } from "./domain/old-system.ts";
export type {
  AskOldSystem,
  Moving,
  OldSystemAnswer,
  OldSystemQuestion,
  TypedInVain,
} from "./ports/moving.ts";
export type { WebhookRules } from "./domain/webhook-url.ts";
export type { Cidr } from "./domain/client-address.ts";
export type { Terms } from "./domain/terms.ts";
export type { OptionalRoute } from "./domain/optional-routes.ts";
export type { AddressPolicy } from "./ports/address-policy.ts";
export type { Captcha } from "./ports/captcha.ts";
export type {
  AskedCaptcha,
  CaptchaProvider,
  CaptchaSettings,
  OutsideScript,
} from "./domain/captcha.ts";
export type { DomainList, DomainRules, ListVerdict } from "./domain/domain-list.ts";
export type { SitePaths } from "./http/site-paths.ts";
export type { Web } from "./http/web.ts";
export type { ListenOutcome, News, NewsListener, OpenStream, StreamSink } from "./ports/news.ts";
export type { Notes } from "./ports/notes.ts";
export type { OpeningRequest } from "./domain/opening.ts";
export type {
  ConsoleEntry,
  NavigationEntry,
  NavigationRow,
  Said,
  Site,
  Warning,
} from "./http/site.ts";
export type { OwnRole } from "./domain/role.ts";

// Texts, and the language in which they are read.
export {
  catalogue,
  translation,
  type Catalogue,
  type Differing,
  type EnglishOf,
  type TranslationError,
} from "./domain/catalogue.ts";
export type { Languages, OwnWords } from "./domain/languages.ts";
export type { PluralText, Texts, Value, VariablesIn, WordsFor } from "./domain/message.ts";
export { languageOf, type FormattedTime, type Language } from "./domain/language.ts";

// Credentials of one's own, and signing in with them.
export {
  completeLogIn,
  takeSecondStep,
  type LogInRefusal,
  type SignIn,
} from "./identity/complete-log-in.ts";
export { enrol, type Enrolment, type EnrolmentRefusal } from "./identity/enrol.ts";

// Outcomes and times.
export { done, refused, type Done, type Refused, type Result } from "./domain/result.ts";
export { days, hours, minutes, parseDuration, seconds } from "./domain/time.ts";
export type { User } from "./domain/user.ts";

// Routes: requests and their answers.
export { z } from "zod";
export {
  get,
  guardedGet,
  guardedPost,
  post,
  signingIn,
  withoutTerms,
  type AuthenticatedExchange,
  type Door,
  type Exchange,
  type Route,
} from "./http/route.ts";
export { consolePage, type ConsolePage, type ConsoleTools } from "./http/console-page.ts";
export { text } from "./http/form.ts";
export {
  goesTo,
  refuses,
  shows,
  type Answer,
  type AnswerExtras,
  type JsonBody,
  type PageContent,
  type RefusalDetails,
} from "./http/answer.ts";
export { tooMany } from "./http/errors.ts";
export type { Cookie, Cookies } from "./http/cookies.ts";
export type { FormTokens } from "./http/form-token.ts";
export type { LoggedIn } from "./identity/complete-log-in.ts";
export type { MintedSession } from "./identity/sessions.ts";

// Limits.
export { countAct, type ClientLimit, type TooMany } from "./identity/limits.ts";
export type { Limit, LimitOptions, Window, WrongRow } from "./domain/limits.ts";

// Links.
export { openLink, type DeadLink, type OpenedLink, type ReadyLink } from "./identity/links.ts";
export { heldLink, takesLinkOut } from "./http/held-link.ts";
export type {
  Link,
  LinkEnd,
  LinkEvent,
  LinkOptions,
  LinkPurpose,
  LinkRefusal,
  LinkRules,
  LinkState,
} from "./domain/link.ts";

// Mails.
export type { FirstContactRules } from "./domain/first-contacts.ts";
export { askedByOwn, type AskedBy, type MailBudget } from "./domain/mail-budget.ts";
export type { EventData, EventRules, EventType } from "./domain/event.ts";
export type { MailKind, MailRules, Pool } from "./domain/mail.ts";
export type { MailPreview, MailPreviews, MailSample } from "./ports/mail-preview.ts";
export type {
  MailVariables,
  SampleVariables,
  StopFacts,
  UndoFacts,
} from "./ports/mail-variables.ts";
export type { MailBlock, MailContent, MailDescription } from "./ui/mail-layout.ts";
export type { Decided, MailRow, Words } from "./stores/sql/resolve-mail.ts";

// The store: tables, and methods that are one transaction each.
export type { Migration } from "./stores/sql/migrate.ts";
export {
  changes,
  row,
  rows,
  type Outcome,
  type SqlDriver,
  type SqlValue,
  type Statement,
  type Work,
} from "./stores/sql/work.ts";
export {
  queueMail,
  queueNotice,
  record,
  type Addressee,
  type AuditLine,
  type Ids,
  type NewMail,
  type Sql,
  type Writing,
} from "./stores/sql/shared-writes.ts";
export type { Kinds, StoredMail } from "./stores/sql/kinds.ts";
export { findOwnedLink, useLink } from "./stores/sql/links.ts";

// Pages.
export {
  formPage,
  namedPage,
  type NamedPage,
  type PageName,
  type PageUse,
} from "./http/named-page.ts";
export * as ui from "./ui/form.ts";
export { filled, html, type Markup, type Part } from "./ui/markup.ts";
export type { KeptOutcome, KeptOutcomes, ActOutcome } from "./http/kept-outcome.ts";
export type { LanguageSwitch } from "./ui/language-switch.ts";
export type { PageProps, Visitor } from "./ui/page.ts";
export type { Script } from "./ui/script.ts";
export type { SummaryRow } from "./ui/notice.ts";

// A site's own pages and mails.
export type { Custom, ReplacedPages } from "./custom.ts";
export type { PosternPages } from "./features.ts";
export type { CustomPages, PageReplacement, PageSlot } from "./http/custom-pages.ts";
export type { CustomMails, MailReplacement, MailSlot, WholeMail } from "./outbox/compose.ts";

// Types of the context.
export type { Codes } from "./domain/code.ts";
export type { EmailAddress } from "./domain/email-address.ts";
export type { KeyRing } from "./domain/key-ring.ts";
export type { DeviceMark, KnownDevices } from "./domain/known-device.ts";
export type { LinkCodec } from "./domain/link-codec.ts";
export type { PasskeySite } from "./domain/passkey-site.ts";
export type { PasswordPolicy } from "./domain/password-policy.ts";
export type { Challenge, ProofsOfWork } from "./domain/proof-of-work.ts";
export type { PasskeyAnswer, PasskeyData } from "./domain/passkey.ts";
export type {
  PasskeyAct,
  PasskeyChallenge,
  PasskeyChallenges,
} from "./domain/passkey-challenge.ts";
export type { MadePasskey, PasskeyExpectation, Passkeys, UsedPasskey } from "./ports/passkeys.ts";
export type { MailHook, MailHooks } from "./domain/mail-hooks.ts";
export type {
  MailNews,
  MailService,
  MailServices,
  NoticeRefusal,
  SentNotice,
  SnsFetch,
} from "./ports/mail-hooks.ts";
export type { MailReferences } from "./domain/mail-reference.ts";
export type { ReturnPaths } from "./domain/return-path.ts";
export type { Opened, Sealer } from "./domain/sealed.ts";
export type { SecondFactorPolicy } from "./domain/second-factor-policy.ts";
export type { SessionOptions } from "./domain/session.ts";
export type { MailboxDigests } from "./domain/stopped-mailbox.ts";
export type { AuthenticatorAccount, OneTimeCodes } from "./ports/one-time-codes.ts";
