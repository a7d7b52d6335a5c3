// What real mail servers are asked, and what is right.

import type { Met } from "./meeting.ts";

type Step = "MAIL" | "RCPT" | "DATA" | "dot";

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
  /** For a second, not for minutes. */
  | "short greylisting"
  /** Refuses for now, at this step, whoever has sent a mail just before. */
  | `limit at ${"connect" | Step}`
  /** Its filter answers this step with a bare "no", or a bare "not now", or cannot be reached. */
  | `milter ${"refuses" | "defers"} at ${Step}`
  | "milter away"
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
  /** The mail is tried twice. */
  readonly isTriedAgain?: true;
  /** The connection breaks when the server answers this step. */
  readonly cutAt?: string;
  /** What Postern has to make of it: `dead, address, full`, or `sent; report: dead, address, full`. */
  readonly right: string;
  /** Servers whose reports did not reach us here. */
  readonly notAt?: readonly string[];
  /** Where a server says something else, or too little. */
  readonly rightFor?: Readonly<Record<string, string>>;
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

const later = (trouble: string): string => `sent; report: dead, address, ${trouble}`;

const breaking = (cutAt: string, right: string): Case => about(KNOWN, "plain", right, { cutAt });

const limited = (step: "connect" | Step, right: string): Case =>
  about(KNOWN, `limit at ${step}`, right, { isCrowded: true });

