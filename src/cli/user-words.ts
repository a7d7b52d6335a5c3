// A user on the terminal: in a table, in full, and as JSON.

import type { User } from "../domain/user.ts";
import { USER_COLUMNS, userCells, userJson } from "../features/console/user-rows.ts";
import { mailJson } from "../features/outbox/mail-json.ts";
import type { UserFacts } from "../ports/admin-store.ts";
import { csv } from "../domain/csv.ts";
import { linkJson, linkWords, mailTable, withheldJson, withheldTable } from "./mail-words.ts";
import { facts, iso, oneLine, shortTime, styled, table } from "./output.ts";

const stateOf = (user: User): string =>
  user.disabledOn !== null ? "disabled" : user.confirmedOn !== null ? "confirmed" : "unconfirmed";

/** The state, and what else an operator must not overlook before acting on this user. */
const stateWords = (user: User): string =>
  [stateOf(user), ...user.roles, ...(user.deletesOn === null ? [] : ["to be deleted"])].join(", ");

/** Users as a table, one per line. */
export const userTable = (users: readonly User[]): string =>
  table(
    [
      { title: "id", style: "dim" },
      { title: "email" },
      { title: "state" },
      { title: "registered (UTC)" },
      { title: "confirmed (UTC)" },
    ],
    users.map((user) => [
      user.id,
      user.email,
      stateWords(user),
      shortTime(user.registeredOn),
      shortTime(user.confirmedOn),
    ]),
  );

export { userJson };

/** The same for spreadsheets. */
export const userCsv = (users: readonly User[]): string => csv(USER_COLUMNS, users.map(userCells));

export const factsJson = ({ user, sessions, links, mails, withheld, audit }: UserFacts) => ({
  user: userJson(user),
  sessions,
  links: links.map(linkJson),
  mails: mails.map(mailJson),
  withheld: withheld.map(withheldJson),
  audit: audit.map((line) => ({ ...line, happenedOn: iso(line.happenedOn) })),
});

/** All that is known of a user, for people. */
export function factsText({ user, sessions, links, mails, withheld, audit }: UserFacts): string {
  const confirmed =
    user.confirmedOn === null
      ? "not yet"
      : `${shortTime(user.confirmedOn)} by ${user.confirmedVia ?? "?"}`;
  const parts = [
    facts([
      ["id", user.id],
      ["email", user.email],
      ["state", stateWords(user)],
      ["registered", `${shortTime(user.registeredOn)} with ${user.registeredWith}`],
      ["confirmed", confirmed],
      ...(user.language === null ? [] : [["language", user.language] as const]),
      ...user.terms.map(
        ({ version, acceptedOn }) =>
          ["accepted terms", `${version} on ${shortTime(acceptedOn)}`] as const,
      ),
      ["disabled", shortTime(user.disabledOn)],
      ...(user.deletesOn === null ? [] : [["deleted on", shortTime(user.deletesOn)] as const]),
      ["sessions", `${sessions}`],
    ]),
  ];
  if (links.length > 0) parts.push(headed("Links", links.map(linkWords).join("\n")));
  if (mails.length > 0) parts.push(headed("Mails", mailTable(mails)));
  if (withheld.length > 0) parts.push(headed("Mails withheld", withheldTable(withheld)));
  parts.push(
    headed(
      "What happened (UTC)",
      audit
        .map(
          ({ happenedOn, actor, act, detail }) =>
            `${shortTime(happenedOn)}  ${act} by ${actor}${detail === null ? "" : ` (${oneLine(detail)})`}`,
        )
        .join("\n"),
    ),
  );
  return parts.join("\n\n");
}

const headed = (heading: string, body: string): string => `${styled("bold", heading)}\n${body}`;
