// What a user can show, in words.

import { PASSKEY, type Credential } from "../domain/evidence.ts";
import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { filled, html, type Markup } from "./markup.ts";

type Known = Pick<Credential, "kind" | "factor" | "name">;

/** "Passkey", with the name that its owner gave it, if any. A kind of a host's own is "another way to log in". */
export function credentialName(language: Language, { name, ...credential }: Known): Markup {
  const words = language.words(copy).credentials;
  const what = kindName(words.kinds, credential);
  return name === null
    ? html`${what}`
    : filled(words.named, { what, name: html`<bdi>${name}</bdi>` });
}

/** The same as a text, for titles and links. */
export function credentialText(language: Language, { name, ...credential }: Known): string {
  const words = language.words(copy).credentials;
  const what = kindName(words.kinds, credential);
  return name === null ? what : words.named({ what, name });
}

/** A passkey that only adds to a password is a security key to people. */
function kindName(
  kinds: Readonly<Record<string, string>>,
  { kind, factor }: Omit<Known, "name">,
): string {
  const key = kind === PASSKEY && factor === "second" ? "security-key" : kind;
  return (Object.hasOwn(kinds, key) ? kinds[key] : kinds["unknown"]) ?? "";
}
