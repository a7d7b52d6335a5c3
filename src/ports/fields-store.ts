import type { FieldValue } from "../domain/user-field.ts";
import type { Instant } from "../domain/time.ts";

/** What the extra fields of a site need of a store. */
export type FieldsStore = {
  /**
   * Stores values of extra fields. Undefined removes one, and fields that are not named stay as they are. False if the
   * user is gone.
   */
  setFields(input: {
    userId: string;
    fields: Readonly<Record<string, FieldValue | undefined>>;
    /** Who does it, for the audit log; default: the user. */
    actor?: string | undefined;
    /** Why, for the audit log. */
    reason?: string | undefined;
    now: Instant;
  }): Promise<boolean>;
};
