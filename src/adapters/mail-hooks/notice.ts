// What the hooks of all mail services have in common: how their JSON is read, and how they prove themselves.

import { isUtf8 } from "node:buffer";
import { isSameText } from "../../domain/constant-time.ts";
import { SIGNATURE_TOLERANCE } from "../../domain/mail-hooks.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import { seconds, type Instant } from "../../domain/time.ts";
import type { MailNews, SentNotice } from "../../ports/mail-hooks.ts";

/** Whether a time in seconds is close to now. */
export const isFresh = (inSeconds: string, now: Instant): boolean =>
  /^\d{1,12}$/.test(inSeconds) && Math.abs(seconds(Number(inSeconds)) - now) <= SIGNATURE_TOLERANCE;

/** News with what every service leaves out. */
export const newsOf = (
  kind: MailNews["kind"],
  facts: Partial<Omit<MailNews, "kind">>,
): MailNews => ({
  kind,
  reference: "",
  serviceId: "",
  recipient: "",
  happenedOn: undefined,
  words: "",
  status: "",
  code: undefined,
  ...facts,
});

/** The JSON of a body. */
export function parsed(body: Buffer): Result<unknown, "malformed-body"> {
  if (!isUtf8(body)) return refused("malformed-body");
  try {
    return done(JSON.parse(body.toString("utf8")) as unknown);
  } catch {
    return refused("malformed-body");
  }
}

/** A part of a value that was parsed from JSON; undefined if there is none. */
export const partAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (part, name) =>
      typeof part === "object" && part !== null && Object.hasOwn(part, name)
        ? (part as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );

/** A text or a number in such a value, as a text; empty if there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = partAt(value, ...path);
  return typeof found === "string" ? found : typeof found === "number" ? String(found) : "";
}

/** A list in such a value; a single value is a list of one. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = partAt(value, ...path);
  return Array.isArray(found) ? found : found === undefined ? [] : [found];
}

/** A time as ISO 8601, or in seconds since 1970. */
export function timeAt(value: unknown, ...path: readonly string[]): Instant | undefined {
  const text = textAt(value, ...path);
  const time = /^\d+(\.\d+)?$/.test(text) ? seconds(Number(text)) : Date.parse(text);
  return Number.isFinite(time) ? Math.round(time) : undefined;
}

/** A reply code of SMTP; undefined for the numbers that services have of their own. */
export function replyCode(text: string): number | undefined {
  const code = Number(text);
  return Number.isInteger(code) && code >= 400 && code < 600 ? code : undefined;
}

/** Without the type of the server in front: `smtp; 550 …`. */
export const withoutType = (diagnostic: string): string => diagnostic.replace(/^[\w-]+\s*;\s*/, "");

/** For services that sign nothing: whether the password of Basic or the token of Bearer is one of the secrets. */
export function hasSecret({ headers }: SentNotice, secrets: readonly string[]): boolean {
  const [, scheme = "", given = ""] =
    /^(basic|bearer) +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  const [, ...password] = Buffer.from(given, "base64").toString("utf8").split(":");
  const secret = scheme.toLowerCase() === "basic" ? password.join(":") : given;
  // Every secret is compared, so that the time reveals nothing about any of them.
  return secrets.map((each) => isSameText(each, secret)).includes(true);
}
