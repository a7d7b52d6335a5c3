/**
 * Postern as a library: an account system to mount in your own application.
 *
 * Only what this entry and the others export is a promise; everything else may change from one version to the
 * next.
 *
 * @packageDocumentation
 */

export { createPostern } from "./create-postern.ts";
export type {
  Check,
  CheckReason,
  Guards,
  HostRequest,
  Postern,
  PosternOptions,
  PosternParts,
  SiteSession,
  Tended,
} from "./postern.ts";
export type { BrandOptions, Options, TimeSpan } from "./options/types.ts";
export { OptionsError, type OptionProblem } from "./options/problems.ts";
export type { LimitCounts } from "./domain/limits.ts";
export type { OptionalRoute } from "./domain/optional-routes.ts";
export type { SecondFactorPolicy } from "./domain/second-factor-policy.ts";
export type { OwnWords } from "./domain/languages.ts";
export type { PluralText, Texts } from "./domain/message.ts";
export type { Peer } from "./http/peer.ts";

// Stores.
export {
  postgresStore,
  sqliteStore,
  sqlStore,
  type PostgresOptions,
  type SqliteOptions,
  type StoreOptions,
} from "./open-stores.ts";
export type {
  Dialect,
  HostTransaction,
  Outcome,
  ServerFacts,
  SqlDriver,
  SqlValue,
  Statement,
  Work,
} from "./stores/sql/work.ts";
export type { TablePlace } from "./stores/sql/naming.ts";
export type { Store } from "./ports/store.ts";
export type { SqliteDatabase, SqliteStatement } from "./stores/sql/sqlite.ts";
export type {
  PostgresAnswer,
  PostgresClient,
  PostgresPool,
  PostgresQuery,
} from "./stores/sql/postgres-clients.ts";
export type { PostgresTypes } from "./stores/sql/postgres-values.ts";

// Users and sessions.
export type {
  HostAccounts,
  HostAct,
  HostSessions,
  HostUsers,
  NewHostUser,
  RoleRefusal,
} from "./features/admin/host.ts";
export { readUsers, type HostImportOptions, type HostImports } from "./host-imports.ts";
export type { Reading, ReadingRefusal, ReadUsersOptions, UserRow } from "./import/read-users.ts";
export type { Format } from "./import/formats.ts";
export type { FileRefusal } from "./import/readers/open.ts";
export type { RowProblem } from "./import/readers/row.ts";
export type { Mapping, MappingRefusal } from "./import/sources/mapping.ts";
export type { ImportedRow, ImportNote, ImportProblem } from "./import/outcomes.ts";
export type {
  PasskeyRecord,
  PasswordRecord,
  RecoveryCodeRecord,
  TotpRecord,
  UserRecord,
} from "./domain/user-record.ts";
export type { StoredPassword } from "./domain/foreign-password/stored-password.ts";
export type { ForeignProblem } from "./domain/foreign-password/read-foreign-password.ts";
export type { FieldProblem, FieldProblems } from "./identity/user-fields.ts";
export type { Done, Refused, Result } from "./domain/result.ts";
export type { User, SiteUser, UnconfirmedPolicy, ConfirmedVia } from "./domain/user.ts";
export type { Session } from "./domain/session.ts";
export type { CurrentSession } from "./ports/session-store.ts";
export {
  evidenceOf,
  type CredentialUse,
  type Evidence,
  type EvidenceText,
  type Factor,
  type Factors,
  type Shown,
} from "./domain/evidence.ts";

// Extra fields of users.
export {
  field,
  type FieldForm,
  type FieldResult,
  type FieldSchema,
  type FieldValue,
  type FieldValues,
  type SiteText,
  type UserField,
  type UserFields,
} from "./domain/user-field.ts";

// Terms that users accept.
export type { AcceptedTerms } from "./domain/terms.ts";

