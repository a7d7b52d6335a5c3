// Human-readable reports: the forms of servers that write no `message/delivery-status`, and details that others
// give only in the text.

import type { DeliveryStatus } from "./refusal.ts";
import { MOST, valueOf, type Header } from "./mime.ts";

/** How far into a text its opening words are searched for. Text further down may be anybody's. */
const OPENING = 1_500;

/** Limits the cost of a made-up text to that of a real one. */
const MOST_LINES = 400;

/** How the reports of servers begin that have given up. */
const GIVEN_UP = [
  // Exim, and others that use its wording: 1&1, GMX, mail.ru, Zoho.
  /created automatically by mail delivery software[^]{0,300}could not be delivered/i,
  // qmail (QSBMF, D. J. Bernstein 1997), and Yahoo's older servers.
  /^hi\. this is the /im,
  /unable to deliver (?:your )?message to the following/i,
  /this is the dragonfly mail agent[^]{0,200}error delivering/i,
  /following addresse?s? had (?:permanent )?(?:fatal|delivery) errors/i,
  /this is the mail system at host[^]{0,300}could\s+not\s+be\s+delivered/i,
  /delivery to the following recipients? (?:has )?failed|undeliverable mail|(?:could|can)\s?not be delivered to/i,
];

/** How the reports of servers begin that go on trying. */
const STILL_TRYING =
  /warning only|is delayed|been delayed|has not (?:yet )?been delivered|still (?:be )?(?:trying|retried)|will be retried|only a temporary failure|non-fatal errors|warning: message/i;

/** What follows the report: Postern's own mail. */
const QUOTED =
  /^-+ ?(?:below this line|this is a copy|the header of|original message|returned message|copy of)|^message headers follow|^received:|^return-path:|below is a copy of the original/im;

/** Undefined for a mail that is not a report, such as an out-of-office reply. */
export function readPlainReport(
  headers: readonly Header[],
  text: string,
): DeliveryStatus | undefined {
  const opening = text.slice(0, OPENING);
  const failed = failedIn(headers)[0] ?? "";
  if (STILL_TRYING.test(`${valueOf(headers, "subject")}\n${opening}`)) {
    return { action: "delayed", status: "", diagnostic: "" };
  }
  if (failed === "" && !GIVEN_UP.some((words) => words.test(opening))) return undefined;
  return { action: "failed", status: "", diagnostic: wordsAbout(text, failed) };
}

/** The recipients that failed, in the header of Exim, GMX and others. */
export const failedIn = (headers: readonly Header[]): readonly string[] =>
  valueOf(headers, "x-failed-recipients")
    .split(",", MOST)
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** A server's reply anywhere in a line; the numbers of an IP address are not one. */
const REPLY = /(?:^|[\s:])([45]\d\d(?:[ -]|$).*|[45]\.\d{1,3}\.\d{1,3}(?![.\d]).*)/;

/** The text of the server that refused, otherwise the text next to the recipient; empty if there is neither. */
export function wordsAbout(text: string, recipient: string): string {
  const lines = (text.split(QUOTED, 1)[0] ?? "").split("\n", MOST_LINES);
  const at = lines.findIndex((line) => REPLY.test(line));
  if (at >= 0) {
    const reply = REPLY.exec(lines[at] ?? "")?.[1] ?? "";
    return [reply, ...untilEmpty(lines.slice(at + 1))].join(" ").replace(/^\(reason: /, "");
  }
  return besideRecipient(lines, recipient);
}

/** A line with nothing but an address. It has one "@": with more, every pair of places would be tried. */
const ADDRESS_LINE = /^\s*["<]?[^\s@]+@[^\s@]+[">]?:?\s*$|mail to <[^\s@]+@[^\s@]+>\.$/;

/** `name@example.com: words`, or the name in a line of its own and the words in the lines after it. */
function besideRecipient(lines: readonly string[], recipient: string): string {
  const at = lines.findIndex((line) =>
    recipient === "" ? ADDRESS_LINE.test(line) : line.includes(recipient),
  );
  if (at < 0) return "";
  const here = (lines[at] ?? "").split(": ").slice(1).join(": ").trim();
  if (here !== "") return here;
  const next = lines[at + 1]?.trim() === "" ? at + 2 : at + 1;
  return untilEmpty(lines.slice(next)).join(" ");
}

/** The lines up to the end of a paragraph, without what a transcript or qmail adds about itself. */
function untilEmpty(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line.trim() === "" || /^(?:giving up|>>>|-)/i.test(line));
  return lines
    .slice(0, end < 0 ? 10 : Math.min(end, 10))
    .map((line) => line.replace(/^<<< /, "").trim());
}
