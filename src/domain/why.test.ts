import { describe, expect, test } from "vitest";
import { NOT_IN_TIME, WITHHELD, WITHHELD_FOR_CREDIT } from "./mail.ts";
import type { Opener } from "./opening.ts";
import { suppressedAnswer } from "./suppression.ts";
import { timeLine } from "./time-line.ts";
import { days, hours, minutes, type Instant } from "./time.ts";
import type { AuditTrail, LinkTrail, MailTrail, Trail } from "./trail.ts";
import type { User } from "./user.ts";
import { diagnose } from "./why.ts";
import type { Cause, Circumstances, Remedy } from "./finding.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const ALICE = "alice@example.com";

const user = (differs: Partial<User> = {}): User => ({
  id: "alice",
  email: ALICE,
  emailKey: ALICE,
  registeredOn: NOW - hours(1),
  registeredWith: "Firefox on Linux",
  nextPath: null,
  confirmedOn: null,
  confirmedVia: null,
  passwordChangedOn: null,
  factors: 1,
  admin: false,
  roles: [],
  disabledOn: null,
  emailFrozenUntil: null,
  language: null,
  source: null,
  fields: {},
  terms: [],
  deletesOn: null,
  ...differs,
});

const link = (differs: Partial<LinkTrail> = {}): LinkTrail => ({
  purpose: "confirm",
  moves: false,
  mintedOn: NOW - minutes(59),
  expiresOn: NOW + days(2),
  endedOn: null,
  endedWhy: null,
  codeTries: 0,
  passwordTries: 0,
  openings: [],
  ...differs,
});

const mail = (differs: Partial<MailTrail> = {}): MailTrail => ({
  id: "mail",
  kind: "confirm",
  state: "sent",
  userId: "alice",
  email: ALICE,
  createdOn: NOW - hours(1),
  dueOn: NOW - hours(1),
  worthlessOn: NOW + days(2),
  attempts: 1,
  endedOn: NOW - minutes(59),
  answer: "250 ok",
  fault: null,
  parkedOn: null,
  isSilent: false,
  complainedOn: null,
  tries: [],
  link: link(),
  ...differs,
});

const openedBy = (...openers: readonly Opener[]): MailTrail =>
  mail({
    link: link({
      openings: openers.map((opener) => ({ opener, firstOn: NOW, lastOn: NOW, count: 1 })),
    }),
  });

const dead = (answer: string, fault: MailTrail["fault"] = "address"): MailTrail =>
  mail({ state: "dead", answer, fault });

const waiting = (differs: Partial<MailTrail> = {}): MailTrail =>
  mail({ state: "queued", endedOn: null, answer: null, attempts: 0, ...differs });

const trail = (differs: Partial<Trail> = {}): Trail => ({
  users: [],
  elsewhere: [],
  alike: [],
  gone: [],
  mails: [],
  withheld: [],
  sessions: [],
  audit: [],
  suppression: null,
  stop: null,
  wrongPasswords: null,
  cut: [],
  ...differs,
});

/** A registration that waits, and its newest mail. */
const waits = (newest: MailTrail, differs: Partial<Trail> = {}): Trail =>
  trail({ users: [user()], mails: [newest], ...differs });

const owner = (differs: Partial<User> = {}): User =>
  user({ confirmedOn: NOW - days(9), ...differs });

const line = (act: string, differs: Partial<AuditTrail> = {}): AuditTrail => ({
  id: "line",
  happenedOn: NOW - minutes(5),
  actor: "system",
  act,
  userId: "alice",
  detail: null,
  ...differs,
});

const gone = (act: string): Trail => trail({ gone: ["alice"], audit: [line(act)] });

const GIVEN: Circumstances = {
  isAddress: true,
  isRefused: false,
  suggestion: undefined,
  maySend: true,
  heldBy: null,
  hold: null,
  now: NOW,
};

const SUPPRESSION = { since: NOW, answer: "550 no such user" };

type Row = [Cause, Remedy["act"] | undefined, Trail, Partial<Circumstances>?];

