// What travels with the page of a form, so that it can be shown again without acting again: encrypted and signed.

import type { KeyRing } from "../domain/key-ring.ts";
import { sealer } from "../domain/sealed.ts";
import { hours, type Instant } from "../domain/time.ts";

/** What came of a form: what was entered, without passwords, and the result of the act. */
export type KeptOutcome = {
  readonly entries: Readonly<Record<string, unknown>>;
  readonly outcome: ActOutcome;
};

/** The result of an act: a refusal with its reasons, or what was done. */
export type ActOutcome = { readonly ok: boolean; readonly value?: unknown };

/** The field of a form that shows a page again. */
export const SHOWN_AGAIN = "shown_again";

/** Performs the act of a form, or returns what came of it before. `kept` is what shows the page again. */
export function actingOnce(
  entries: Readonly<Record<string, unknown>>,
  before: KeptOutcome | undefined,
) {
  let outcome = before?.outcome;
  return {
    once: async <Result extends ActOutcome>(act: () => Promise<Result>): Promise<Result> =>
      (outcome ??= await act()) as Result,
    kept: (): KeptOutcome | undefined =>
      outcome !== undefined && isForThePage(outcome) ? { entries, outcome } : undefined,
  };
}

/** A session that was begun, for example, is nothing for a page, not even encrypted. */
const isForThePage = ({ ok, value }: ActOutcome): boolean =>
  !ok || value === null || typeof value === "string";

/** Writes and reads outcomes. */
export type KeptOutcomes = {
  /** A text for a hidden field of the answer to a form of this path; undefined if there is too much for one. */
  write(path: string, kept: KeptOutcome, now: Instant, nonce: Uint8Array): string | undefined;
  /** Undefined for anything that was not written for this path, within the last hour. */
  read(path: string, text: unknown, now: Instant): KeptOutcome | undefined;
};

/** In characters. With the form token, less than half of what a form may have. */
const LONGEST = 6000;

/** "Wait until 13:06" is no news for longer. */
const LIVES = hours(1);

type Stored = KeptOutcome & { readonly on: Instant };

/** The path of the form is sealed with it. */
export function keptOutcomes(keys: KeyRing): KeptOutcomes {
  const { seal, open } = sealer(keys, "kept-outcome");
  return {
    write(path, { entries, outcome }, now, nonce) {
      const kept: Stored = { entries: withoutPasswords(entries), outcome, on: now };
      const text = JSON.stringify(kept);
      return text.length > LONGEST ? undefined : seal(text, path, nonce);
    },
    read(path, text, now) {
      const opened = typeof text === "string" ? open(text, path) : undefined;
      if (opened === undefined) return undefined;
      const { on, ...kept } = JSON.parse(opened.text) as Stored;
      return now - on < LIVES ? kept : undefined;
    },
  };
}

/** A password is not put on a page, in no form. */
const withoutPasswords = (
  entries: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name, /password/i.test(name) ? "" : value]),
  );
