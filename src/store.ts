/**
 * What is needed to write a store for another database: the methods that Postern needs, part by part, and their
 * parameters and results. Every method is atomic.
 *
 * @packageDocumentation
 */

export { StoreUnavailable, type Store, type StoreTrouble, type StoreWait } from "./ports/store.ts";
export type * from "./ports/outbox-store.ts";
export type * from "./ports/credential-store.ts";
export type * from "./ports/limit-store.ts";
export type * from "./ports/link-store.ts";
export type * from "./ports/session-store.ts";
export type * from "./ports/try-store.ts";
export type * from "./ports/admin-store.ts";
export type * from "./ports/user-query.ts";
export type * from "./ports/alarm-store.ts";
export type * from "./ports/bounces-store.ts";
export type * from "./ports/cohort-store.ts";
export type { Counts, Dimension, People } from "./domain/cohorts.ts";
export type * from "./ports/confirmation-store.ts";
export type * from "./ports/data-store.ts";
export type * from "./ports/deletion-store.ts";
export type * from "./ports/email-change-store.ts";
export type * from "./ports/event-store.ts";
export type * from "./ports/first-contact-store.ts";
export type * from "./ports/foreign-password-store.ts";
export type { Candidate, LoginStore } from "./ports/login-store.ts";
export type * from "./ports/language-store.ts";
export type * from "./ports/lock-store.ts";
export type * from "./ports/lost-factor-store.ts";
export type * from "./ports/password-change-store.ts";
export type * from "./ports/password-reset-store.ts";
export type * from "./ports/registration-store.ts";
export type * from "./ports/remembered-browser-store.ts";
export type * from "./ports/stops-store.ts";
export type * from "./ports/fields-store.ts";
export type * from "./ports/campaign-store.ts";
export type * from "./ports/import-store.ts";
export type * from "./ports/terms-store.ts";
export type * from "./ports/token-store.ts";
export type * from "./ports/webhook-store.ts";

export type {
  CampaignCounts,
  CampaignRules,
  CampaignState,
  CampaignStep,
} from "./domain/campaign.ts";
export type {
  Credential,
  CredentialShown,
  NewCredential,
  OwnProof,
  Password,
} from "./domain/evidence.ts";
export type { EventData, EventType, EventTypes, HeardEvent } from "./domain/event.ts";
export type { FirstContactRules, FirstContactState, Trust } from "./domain/first-contacts.ts";
export type { Verdict } from "./domain/limits.ts";
export type { Page, Place } from "./domain/page.ts";
export type { LockRules } from "./domain/lock.ts";
export type { MailState, MailTrouble, RefusedBy } from "./domain/mail.ts";
export type { WithheldReason } from "./domain/mail-budget.ts";
export type { NewRememberedBrowser, RememberedBrowser } from "./domain/remembered-browser.ts";
export type { IdleSince, NewSession } from "./domain/session.ts";
export type { MailboxDigests } from "./domain/stopped-mailbox.ts";
export type { WebhookOff } from "./domain/webhook.ts";