const ROWS: readonly Row[] = [
  ["malformed", undefined, trail(), { isAddress: false }],
  ["refused-address", undefined, trail(), { isRefused: true }],
  ["slip", "look", trail({ alike: [user({ email: "alice@exmaple.com" })] })],
  ["likely-slip", undefined, waits(mail()), { suggestion: "alice@gmail.com" }],
  ["opened", "resend", waits(openedBy("person")), { suggestion: "alice@gmail.com" }],
  ["moved-away", "look", trail({ elsewhere: [owner({ email: "a@example.org" })] })],
  [
    "change-pending",
    "look",
    trail({
      elsewhere: [owner({ email: "a@example.org" })],
      mails: [mail({ kind: "change-email", link: link({ purpose: "change-email", moves: true }) })],
    }),
  ],
  ["registration-expired", undefined, gone("registration-expired")],
  ["registration-cancelled", undefined, gone("registration-cancelled")],
  ["registration-disowned", undefined, gone("registration-disowned")],
  ["registration-superseded", undefined, gone("registration-removed")],
  ["account-deleted", undefined, gone("deleted")],
  ["no-account", undefined, trail({ mails: [mail({ userId: null, kind: "reset-no-user" })] })],
  ["never-seen", undefined, trail()],
  ["disabled", "enable", trail({ users: [owner({ disabledOn: NOW })] })],
  ["deleting", "restore", trail({ users: [owner({ deletesOn: NOW })] })],
  ["locked", "reset", trail({ users: [owner()], audit: [line("account-locked")] })],
  [
    "too-many-passwords",
    "reset",
    trail({ users: [owner()], wrongPasswords: { count: 100, forgetOn: NOW + hours(3) } }),
  ],
  ["confirmed", "reset", trail({ users: [owner()], mails: [mail()] })],
  ["stopped", "unstop", waits(mail({ isSilent: true }))],
  [
    "stopped",
    "unstop",
    trail({ stop: { since: 0, until: NOW + 1 }, mails: [mail({ userId: null })] }),
  ],
  [
    "suppressed",
    "unsuppress",
    { ...waits(dead(suppressedAnswer("550 no such user"))), suppression: SUPPRESSION },
  ],
  ["complained", "unsuppress", waits(mail({ complainedOn: NOW }))],
  ["copy-holds", "release", waits(waiting()), { maySend: false }],
  [
    "operator-holds",
    "resume",
    waits(waiting()),
    { heldBy: { since: 0, actor: "operator:ada", reason: "provider moves" } },
  ],
  ["server-down", "doctor", waits(waiting()), { hold: { since: 0, answer: "421 closed" } }],
  ["not-picked-up", "doctor", waits(waiting())],
  ["waits", undefined, waits(waiting({ dueOn: NOW + minutes(1) }))],
  ["waits", undefined, waits(waiting({ createdOn: NOW, dueOn: NOW }))],
  ["credit", "resend", waits(waiting({ parkedOn: NOW }))],
  [
    "withheld-for-credit",
    "resend",
    waits(mail({ state: "cancelled", answer: WITHHELD_FOR_CREDIT })),
  ],
  ["withheld", "resend", waits(mail({ state: "cancelled", answer: WITHHELD }))],
  [
    "withheld",
    undefined,
    trail({
      withheld: [{ kind: "reset", hour: 0, count: 3, lastOn: NOW, reason: "mailbox-full" }],
    }),
  ],
  ["tried-again", undefined, waits(waiting({ state: "retry", fault: "greylisted" }))],
  ["tried-again", undefined, waits(waiting({ state: "retry", fault: "passing" }))],
  ["unclear", undefined, waits(waiting({ state: "retry", fault: "unknown" }))],
  ["refused-as-spam", "doctor", waits(waiting({ state: "retry", fault: "policy" }))],
  ["refused-as-spam", "doctor", waits(dead("554 5.7.1 spam", "policy"))],
  ["refused-site", "doctor", waits(waiting({ state: "retry", fault: "sender" }))],
  ["refused-site", "doctor", waits(dead("550 5.1.8 bad sender", "sender"))],
  ["mailbox-full", "retry", waits(dead("552 5.2.2 mailbox full"))],
  ["no-mailbox", "retry", waits(dead("550 5.1.1 no such user"))],
  ["no-domain", "retry", waits(dead("550 5.1.2 no such domain"))],
  ["refused", "retry", waits(dead("550 go away"))],
  ["not-in-time", "retry", waits(dead(NOT_IN_TIME, null))],
  ["cancelled", "resend", waits(mail({ state: "cancelled", answer: "its link is removed" }))],
  ["cancelled", "resend", trail({ users: [user()] })],
  ["link-expired", "resend", waits(mail({ link: link({ expiresOn: NOW - 1 }) }))],
  ["codes-used-up", "resend", waits(mail({ link: link({ codeTries: 5 }) }))],
  ["handed-over", "resend", waits(mail())],
  ["opened", "resend", waits(openedBy("person", "machine"))],
  ["opened-by-machine", "resend", waits(openedBy("machine"))],
];

