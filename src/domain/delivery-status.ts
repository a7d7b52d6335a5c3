// What a mail server reports about a mail that it finally could not deliver (RFC 3464).

import { isUtf8 } from "node:buffer";
import type { DeliveryStatus } from "./refusal.ts";
import {
  MOST,
  bodyOf,
  headersIn,
  kindOf,
  leavesOf,
  messageOf,
  valueOf,
  withoutEncodedWords,
  type Part,
} from "./mime.ts";
import { failedIn, readPlainReport, wordsAbout } from "./plain-report.ts";
import { done, refused, type Result } from "./result.ts";

export type DeliveryReport = DeliveryStatus & {
  /** The addresses that the report itself was sent to, from its headers. */
  readonly sentTo: readonly string[];
  /** The recipients that it names as failed. */
  readonly failed: readonly string[];
};

/** In bytes. Reports quote the mail that they are about, and Postern's mails are small. */
export const LONGEST_REPORT = 256 * 1024;

/** How much of a server's text is kept, over all recipients and lines. */
const LONGEST_DIAGNOSTIC = 1_000;

/** The headers in which mail servers write the recipient, those that copy the envelope first. */
const SENT_TO = ["delivered-to", "x-original-to", "envelope-to", "to"];

/**
 * Reads a report from a raw message. A report is trusted because of its return path, not its form, so every
 * form that mail servers use is read: `message/delivery-status` in any encoding, and the plain text of servers
 * that write none. If there are several recipients, the result names the one that failed. Takes linear time and
 * never throws.
 */
export function readReport(message: string): Result<DeliveryReport, "too-large" | "no-report"> {
  if (Buffer.byteLength(message) > LONGEST_REPORT) return refused("too-large");
  const whole = messageOf(message);
  const parts = leavesOf(whole);
  const statusPart = parts.find((part) => STATUS_KINDS.has(kindOf(part)));
  const text = bodyOf(parts.find(isText) ?? { headers: [], body: "" });
  const recipients = statusPart === undefined ? [] : statusesIn(bodyOf(statusPart));
  const told = recipients.find(isFinal) ?? recipients[0];
  const status = told === undefined ? readPlainReport(whole.headers, text) : withWords(told, text);
  if (status === undefined) return refused("no-report");
  const diagnostic = oneLineOf(status.diagnostic);
  // In a report of a failed member of an alias, Exim's fields name the alias; only this header names the member.
  const members = failedIn(whole.headers);
  const failed = members.length > 0 ? members : namesOf(recipients);
  return done({ ...status, diagnostic, sentTo: sentToIn(whole), failed });
}

/** The recipients of a message that may not be a report at all. */
export const sentToOf = (message: string): readonly string[] => sentToIn(messageOf(message));

/**
 * The part of a message that an operator needs to see when it is not a report. It contains nothing that opens
 * an account: reports quote Postern's own mails, with the link and the code.
 */
export function gistOf(message: string): string {
  const whole = messageOf(message.slice(0, LONGEST_REPORT));
  const text = bodyOf(leavesOf(whole).find(isText) ?? { headers: [], body: "" });
  const named = ["from", "subject", "content-type"].map((name) => valueOf(whole.headers, name));
  const opened = text.split(/^-{2,}|^Received:|^Return-Path:/im)[0] ?? "";
  return oneLineOf(withoutEncodedWords([...named, opened].join(" | ")))
    .replace(/\S*(?:https?:|\/confirm|\/reset)\S*/gi, "(link)")
    .replace(/\d(?:[ -]?\d){7,}/g, "(digits)")
    .slice(0, 300);
}

/** The text of a raw message, which may be in any encoding: what is no UTF-8 keeps at least its ASCII. */
export const textOfMessage = (bytes: Buffer): string =>
  bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");

/** Whether the mail will never arrive. The action says what happened to the mail; the status only says why. */
export const isFinal = ({ action }: DeliveryStatus): boolean => action === "failed";

/**
 * A server's text as one line of limited length, without characters that could control a terminal or break a
 * log.
 */
export const oneLineOf = (words: string): string =>
  words
    .slice(0, LONGEST_REPORT)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_DIAGNOSTIC);

const STATUS_KINDS = new Set(["message/delivery-status", "message/global-delivery-status"]);

const isText = (part: Part): boolean => ["", "text/plain"].includes(kindOf(part));

const sentToIn = ({ headers }: Part): readonly string[] =>
  SENT_TO.flatMap((name) =>
    headers.filter((header) => header.name === name).flatMap(({ value }) => addressesIn(value)),
  );

type Recipient = DeliveryStatus & { readonly recipient: string };

/**
 * Groups of fields separated by empty lines: the first is about the message, the others are about recipients.
 */
function statusesIn(body: string): readonly Recipient[] {
  const groups = body.split(/\n[ \t]*\n/, MOST).map(headersIn);
  return groups.flatMap((fields) => {
    const action = withoutComment(valueOf(fields, "action")).toLowerCase();
    if (action === "") return [];
    const status = withoutComment(valueOf(fields, "status"));
    const diagnostic = withoutEncodedWords(valueOf(fields, "diagnostic-code"));
    // Sendmail's field for the failed member of an alias: its Final-Recipient is the alias.
    const names = ["x-actual-recipient", "final-recipient", "original-recipient"];
    const recipient = names.map((name) => valueOf(fields, name)).find((name) => name !== "") ?? "";
    return {
      // SendGrid's relay reports "expired" for a mail that it has tried for too long.
      action: action === "expired" ? "failed" : action,
      status: /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? status : "",
      diagnostic: diagnostic.replace(/^[\w-]+\s*;/, "").trim(),
      recipient: recipient.replace(/^[\w-]+\s*;/, "").trim(),
    };
  });
}

const namesOf = (recipients: readonly Recipient[]): readonly string[] =>
  recipients.filter(isFinal).flatMap(({ recipient }) => (recipient === "" ? [] : recipient));

/** Exim (for its own failures) and OpenSMTPD (always) give the reason only in the human-readable text. */
function withWords({ recipient, ...told }: Recipient, text: string): DeliveryStatus {
  if (told.diagnostic !== "" || !isFinal(told)) return told;
  return { ...told, diagnostic: wordsAbout(text, recipient) };
}

/** Some servers explain a status in brackets after it: "5.0.0 (permanent failure)". */
const withoutComment = (value: string): string => value.split(/[\s(]/, 1)[0] ?? "";

/** Reads `Name <a@b>, c@d` only as far as a return path of Postern's could occur in it. */
const addressesIn = (value: string): readonly string[] =>
  value.split(",", MOST).map((each) => (/<([^<>\s]+)>/.exec(each)?.[1] ?? each).trim());
