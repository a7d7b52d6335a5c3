// Every cookie that Postern sets: fixed names, fixed attributes, fixed sizes.

import { basePathOf } from "../domain/base-path.ts";
import type { LinkPurpose } from "../domain/link.ts";
import { seconds, type Duration } from "../domain/time.ts";

/**
 * A cookie of Postern's: `set` and `clear` return the value of a Set-Cookie header. `lives` is in milliseconds;
 * without it the cookie ends with the browser's session.
 */
export type Cookie = {
  readonly name: string;
  set(value: string, lives?: Duration): string;
  clear(): string;
};

/** Every cookie that Postern sets. */
export type Cookies = {
  readonly session: Cookie;
  /** What binds forms to the browser before there is a session. */
  readonly form: Cookie;
  /** The name of a notice, from a fixed list, which is shown once on the next page. */
  readonly notice: Cookie;
  /** Says that somebody with this address logged in here before. It gives no access. */
  readonly device: Cookie;
  /** What remembers the browser for users who showed a second factor in it. */
  readonly remembered: Cookie;
  /** A set-up of a second factor that is under way, sealed. Nothing of it is in use yet. */
  readonly setUp: Cookie;
  /** Where a person was going when a door was closed. */
  readonly next: Cookie;
  /** The address that was last typed or opened, for the next form that asks for one. It gives no access. */
  readonly address: Cookie;
  /** The language that was chosen in this browser: a tag of a closed list. */
  readonly lang: Cookie;
  /** Says that a passkey was offered in this browser. */
  readonly offered: Cookie;
  /** A page that this browser was just sent to, because its address had a slash at the end. */
  readonly slash: Cookie;
  /** A link between its first GET and its POST: it only allows the form to be shown. */
  link(purpose: LinkPurpose): Cookie;
  /**
   * Whether a Set-Cookie header would leave behind who used this browser: a mark of a known device, what remembers it, an address.
   * Those are not set while a session on a shared computer lasts.
   */
  leavesTrace(line: string): boolean;
};

/**
 * `__Host-` ties a cookie to this very origin (RFC 6265bis 4.1.3.2), so a neighbouring subdomain cannot plant a
 * session. It requires https, so on http, on a developer's machine, the name has no prefix. Lax, not Strict: a
 * person who comes from a mail must arrive logged in.
 *
 * The path is always the root, as `__Host-` requires, and because guards read the session on every page of the host. So that two
 * Posterns on one host do not log each other's users out, the names contain the base path: `postern.auth-session` below "/auth".
 */
export function cookiesFor(baseUrl: string): Cookies {
  const secure = new URL(baseUrl).protocol === "https:";
  const mount = basePathOf(baseUrl).replaceAll("/", ".");
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  const cookie = (suffix: string): Cookie => {
    const name = `${secure ? "__Host-" : ""}postern${mount}-${suffix}`;
    return {
      name,
      set: (value, lives) =>
        `${name}=${value}${attributes}${lives === undefined ? "" : `; Max-Age=${lives / seconds(1)}`}`,
      clear: () => `${name}=${attributes}; Max-Age=0`,
    };
  };
  const [device, remembered, address] = [cookie("device"), cookie("remembered"), cookie("address")];
  return {
    session: cookie("session"),
    form: cookie("form"),
    notice: cookie("notice"),
    device,
    remembered,
    setUp: cookie("set-up"),
    next: cookie("next"),
    address,
    lang: cookie("lang"),
    offered: cookie("offered"),
    slash: cookie("slash"),
    link: (purpose) => cookie(`link-${purpose}`),
    leavesTrace: (line) =>
      [device, remembered, address].some(
        ({ name, clear }) => line.startsWith(`${name}=`) && line !== clear(),
      ),
  };
}

/**
 * Every cookie of this name, in the order in which the browser sends them. It is read at every request, so the header
 * is searched and not taken apart.
 */
export function readCookies(header: string | null, name: string): readonly string[] {
  const found: string[] = [];
  if (header === null) return found;
  const start = `${name}=`;
  let end = 0;
  for (let at = header.indexOf(start); at !== -1; at = header.indexOf(start, end)) {
    const next = header.indexOf(";", at);
    end = next === -1 ? header.length : next;
    const before = header.slice(header.lastIndexOf(";", at) + 1, at);
    if (before.trim() === "") found.push(header.slice(at + start.length, end).trimEnd());
  }
  return found;
}

/** Reads one cookie. Of several with the same name, the first counts. */
export const readCookie = (header: string | null, name: string): string | undefined =>
  readCookies(header, name)[0];
