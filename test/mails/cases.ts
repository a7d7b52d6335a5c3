// What real mail servers are asked, and what is right.

import type { Met } from "./meeting.ts";

/** How a server is configured. One that has no such setting is not asked the cases of it. */
export type Variant =
  /** As usual, with aliases, and a notice for each mail that waits for more than a second. */
  | "plain"
  /** For mails of at most 1,500 bytes. */
  | "small"
  /** Looks up the sender's domain. */
  | "picky"
  /** Relays for this site. */
  | "relay"
  /** Asks for a login, without encryption. */
  | "login"
  /** Offers STARTTLS, and asks for a login. */
  | "tls"
  /** The mailbox of `known` is full. */
  | "full"
  /** Refuses each mail once it has all of it. */
  | "policy"
  | "greylisting"
  /** Refuses for now, at this step, whoever has sent a mail just before. */
  | `limit at ${"connect" | "MAIL" | "RCPT" | "DATA" | "dot"}`
  /** Rewrites the return path of what it forwards (Sender Rewriting Scheme). */
  | "srs";

export type Case = {
  readonly to: string;
  readonly from: string;
  readonly variant: Variant;
  /** The user's password, and whether its certificate is trusted. */
  readonly password?: string;
  readonly tls?: "trusted" | "untrusted";
  /** A mail was sent just before, and a connection is still open. */
  readonly isCrowded?: true;
  /** The connection breaks when the server answers this step. */
  readonly cutAt?: string;
  /** What Postern has to make of it: `dead, address`, or `sent; report: dead, address`. */
  readonly right: string;
  /** Where a server says something else, or too little. */
  readonly rightFor?: Readonly<Record<string, string>>;
  /** What the person is told of an address that gets no mail. */
  readonly trouble?: string;
};

const FROM = "accounts@postern.test";
const KNOWN = "known@acme.test";
export const USER = "known";
export const RIGHT_PASSWORD = "plum-tree-by-the-river";

const about = (to: string, variant: Variant, right: string, more: Partial<Case> = {}): Case => ({
  to,
  from: FROM,
  variant,
  right,
  ...more,
});

export const CASES: Readonly<Record<string, Case>> = {
  "a known address": about(KNOWN, "plain", "sent"),
  "an unknown user": about("nobody.here@acme.test", "plain", "dead, address", {
    // OpenSMTPD says the same to both, so neither can be told from the other.
    rightFor: { opensmtpd: "retry, unknown" },
  }),
  "a relay denied": about("ada@elsewhere.test", "plain", "retry, sender", {
    rightFor: { opensmtpd: "retry, unknown" },
  }),
  "a mail too large": about(KNOWN, "small", "retry, policy"),
  "a sender's domain unknown": about(KNOWN, "picky", "retry, sender", {
    from: "accounts@nosuch.test",
    // They say it before they know the recipient.
    rightFor: { courier: "hold, sender", sendmail: "hold, sender" },
  }),
};

/** How Postern is configured for a case. */
export const smtpFor = ({ password, tls }: Case, { cert }: { cert: string }) => ({
  ...(password !== undefined && { user: USER, password }),
  ...(tls !== undefined && { tls: "verify" as const }),
  ...(tls === "trusted" && { ca: cert }),
});

/** What became of a mail, as one text. */
export const outcomeOf = ({ mail, report }: Met): string =>
  report === "" ? mail : `${mail}; report: ${report}`;

export const rightAt = (server: string, { right, rightFor = {} }: Case): string =>
  rightFor[server] ?? right;

/** What the person who waits sees, and which alarm the operators get. */
export function shownAt(server: string, each: Case, answer: string) {
  const right = rightAt(server, each);
  const isAddress = right.endsWith("dead, address");
  const isOurs = /(?:sender|policy)$/.test(right);
  return {
    page: isAddress ? `undeliverable, ${each.trouble ?? "no-mailbox"}` : "waiting",
    // A first "not now" may be a name server's hiccup.
    alarm: !isOurs
      ? ""
      : right.startsWith("hold")
        ? "mail-not-going-out"
        : answer.startsWith("4")
          ? ""
          : "mails-refused",
  };
}

/** What is not as it should be; empty if all is right. */
export function faultsOf(server: string, each: Case, met: Met): readonly string[] {
  const right = { mail: rightAt(server, each), ...shownAt(server, each, met.answer) };
  const found = { mail: outcomeOf(met), page: met.page, alarm: met.alarm };
  return Object.entries(right).flatMap(([name, value]) =>
    found[name as keyof typeof found] === value ? [] : `${name} is not "${value}"`,
  );
}