describe("why no mail came", () => {
  for (const [cause, act, known, differs] of ROWS) {
    test(`${cause}, and what helps is ${act ?? "in the words"}`, () => {
      const [first] = diagnose(known, { ...GIVEN, ...differs });
      expect([first?.cause, first?.remedy?.act]).toEqual([cause, act]);
    });
  }

  test("several registrations of one address are said beside what happened to the newest", () => {
    const rivals = [user(), user({ id: "mallory" })];
    const causes = diagnose(trail({ users: rivals, mails: [mail()] }), GIVEN).map(
      (each) => each.cause,
    );
    expect(causes).toEqual(["handed-over", "rivals"]);
  });

  test("who has an account is told about it, and first what is wrong with the last mail", () => {
    const causes = (last: MailTrail) =>
      diagnose(trail({ users: [owner()], mails: [last] }), GIVEN).map((each) => each.cause);
    expect(causes(dead("552 5.2.2 mailbox full"))).toEqual(["mailbox-full", "confirmed"]);
    expect(causes(mail({ link: link({ expiresOn: 0 }) }))).toEqual(["confirmed"]);
  });

  test("a mail of a rival is not taken for the person's own", () => {
    const mails = [dead("550 5.1.1 no such user"), mail({ userId: "mallory" })].toReversed();
    const [first] = diagnose(trail({ users: [user(), user({ id: "mallory" })], mails }), GIVEN);
    expect(first?.cause).toBe("no-mailbox");
  });

  test("an address that came back names the trouble behind what holds further mail back", () => {
    const held = waits(dead(suppressedAnswer("552 5.2.2 mailbox full")));
    const found = diagnose({ ...held, suppression: SUPPRESSION }, GIVEN);
    expect(found.map(({ cause, answer }) => [cause, answer])).toEqual([
      ["suppressed", "552 5.2.2 mailbox full"],
      ["mailbox-full", "552 5.2.2 mailbox full"],
    ]);
  });

  test("a mail that was held back is sent again once mail is allowed", () => {
    const found = diagnose(waits(dead(suppressedAnswer("552 5.2.2 mailbox full"))), GIVEN);
    expect(found.map(({ cause, remedy }) => [cause, remedy?.act])).toEqual([
      ["mailbox-full", "retry"],
    ]);
  });
});

describe("the line of time", () => {
  test("tells each try with the server's words, and none of it twice", () => {
    const put = (on: Instant, answer: string) =>
      ({ on, answer, state: "retry", fault: "passing" }) as const;
    const sent = mail({
      tries: [put(NOW - minutes(60), "451 a"), put(NOW - minutes(59.5), "451 b")],
    });
    const audit = [
      line("mail-sent", { happenedOn: NOW - minutes(59), detail: "confirm" }),
      line("mail-retry", { happenedOn: NOW - minutes(60), detail: "confirm" }),
      line("registered", { happenedOn: NOW - hours(1), actor: "visitor" }),
      line("mail-sent", { happenedOn: NOW - days(9), detail: "confirm" }),
    ];
    const told = timeLine(trail({ mails: [sent], audit }), NOW);
    expect(told.map(({ kind, act, answer }) => act ?? `${kind} ${answer ?? ""}`.trim())).toEqual([
      "mail-sent 250 ok",
      "mail-put-off 451 b",
      "registered",
      "mail-asked",
      "mail-put-off 451 a",
      "mail-sent",
    ]);
  });

  test("tells a mail that came back from one that was refused", () => {
    const handed = { on: NOW - minutes(3), state: "sent", fault: null, answer: "250 ok" } as const;
    const kinds = (tries: MailTrail["tries"]) =>
      timeLine(trail({ mails: [{ ...dead("550 no"), tries }] }), NOW).map(({ kind }) => kind);
    expect(kinds([handed])).toContain("mail-bounced");
    expect(kinds([])).toContain("mail-refused");
  });
});