export const CASES: Readonly<Record<string, Case>> = {
  "a known address": about(KNOWN, "plain", "sent"),
  "an unknown user": about("nobody.here@acme.test", "plain", "dead, address, no-mailbox", {
    // OpenSMTPD says the same to both, so neither can be told from the other.
    rightFor: { opensmtpd: "retry, unknown" },
  }),
  "a relay denied": about("ada@elsewhere.test", "plain", "retry, sender", {
    rightFor: { opensmtpd: "retry, unknown" },
  }),
  "a sub-address with +": about("known+news@acme.test", "plain", "sent", {
    // Without a file for it, it has no such user.
    rightFor: { courier: "dead, address, no-mailbox" },
  }),
  "a sub-address with -": about("known-news@acme.test", "plain", "sent", {
    // They have no such separator.
    rightFor: {
      courier: "dead, address, no-mailbox",
      opensmtpd: "retry, unknown",
      sendmail: "dead, address, no-mailbox",
    },
  }),
  "an alias with one bad member": about(
    "team@acme.test",
    "plain",
    "sent; report: ignored, other-recipient",
    // OpenSMTPD refuses the alias because of one member.
    { notAt: ["courier"], rightFor: { opensmtpd: "retry, unknown" } },
  ),
  "a report of a mailbox elsewhere that does not exist": about(
    "gone@acme.test",
    "plain",
    later("no-mailbox"),
    { notAt: ["courier"] },
  ),
  "a report of a domain that does not exist": about("lost@acme.test", "plain", later("no-domain"), {
    notAt: ["courier"],
    // Exim looks an alias's target up at RCPT, and its words are the same for a mailbox.
    rightFor: { exim4: "dead, address, no-mailbox" },
  }),
  "a report of a domain without mail (null MX)": about(
    "none@acme.test",
    "plain",
    later("no-domain"),
    {
      notAt: ["courier"],
      // OpenSMTPD takes it for a failure of DNS.
      rightFor: {
        exim4: "dead, address, no-domain",
        opensmtpd: "sent; report: ignored, not-permanent",
      },
    },
  ),
  "a report of a delay": about("late@acme.test", "plain", "sent; report: ignored, not-permanent", {
    notAt: ["courier"],
    // Exim writes none about a mail with Auto-Submitted.
    rightFor: { exim4: "sent" },
  }),
  // Our own proxy, in front of the server, breaks it.
  "a connection that breaks at the greeting": breaking("greeting", "hold, passing"),
  "a connection that breaks at EHLO": breaking("EHLO", "hold, passing"),
  "a connection that breaks at MAIL": breaking("MAIL", "retry, passing"),
  "a connection that breaks at RCPT": breaking("RCPT", "retry, passing"),
  "a connection that breaks at DATA": breaking("DATA", "retry, passing"),
  "a connection that breaks at the final dot": breaking("dot", "retry, unknown"),
  "no such domain": about("ada@nosuch.test", "relay", later("no-domain"), {
    rightFor: { exim4: "dead, address, no-mailbox", postfix: "retry, passing" },
  }),
  "a null MX": about("ada@nullmx.test", "relay", later("no-domain"), {
    rightFor: {
      exim4: "dead, address, no-domain",
      opensmtpd: "sent; report: ignored, not-permanent",
      postfix: "dead, address, no-domain",
    },
  }),
  "a login": about(KNOWN, "login", "sent", { password: RIGHT_PASSWORD }),
  "a wrong password": about(KNOWN, "login", "hold, sender", { password: "plum-tree" }),
  "STARTTLS and a login, with a trusted certificate": about(KNOWN, "tls", "sent", {
    password: RIGHT_PASSWORD,
    tls: "trusted",
    // The TLS of OpenSMTPD 6.8.0 on Debian 12 fails with an internal error of its own, before anything is said of certificates.
    rightFor: { opensmtpd: "hold, passing" },
  }),
  "STARTTLS with a certificate that nobody vouches for": about(KNOWN, "tls", "hold, sender", {
    tls: "untrusted",
    rightFor: { opensmtpd: "hold, passing" },
  }),
  "a full mailbox": about(KNOWN, "full", later("full"), { notAt: ["courier"] }),
  "a mail refused for its content": about(KNOWN, "policy", "retry, policy"),
  greylisting: about(KNOWN, "greylisting", "retry, greylisted"),
  "greylisting, and the next try": about(KNOWN, "short greylisting", "sent", {
    isTriedAgain: true,
  }),
  "a limit on connections": limited("connect", "hold, passing"),
  "a limit at MAIL": limited("MAIL", "hold, passing"),
  "a limit at RCPT": limited("RCPT", "retry, passing"),
  "a limit at DATA": limited("DATA", "retry, passing"),
  "a limit at the final dot": limited("dot", "retry, passing"),
  "a filter that refuses at MAIL": about(KNOWN, "milter refuses at MAIL", "hold, sender"),
  "a filter that refuses at RCPT": about(KNOWN, "milter refuses at RCPT", "retry, policy"),
  "a filter that refuses at DATA": about(KNOWN, "milter refuses at DATA", "retry, policy"),
  "a filter that refuses at the final dot": about(KNOWN, "milter refuses at dot", "retry, policy"),
  "a filter that defers at MAIL": about(KNOWN, "milter defers at MAIL", "hold, passing"),
  "a filter that defers at RCPT": about(KNOWN, "milter defers at RCPT", "retry, passing"),
  "a filter that defers at DATA": about(KNOWN, "milter defers at DATA", "retry, passing"),
  "a filter that defers at the final dot": about(KNOWN, "milter defers at dot", "retry, passing"),
  "a filter that cannot be reached": about(KNOWN, "milter away", "hold, passing"),
  "a report through the Sender Rewriting Scheme": about(
    "gone@acme.test",
    "srs",
    later("no-mailbox"),
  ),
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
export function outcomeOf({ mail, report, page }: Met): string {
  const [, trouble = ""] = page.split("undeliverable");
  return `${mail}${report === "" ? "" : `; report: ${report}`}${trouble}`;
}

export const rightAt = (server: string, { right, rightFor = {} }: Case): string =>
  rightFor[server] ?? right;

/** What the person who waits sees, and which alarm the operators get. */
export function shownAt(server: string, each: Case, answer: string) {
  const right = rightAt(server, each);
  const [, trouble] = /dead, address, (.*)/.exec(right) ?? [];
  const isOurs = /(?:sender|policy)$/.test(right);
  return {
    page: trouble === undefined ? "waiting" : `undeliverable, ${trouble}`,
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
