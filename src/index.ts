// The public names of Postern. Everything else may change from one version to the next.

export { createPostern } from "./create-postern.ts";
export type { Check, Postern, PosternOptions } from "./postern.ts";
export type { Feature, FeatureOption, Task } from "./feature.ts";
export { OptionsError } from "./options/options.ts";
export type { Options } from "./options/types.ts";
export { postgresStore, sqliteStore } from "./stores.ts";
export { smtpMailer, type SmtpOptions } from "./adapters/smtp-mailer.ts";
export {
  capturedMailbox,
  type CapturedMail,
  type CapturedMailbox,
} from "./adapters/captured-mailbox.ts";
export { evidenceOf, type Evidence, type Factor } from "./domain/evidence.ts";
export type { User, UnconfirmedPolicy } from "./domain/user.ts";
export type { Session } from "./domain/session.ts";
export type { Clock } from "./ports/clock.ts";
export type { Log } from "./ports/log.ts";
export type { HandOver, Mailer, Message } from "./ports/mailer.ts";
export type { PasswordHasher } from "./ports/password-hasher.ts";
export type { Random } from "./ports/random.ts";
export type { Store } from "./ports/store.ts";
