// A mailed link as its reader sees it: a purpose in the path, and a token.

import type { Letter } from "./world.ts";

export type Purpose =
  | "confirm"
  | "reset"
  | "change-email"
  | "stop-change"
  | "undo-change"
  | "lock-account"
  | "keep-account"
  | "lose-factor"
  | "keep-factor";

export type Token = { readonly purpose: Purpose; readonly value: string; readonly letter: Letter };

/** Where each purpose's form is sent. */
export const FORMS: Readonly<Record<Purpose, string>> = {
  confirm: "/confirm",
  reset: "/reset",
  "change-email": "/change-email",
  "stop-change": "/change-email/stop",
  "undo-change": "/change-email/undo",
  "lock-account": "/lock",
  "keep-account": "/keep",
  "lose-factor": "/lose-factor",
  "keep-factor": "/keep-factor",
};

export const PURPOSES = Object.keys(FORMS) as readonly Purpose[];

/** Purposes that need nothing but a mail: a person types the code in it. */
export const BY_PEOPLE: ReadonlySet<Purpose> = new Set([
  "stop-change",
  "undo-change",
  "lock-account",
  "keep-account",
  "lose-factor",
  "keep-factor",
]);

const HOUR = 3_600_000;

/** How long each lives, as the product promises. */
export const LIVES: Readonly<Record<Purpose, number>> = {
  confirm: 72 * HOUR,
  reset: HOUR,
  "change-email": 24 * HOUR,
  "stop-change": 24 * HOUR,
  "undo-change": 7 * 24 * HOUR,
  "lock-account": 7 * 24 * HOUR,
  "keep-account": 14 * 24 * HOUR,
  "lose-factor": 24 * HOUR,
  "keep-factor": 60 * 24 * HOUR,
};

/** The id of the row that a token names. */
export const rowIn = (value: string): string =>
  (JSON.parse(Buffer.from(value.split(".")[0] ?? "", "base64url").toString()) as [string])[0];

/** The link of a letter that does something; undefined if it only leads to a page. */
export function tokenIn(letter: Letter): Token | undefined {
  for (const link of letter.links) {
    const { pathname } = new URL(link);
    const purpose = PURPOSES.toSorted((a, b) => FORMS[b].length - FORMS[a].length).find((each) =>
      pathname.startsWith(`${FORMS[each]}/`),
    );
    if (purpose === undefined) continue;
    const [value = ""] = pathname.slice(FORMS[purpose].length + 1).split("/");
    return { purpose, value, letter };
  }
  return undefined;
}
