// What a mail server reports about a mail it could not deliver after all (RFC 3464), read strictly.

import { done, refused, type Result } from "./result.ts";

/** What became of a mail, in the terms of RFC 3464. */
export type DeliveryStatus = {
  /** failed, delayed, delivered, relayed or expanded; lower-case. */
  readonly action: string;
  /** An enhanced status code (RFC 3463), such as 5.1.1. */
  readonly status: string;
  /** The words of the server that refused the mail; empty where the report has none. */
  readonly diagnostic: string;
};

export type DeliveryReport = DeliveryStatus & {
  /** The addresses to which the report itself was sent, as its headers have them. */
  readonly sentTo: readonly string[];
};

/** Reports quote the mail they are about; ours are small. In bytes. */
export const LONGEST_REPORT = 256 * 1024;

/** A report is one multipart, at most wrapped by a forwarder or two. */
const DEEPEST = 3;

/** More parts or headers than any report has; big providers add some hundred headers. */
const MOST = 500;

/** What is kept of a server's words, like the answer to any other mail. */
const LONGEST_DIAGNOSTIC = 300;

/** Where mail servers write to whom they delivered: the envelope's words first. */
const SENT_TO = ["delivered-to", "x-original-to", "envelope-to", "to"];

/**
 * Reads a report out of a raw message. Only what can be read without guessing counts: a
 * `message/delivery-status` part with its fields in plain lines, inside of multiparts with boundaries.
 * Of several recipients the one that failed for good is told. Takes linear time, and never throws.
 */
export function readReport(message: string): Result<DeliveryReport, "too-large" | "no-report"> {
  if (Buffer.byteLength(message) > LONGEST_REPORT) return refused("too-large");
  const part = splitPart(`\n${message.replaceAll("\r\n", "\n")}`);
  const body = findStatusPart(part, 0);
  const statuses = body === undefined ? [] : statusesIn(body);
  const told = statuses.find(isPermanent) ?? statuses[0];
  if (told === undefined) return refused("no-report");
  const sentTo = SENT_TO.flatMap((name) =>
    part.headers
      .filter((header) => header.name === name)
      .flatMap(({ value }) => addressesIn(value)),
  );
  return done({ ...told, sentTo });
}

/** Whether the mail will never arrive: `failed`, with a permanent status (RFC 3463 3.1). */
export const isPermanent = ({ action, status }: DeliveryStatus): boolean =>
  action === "failed" && /^5\.\d{1,3}\.\d{1,3}$/.test(status);

/** A server's words in one bounded line, without what could steer a terminal or break a log. */
export const oneLineOf = (words: string): string =>
  words
    .slice(0, LONGEST_REPORT)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_DIAGNOSTIC);

type Header = { readonly name: string; readonly value: string };
type Part = { readonly headers: readonly Header[]; readonly body: string };

/** What follows a line: headers up to the first empty line, and then a body. */
function splitPart(text: string): Part {
  const end = `${text}\n\n`.indexOf("\n\n");
  return { headers: headersIn(text.slice(0, end)), body: text.slice(end) };
}

/** A line that begins with a space goes on (RFC 5322 2.2.3). A line without a colon says nothing. */
function headersIn(head: string): readonly Header[] {
  const lines = head.replace(/\n[ \t]/g, " ").split("\n", MOST);
  return lines.map((line) => {
    const [name = "", ...value] = line.split(":");
    return { name: name.toLowerCase(), value: value.join(":").trim() };
  });
}

const valueOf = (headers: readonly Header[], name: string): string =>
  headers.find((header) => header.name === name)?.value ?? "";

function findStatusPart({ headers, body }: Part, depth: number): string | undefined {
  const type = valueOf(headers, "content-type");
  const kind = (type.split(";")[0] ?? "").trim().toLowerCase();
  // RFC 3464 2: these are lines of seven-bit text, in no other encoding. RFC 6533: or of UTF-8.
  const isPlain = /^(?:|7bit|8bit)$/i.test(valueOf(headers, "content-transfer-encoding"));
  if (kind === "message/delivery-status" || kind === "message/global-delivery-status") {
    return isPlain ? body : undefined;
  }
  const boundary = boundaryIn(type);
  if (!kind.startsWith("multipart/") || boundary === undefined || depth >= DEEPEST)
    return undefined;
  for (const part of partsOf(body, boundary)) {
    const found = findStatusPart(splitPart(part), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** RFC 2046 5.1.1: at most 70 characters, quoted or not. */
const boundaryIn = (type: string): string | undefined => {
  const found = /;\s*boundary=(?:"([^"\n]{1,70})"|([^\s";]{1,70}))/i.exec(type);
  return found?.[1] ?? found?.[2];
};

function partsOf(body: string, boundary: string): readonly string[] {
  const [, ...parts] = body.split(`\n--${boundary}`, MOST);
  const end = parts.findIndex((part) => part.startsWith("--"));
  return end < 0 ? parts : parts.slice(0, end);
}

/** Groups of fields between empty lines: the first is about the message, the others about recipients. */
function statusesIn(body: string): readonly DeliveryStatus[] {
  const groups = body.split(/\n[ \t]*\n/, MOST).map(headersIn);
  return groups.flatMap((fields) => {
    const action = withoutComment(valueOf(fields, "action")).toLowerCase();
    const status = withoutComment(valueOf(fields, "status"));
    if (action === "" || !/^[245]\.\d{1,3}\.\d{1,3}$/.test(status)) return [];
    const diagnostic = valueOf(fields, "diagnostic-code").replace(/^[\w-]+\s*;/, "");
    return [{ action, status, diagnostic: oneLineOf(diagnostic) }];
  });
}

/** Some servers explain a status in brackets behind it: "5.0.0 (permanent failure)". */
const withoutComment = (value: string): string => value.split(/[\s(]/, 1)[0] ?? "";

/** `Name <a@b>, c@d`, read as far as a return path of ours could be in it. */
const addressesIn = (value: string): readonly string[] =>
  value.split(",", MOST).map((each) => (/<([^<>\s]+)>/.exec(each)?.[1] ?? each).trim());
