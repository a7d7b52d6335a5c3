// The token of a form, for senders that name no origin: bound to the session, stored nowhere.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "../domain/key-ring.ts";

/** What proves that a form comes from this site and from this browser. */
export type FormTokens = {
  /** The token for forms of one browser, bound to its session or to its anonymous form cookie. */
  of(binding: string): string;
  matches(binding: string, token: string): boolean;
};

export function formTokens(keys: KeyRing): FormTokens {
  const make = (key: string, binding: string): string =>
    createHmac("sha256", key).update(`postern.form\0${binding}`).digest("base64url");
  return {
    of: (binding) => make(keys[0] ?? "", binding),
    matches: (binding, token) =>
      keys.some((key) => {
        const expected = Buffer.from(make(key, binding));
        const given = Buffer.from(token);
        return expected.length === given.length && timingSafeEqual(expected, given);
      }),
  };
}
