// The spellings of a typed text that systems hash.

import type { Form } from "./foreign-password.ts";

const PHP_TRIM = /^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g;

/** RFC 4013, as far as it changes a password: spaces of other alphabets, and characters that show nothing. */
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const NOTHING =
  /\u00ad|\u034f|\u1806|[\u180b-\u180d]|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

export const SPELLINGS: Readonly<Record<Form, (typed: string) => string>> = {
  typed: (typed) => typed,
  nfc: (typed) => typed.normalize("NFC"),
  nfkc: (typed) => typed.normalize("NFKC"),
  nfkd: (typed) => typed.normalize("NFKD"),
  saslprep: (typed) => typed.replace(OTHER_SPACES, " ").replace(NOTHING, "").normalize("NFKC"),
  trimmed: (typed) => typed.replace(PHP_TRIM, ""),
  escaped: (typed) => typed.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char).normalize("NFC"),
  slashed: (typed) =>
    typed
      .replace(PHP_TRIM, "")
      .replace(/['"\\]/g, "\\$&")
      .replaceAll("\0", "\\0"),
};
