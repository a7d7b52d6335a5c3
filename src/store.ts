/**
 * What a store for another database is written with: the verbs that Postern asks of a store, part by
 * part, and what they take and give. Every verb is atomic.
 *
 * @packageDocumentation
 */

export { StoreUnavailable, type Store, type StoreTrouble, type StoreWait } from "./ports/store.ts";
export type * from "./ports/outbox-store.ts";
export type * from "./identity/credential-store.ts";
export type * from "./identity/limit-store.ts";
export type * from "./identity/link-store.ts";
export type * from "./identity/session-store.ts";
export type * from "./identity/try-store.ts";
export type * from "./features/admin/store.ts";
export type * from "./features/alarm/store.ts";
export type * from "./features/bounces/store.ts";
export type * from "./features/confirmation/store.ts";
export type * from "./features/data/store.ts";
export type * from "./features/deletion/store.ts";
export type * from "./features/email-change/store.ts";
export type { Candidate, LoginStore } from "./features/login/store.ts";
export type * from "./features/password-change/store.ts";
export type * from "./features/password-reset/store.ts";
export type * from "./features/registration/store.ts";

export type { Credential, NewCredential, OwnProof, Password } from "./domain/evidence.ts";
export type { Verdict } from "./domain/limits.ts";
export type { Page, Place } from "./domain/page.ts";
export type { MailState, MailTrouble, RefusedBy } from "./domain/mail.ts";
export type { WithheldReason } from "./domain/mail-budget.ts";
export type { NewSession } from "./domain/session.ts";
