// Why no mail came, on the terminal: the line of time, what is the matter, and the command that helps.

import type { Explained } from "../features/admin/why.ts";
import { mailJson } from "../features/outbox/mail-json.ts";
import { copy } from "../features/admin/copy.ts";
import { english } from "../domain/language.ts";
import type { Entry } from "../domain/time-line.ts";
import type { LinkTrail, MailTrail } from "../domain/trail.ts";
import type { Finding } from "../domain/finding.ts";
import type { Said } from "../http/site.ts";
import { facts, iso, oneLine, shortTime, styled, table } from "./output.ts";
import { userJson, userTable } from "./user-words.ts";
import { withheldJson } from "./mail-words.ts";

/** The names of acts and mails. */
export type Names = {
  readonly auditActs: Readonly<Record<string, Said>>;
  readonly mailNames: Readonly<Record<string, Said>>;
};

/** The command that does what a finding says; null if there is none. */
function commandOf({ remedy }: Finding): string | null {
  if (remedy === undefined) return null;
  switch (remedy.act) {
    case "retry":
      return `postern mail retry ${remedy.mailId}`;
    case "unsuppress":
    case "unstop":
      return `postern mail ${remedy.act} ${remedy.email}`;
    case "look":
      return `postern user why ${remedy.email}`;
    case "release":
      return "postern mail release --send";
    case "resume":
      return "postern mail release";
    case "doctor":
      return "postern doctor";
    case "enable":
      return `postern user enable ${remedy.userId} --reason TEXT`;
    default:
      return `postern user ${remedy.act} ${remedy.userId}`;
  }
}

/** What is known and what follows, for people: the oldest first, so that the next step is at the prompt. */
export function whyText({ asked, trail, findings, timeLine }: Explained, names: Names): string {
  const { users, cut } = trail;
  const parts = [
    users.length > 0 ? userTable(users) : `No user has ${oneLine(asked)}.`,
    ...(timeLine.length === 0
      ? []
      : [headed("What happened (UTC, newest last)", lines(timeLine, names))]),
    headed("What is the matter", findings.map(findingText).join("\n\n")),
  ];
  if (cut.length > 0) parts.splice(1, 0, `Only the newest are shown of: ${cut.join(", ")}.`);
  return parts.join("\n\n");
}

const headed = (heading: string, body: string): string => `${styled("bold", heading)}\n${body}`;

const lines = (entries: readonly Entry[], names: Names): string =>
  table(
    [{ title: "when" }, { title: "what" }, { title: "details" }],
    entries
      .toReversed()
      .map((entry) => [shortTime(entry.on), whatOf(entry, names), detailsOf(entry, names)]),
  );

const words = english.words(copy).why;

const whatOf = ({ kind, act }: Entry, { auditActs }: Names): string =>
  kind === "act" ? (auditActs[act ?? ""]?.(english) ?? act ?? "") : words.entries[kind];

const TIMES: Readonly<Partial<Record<Entry["kind"], string>>> = {
  "opened-by-person": "times in all",
  "opened-by-machine": "times in all",
};

/** Ids last, because they are long and rarely needed. */
function detailsOf(entry: Entry, { mailNames }: Names): string {
  const { mail, email, answer, fault, count, browser, actor, detail, userId } = entry;
  return [
    mail === null ? "" : `“${mailNames[mail]?.(english) ?? mail}”`,
    email === null || entry.kind !== "mail-asked" ? "" : `to ${email}`,
    count === null ? "" : `${count} ${TIMES[entry.kind] ?? ""}`.trim(),
    browser ?? "",
    actor === null ? "" : `by ${actor}`,
    detail === null ? "" : `(${oneLine(detail)})`,
    answer === null ? "" : `“${oneLine(answer, 200)}”`,
    fault === null ? "" : `[${fault}]`,
    entry.kind === "act" && userId !== null ? `user ${userId}` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function findingText(finding: Finding): string {
  const { is, next } = words.causes[finding.cause];
  const { since, until, by, answer, email } = finding;
  const command = commandOf(finding);
  const known: readonly (readonly [string, string])[] = [
    ...(since === null ? [] : [["since", `${shortTime(since)} (UTC)`] as const]),
    ...(until === null ? [] : [["until", `${shortTime(until)} (UTC)`] as const]),
    ...(email === null ? [] : [["address", email] as const]),
    ...(by === null ? [] : [["by", by] as const]),
    ...(answer === null
      ? []
      : [[by === null ? "the server said" : "reason", oneLine(answer, 500)] as const]),
    ["next", next],
    ...(command === null ? [] : [["command", command] as const]),
  ];
  return `${styled("bold", is)}\n${facts(known)}`;
}

/** The same for programs. */
export const whyJson = ({ asked, trail, findings, timeLine }: Explained) => ({
  asked,
  findings: findings.map((finding) => ({
    cause: finding.cause,
    ...words.causes[finding.cause],
    command: commandOf(finding),
    remedy: finding.remedy ?? null,
    since: iso(finding.since),
    until: iso(finding.until),
    by: finding.by,
    answer: finding.answer,
    email: finding.email,
  })),
  timeLine: timeLine.map(({ on, ...entry }) => ({ on: iso(on), ...entry })),
  users: trail.users.map(userJson),
  elsewhere: trail.elsewhere.map(userJson),
  alike: trail.alike.map(userJson),
  gone: trail.gone,
  mails: trail.mails.map(tracedJson),
  withheld: trail.withheld.map((each) => withheldJson({ ...each, mailbox: asked })),
  suppression: trail.suppression && { ...trail.suppression, since: iso(trail.suppression.since) },
  stop: trail.stop && { since: iso(trail.stop.since), until: iso(trail.stop.until) },
  wrongPasswords: trail.wrongPasswords?.count ?? 0,
  cut: trail.cut,
});

const tracedJson = (mail: MailTrail) => ({
  ...mailJson(mail),
  tries: mail.tries.map((tried) => ({ ...tried, on: iso(tried.on) })),
  link: mail.link && linkJson(mail.link),
});

const linkJson = (link: LinkTrail) => ({
  ...link,
  mintedOn: iso(link.mintedOn),
  expiresOn: iso(link.expiresOn),
  endedOn: iso(link.endedOn),
  openings: link.openings.map(({ firstOn, lastOn, ...opened }) => ({
    ...opened,
    firstOn: iso(firstOn),
    lastOn: iso(lastOn),
  })),
});