// Mailers.
export type { SmtpTls } from "./adapters/smtp-connection.ts";
export { mailerList, type MailerListOptions } from "./adapters/mailer-list.ts";
export { smtpMailer, type SmtpOptions, type SmtpPatience } from "./adapters/smtp-mailer.ts";
export { brevoMailer, type BrevoOptions } from "./adapters/mail-services/brevo.ts";
export {
  mailgunMailer,
  type MailgunOptions,
  type MailgunRegion,
} from "./adapters/mail-services/mailgun.ts";
export {
  microsoftGraphMailer,
  type MicrosoftGraphOptions,
} from "./adapters/mail-services/microsoft-graph.ts";
export { postmarkMailer, type PostmarkOptions } from "./adapters/mail-services/postmark.ts";
export { resendMailer, type ResendOptions } from "./adapters/mail-services/resend.ts";
export { sendgridMailer, type SendgridOptions } from "./adapters/mail-services/sendgrid.ts";
export { sesMailer, type SesOptions } from "./adapters/mail-services/ses.ts";
export type { MailServiceOptions } from "./adapters/mail-services/service.ts";
export type { MailServicePatience } from "./adapters/mail-services/exchange.ts";
export type { SmtpOAuth } from "./adapters/smtp-oauth.ts";
export type { OAuthOptions } from "./adapters/oauth-grant.ts";
export { storedTokens } from "./adapters/stored-tokens.ts";
export type { TokenKeeper, Tokens } from "./ports/token-keeper.ts";
export type { SealedTokens, TokenClaim, TokenStore } from "./ports/token-store.ts";
export type { CohortMarkStore, Mark } from "./ports/cohort-mark-store.ts";
export type { ForeignPasswordStore, SealedPepper } from "./ports/foreign-password-store.ts";
export type { KeyMarkStore } from "./ports/key-mark-store.ts";
export type { AppliedMigration, DatabaseFacts, SystemStore } from "./ports/system-store.ts";
export type { ConfigurationLine } from "./http/site.ts";
export type { ServedStore, Unsent } from "./ports/served-store.ts";
export type { LookNote, NotesStore, OpeningNote } from "./ports/notes-store.ts";
export type { TrailOf, TrailStore } from "./ports/trail-store.ts";
export type {
  AuditTrail,
  LinkTrail,
  MailTrail,
  SessionTrail,
  Trail,
  WithheldTrail,
} from "./domain/trail.ts";
export type { MailRecord } from "./domain/mail-record.ts";
export type { MailTry } from "./domain/mail-tries.ts";
export type { Opener, Openings } from "./domain/opening.ts";
export type { Dkim } from "./adapters/dkim-key.ts";
export {
  capturedMailbox,
  type CapturedMail,
  type CapturedMailbox,
} from "./adapters/captured-mailbox.ts";
export type { HandOver, MailImage, Mailer, Message } from "./ports/mailer.ts";
export type { Fault } from "./domain/refusal.ts";

// Events.
export type {
  EventHandler,
  EventName,
  HandlerOptions,
  PosternEvent,
  PosternEvents,
  SessionEnd,
  Telling,
} from "./ports/events.ts";
export type { EventData, EventType, HeardEvent } from "./domain/event.ts";

// Parts that a host may replace.
export { argon2Hasher } from "./adapters/argon2-hasher.ts";
export type { Pace } from "./ports/pace.ts";
export { Overloaded, type PasswordHasher } from "./ports/password-hasher.ts";
export type { Asker, Passwords } from "./ports/passwords.ts";
export { jsonLog, type LogLevel } from "./adapters/json-log.ts";
export type { Log, LogFacts } from "./ports/log.ts";
export type { DisposableDomains } from "./ports/address-policy.ts";
export type { ListVerdict } from "./domain/domain-list.ts";
export type { CaptchaFetch } from "./ports/captcha.ts";
export type { Dns, DnsAnswer } from "./ports/dns.ts";
export type { AskOldSystem, OldSystemAnswer, OldSystemQuestion } from "./ports/moving.ts";
export type { WebhookAnswer, WebhookRequest, WebhookSender } from "./ports/webhook-sender.ts";
export type { Watch, WatchedRequest } from "./ports/watch.ts";
export type { Clock } from "./ports/clock.ts";
export type { Random } from "./ports/random.ts";
export type { Duration, Instant } from "./domain/time.ts";
export type { Feature, FeatureOption, Task } from "./feature.ts";
