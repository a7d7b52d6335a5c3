import type { Instant } from "../domain/time.ts";

/** What choosing a language needs of a store. */
export type LanguageStore = {
  /** Stores the language that a user chose, as a tag. The mails to this user are written in it from now on. */
  chooseLanguage(input: { userId: string; language: string; now: Instant }): Promise<void>;
};
