// What a mail server reports about a mail it could not deliver after all (RFC 3464).

import type { DeliveryStatus } from "./refusal.ts";
import {
  MOST,
  bodyOf,
  headersIn,
  kindOf,
  partsOf,
  splitPart,
  valueOf,
  withoutEncodedWords,
  type Part,
} from "./mime.ts";
import { readPlainReport, wordsAbout } from "./plain-report.ts";
import { done, refused, type Result } from "./result.ts";

export type DeliveryReport = DeliveryStatus & {
  /** The addresses to which the report itself was sent, as its headers have them. */
  readonly sentTo: readonly string[];
};

/** Reports quote the mail they are about; ours are small. In bytes. */
export const LONGEST_REPORT = 256 * 1024;

/** A report is one multipart, wrapped by a list or a forwarder or two. */
const DEEPEST = 6;

/** What is kept of a server's words: all lines of all that are known. */
const LONGEST_DIAGNOSTIC = 1_000;

/** Where mail servers write to whom they delivered: the envelope's words first. */
const SENT_TO = ["delivered-to", "x-original-to", "envelope-to", "to"];

/**
 * Reads a report out of a raw message. A report is believed by its return path, not by its form, so every
 * form that mail servers use is read: `message/delivery-status` in whatever encoding, and the plain texts
 * of those who write none. Of several recipients the one that failed is told. Takes linear time, and never throws.
 */
export function readReport(message: string): Result<DeliveryReport, "too-large" | "no-report"> {
  if (Buffer.byteLength(message) > LONGEST_REPORT) return refused("too-large");
  const whole = messageOf(message);
  const parts = partsWithin(whole, 0);
  const statusPart = parts.find((part) => STATUS_KINDS.has(kindOf(part)));
  const text = bodyOf(parts.find(isText) ?? { headers: [], body: "" });
  const recipients = statusPart === undefined ? [] : statusesIn(bodyOf(statusPart));
  const told = recipients.find(isFinal) ?? recipients[0];
  const status = told === undefined ? readPlainReport(whole.headers, text) : withWords(told, text);
  if (status === undefined) return refused("no-report");
  return done({ ...status, diagnostic: oneLineOf(status.diagnostic), sentTo: sentToIn(whole) });
}

/** To whom a message was sent that may be no report at all. */
export const sentToOf = (message: string): readonly string[] => sentToIn(messageOf(message));

/**
 * What an operator needs to see of a message that is no report, and nothing that opens anything: reports quote
 * our own mails, with the link and the code.
 */
export function gistOf(message: string): string {
  const whole = messageOf(message.slice(0, LONGEST_REPORT));
  const text = bodyOf(partsWithin(whole, 0).find(isText) ?? { headers: [], body: "" });
  const named = ["from", "subject", "content-type"].map((name) => valueOf(whole.headers, name));
  const opened = text.split(/^-{2,}|^Received:|^Return-Path:/im)[0] ?? "";
  return oneLineOf(withoutEncodedWords([...named, opened].join(" | ")))
    .replace(/\S*(?:https?:|\/confirm|\/reset)\S*/gi, "(link)")
    .replace(/\d(?:[ -]?\d){7,}/g, "(digits)")
    .slice(0, 300);
}

/** Whether the mail will never arrive. What became of it says the action; the status only says why. */
export const isFinal = ({ action }: DeliveryStatus): boolean => action === "failed";

/** A server's words in one bounded line, without what could steer a terminal or break a log. */
export const oneLineOf = (words: string): string =>
  words
    .slice(0, LONGEST_REPORT)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_DIAGNOSTIC);

const STATUS_KINDS = new Set(["message/delivery-status", "message/global-delivery-status"]);

const messageOf = (message: string): Part => splitPart(`\n${message.replaceAll("\r\n", "\n")}`);

const isText = (part: Part): boolean => ["", "text/plain"].includes(kindOf(part));

/** Never into the quoted mail: what it holds is ours, or whoever's. */
function partsWithin(part: Part, depth: number): readonly Part[] {
  if (depth > DEEPEST) return [];
  const parts = partsOf(part);
  return parts.length === 0 ? [part] : parts.flatMap((inner) => partsWithin(inner, depth + 1));
}

const sentToIn = ({ headers }: Part): readonly string[] =>
  SENT_TO.flatMap((name) =>
    headers.filter((header) => header.name === name).flatMap(({ value }) => addressesIn(value)),
  );

type Recipient = DeliveryStatus & { readonly recipient: string };

/** Groups of fields between empty lines: the first is about the message, the others about recipients. */
function statusesIn(body: string): readonly Recipient[] {
  const groups = body.split(/\n[ \t]*\n/, MOST).map(headersIn);
  return groups.flatMap((fields) => {
    const action = withoutComment(valueOf(fields, "action")).toLowerCase();
    if (action === "") return [];
    const status = withoutComment(valueOf(fields, "status"));
    const diagnostic = withoutEncodedWords(valueOf(fields, "diagnostic-code"));
    const recipient = valueOf(fields, "final-recipient") || valueOf(fields, "original-recipient");
    return {
      // What SendGrid's relay calls a mail that it has tried for too long.
      action: action === "expired" ? "failed" : action,
      status: /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? status : "",
      diagnostic: diagnostic.replace(/^[\w-]+\s*;/, "").trim(),
      recipient: recipient.replace(/^[\w-]+\s*;/, "").trim(),
    };
  });
}

/** Exim, for its own failures, and OpenSMTPD, always, have the words only in the text for people. */
function withWords({ recipient, ...told }: Recipient, text: string): DeliveryStatus {
  if (told.diagnostic !== "" || !isFinal(told)) return told;
  return { ...told, diagnostic: wordsAbout(text, recipient) };
}

/** Some servers explain a status in brackets behind it: "5.0.0 (permanent failure)". */
const withoutComment = (value: string): string => value.split(/[\s(]/, 1)[0] ?? "";

/** `Name <a@b>, c@d`, read as far as a return path of ours could be in it. */
const addressesIn = (value: string): readonly string[] =>
  value.split(",", MOST).map((each) => (/<([^<>\s]+)>/.exec(each)?.[1] ?? each).trim());
