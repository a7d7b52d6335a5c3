// Reads a server's refusal as far as it says who has to act.
//
// Codes alone do not say it: 550 is an unknown mailbox, an exhausted sending limit or a sender that could not
// be verified. These patterns match kinds of wording, in the many variants that servers use; the table in
// `real-answers.ts` holds real ones and what each must mean.

/** More than any server says; the rest cannot change the meaning. */
const LONGEST = 2_000;

export type Said = {
  /** The reply code; undefined if the text has none. */
  readonly code: number | undefined;
  /** The server's own enhanced status (RFC 3463), if it says more than "other": 5.0.0 does not. */
  readonly status: string | undefined;
  /** The text in lower case and in one line, without codes and without names that could look like words. */
  readonly words: string;
};

const STATUS = String.raw`[245]\.\d{1,3}\.\d{1,3}`;

/** `550 5.1.1 …`, `550-5.1.1 …`, `5.1.1 …`, and qmail's `… (#5.1.1)` or Yahoo's `… - 5.7.1 [BL23] …`. */
const IN_FRONT = new RegExp(
  String.raw`^\s*(?:([245]\d\d)(?=[ \-]|$)[ \-]*)?(?:#?(${STATUS})(?![.\d]))?`,
);
const ELSEWHERE = new RegExp(String.raw`\(#(${STATUS})\)| - (${STATUS}) \[`);

/** The codes again, on each further line; relays join all lines into one. */
const AGAIN = new RegExp(
  String.raw`(?:^|\s)[245]\d\d(?:-| ${STATUS}(?![.\d]))(?:${STATUS}(?![.\d]))?`,
  "g",
);

/** An address or a host may have any name, even `spam@relay.example`. */
const NAMES =
  /https?:\/\/\S+|<[^<>\s]*@[^<>\s]*>|[^\s<>"(]+@[^\s<>")]+|(?<![\w.])(?!resolver\.|storedrv\.|queue\.|smtpsend\.|[^\s;]*exception)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+\b/g;

/** Some servers send nothing but a link to a block list or a sender check. */
const TELLING_LINK = /https?:\/\/\S{0,200}?(openspf|spamhaus|spamcop|barracuda|proofpoint)\S*/g;

/** Takes an answer apart. It may have several lines, which a relay may have joined into one. */
export function readAnswer(text: string): Said {
  const all = text.slice(0, LONGEST);
  const [, code, first] = IN_FRONT.exec(all) ?? [];
  const behind = ELSEWHERE.exec(all);
  const status = first ?? behind?.[1] ?? behind?.[2];
  return {
    code: code === undefined ? undefined : Number(code),
    status: isTelling(status) ? status : undefined,
    words: all
      .replace(IN_FRONT, "")
      .toLowerCase()
      .replace(TELLING_LINK, " $1 ")
      .replace(AGAIN, " ")
      .replace(NAMES, " ")
      .replace(/\s+/g, " ")
      .trim(),
  };
}

/** `X.0.0` is what servers write when they know nothing more precise. */
export const isTelling = (status: string | undefined): status is string =>
  status !== undefined && status !== "" && !status.endsWith(".0.0");

const anyOf = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join("|"), "u");

/** SPF, DKIM, DMARC: about the mail's authentication, although the text names the sender. */
export const UNAUTHENTICATED = anyOf(
  String.raw`\b(?:dmarc|dkim|spf|openspf|sender policy framework)\b`,
  "unauthenticated",
);

/** Reputation, of the sending domain, the host or the mail itself, and the host's name. */
export const REPUTATION =
  /\b(?:helo|ehlo|ptr)\b|client host|reverse dns|reputation|(?<!anti-)\bspam\w*|junk ?mail|spamhaus|spamcop|barracuda|block(?:ed)? ?list|black ?list|deny ?list|\b(?:dns|r|u?r?i?)bl\b|is listed\b/u;

/** A mailbox that is full for now; never the quota of the sender. */
export const FULL = anyOf(
  String.raw`\b(?:mailbox|inbox|maildir|mail ?folder|account|user|recipient|destinataire)\b.{0,60}\b(?:full|pleine|voll|lleno|over ?quota|over (?:its |the |disk |storage )?quota|out of (?:storage|space)|exceeding (?:its|their)|exceeds? .{0,20}storage)`,
  String.raw`\bfull mailbox|overquota|over (?:disk )?quota\b|mailbox.{0,20}(?:limit|size|quota).{0,20}exceed`,
  String.raw`(?:disk|storage|mailbox|user|mail|maildir|^)\s*quota (?:is |usage )?(?:exceeded|violation|full)`,
  String.raw`quota exceeded \(mailbox|exceeded storage allocation|extended quota violation`,
  String.raw`(?:not enough|insufficient|no) (?:storage )?space (?:in|for) (?:mailbox|user|recipient)|recipient storage full`,
);

/** A quota that only a sending account can use up. */
const ALLOWANCE = String.raw`(?:daily|hourly|monthly|sending|submission|outgoing|outbound|relay(?:ing)?|maximum|per (?:day|hour)|24 hours)`;
export const ALLOWANCE_SPENT = anyOf(
  String.raw`${ALLOWANCE}.{0,60}\b(?:limit|quota|rate|credits?)\b.{0,40}\b(?:exceed|reach|spent|used)`,
  String.raw`(?:exceed|reach)\w{0,8}.{0,60}${ALLOWANCE}.{0,30}\b(?:limit|quota|rate|messages|mails|recipients)\b`,
  String.raw`(?:exceed|reach)\w{0,8} .{0,40}\b(?:limit|quota|number)\b.{0,60}(?:per (?:day|hour)|(?:can |may )?send\b)`,
  String.raw`\bcredits? exceeded|sender frequency|submission ?quota|sending (?:limit|quota)s?\b|per-user sending`,
);

/**
 * How often this site may send, with a final code. For a mailbox that gets too much, servers use other words.
 */
export const RATE_LIMITED =
  /\brate limit|throttl|(?<!recipient .{0,40})exceed\w* the max|too many (?:messages|e?-?mails) (?:from|sent)/u;

const NOT = String.raw`(?:rejected|denied|refused|disallowed|prohibited|not (?:allowed|permitted|authori[sz]ed|accepted|enabled)|forbidden|failed|required|disabled)`;

/** Something about this site: relaying, logging in, its account, its envelope, its From. */
export const SENDER = anyOf(
  // Relaying. `unknown in relay recipient table` is not about relaying.
  String.raw`\brelay(?:ing|ed)?\b(?: (?:access|mail|is|to|for|this|through|operation|attempt)){0,4} ?(?:.{0,20})\b${NOT}`,
  String.raw`(?:unable|not (?:allowed|permitted|authori[sz]ed|configured)|refus\w+|cannot|can't|won't|do(?:es)? not|no) (?:to )?relay`,
  String.raw`not an? (?:open )?(?:relay|gateway)|open relay|rcpthosts|as a relay|(?:don't|do not|doesn't) handle mail for|not (?:a )?local (?:domain|host)`,
  // Logging in.
  String.raw`authenticat\w{0,8}.{0,40}\b(?:required|needed|failed|first|unsuccessful|invalid|missing)|(?:requires?|needs?|must|without|proper|not) (?:\w+ )?(?:smtp )?(?:authenticat|auth\b|log ?in|logged in)`,
  String.raw`must issue an? (?:starttls|auth\b)|starttls (?:is )?required|pop before smtp|username and password not accepted|(?:bad|invalid) credentials`,
  String.raw`not allowed to (?:send|use)|client was not authenticated|(?:does|do) not have permissions?`,
  // This site's account, and what a provider demands of it first.
  String.raw`(?:your|sender'?s?|sending|this smtp|smtp|relay) (?:\w+ ){0,2}(?:account|mailbox|domain|tenant)\b.{0,60}\b(?:suspended|disabled|blocked|locked|unverified|not (?:been )?(?:verified|activated|approved)|verify|restricted)`,
  String.raw`(?:address|account|identit\w+|domain|sender)\b.{0,30}\bnot (?:been )?verified|sandbox|bad outbound sender|banned sender`,
  // This site's envelope and From.
  String.raw`send ?as ?denied|(?:send|submit)\w* as (?:this|the|another) (?:sender|user)|not owned by|spoof`,
  String.raw`\bsender\b.{0,60}\b(?:verif\w+|${NOT}|invalid|unknown|unroutable|unrouteable|not found|does not exist|doesn't exist|missing|must|could not|cannot|does not resolve|not resolve)`,
  String.raw`(?:invalid|unroutable|unrouteable|unresolvable|unknown|unverified|bad|bogus|no valid|verify(?:ing)?) (?:mail )?(?:sender|envelope|from\b|return[- ]path)|emetteur invalide`,
  String.raw`domain of (?:the )?sender|(?<!recipient verify )callout(?! verification failed)|callback setup|while verifying|call-?back verif|verification failed for|badmailfrom`,
  String.raw`\b(?:envelope|mail ?|header )from\b.{0,60}\b(?:${NOT}|invalid|missing|not found|does not exist|must|unresolv\w+|listed)`,
  String.raw`return[- ]path.{0,40}(?:${NOT}|invalid|not found|does not exist)|your (?:envelope|e-?mail|from) (?:sender|address|domain)`,
  String.raw`from: (?:header|domain)|missing a valid address in from|invalid dns mx or a`,
);

/** The recipient's own rule against such mail: this site can neither fix it nor wait for it to pass. */
export const RESTRICTED = anyOf(
  String.raw`resolver\.rst\.|(?:recipient|address|group|mailbox|delivery)\b.{0,60}\b(?:is restricted|only accepts?|accepts? (?:mail|messages) only)`,
  String.raw`only accepting mail from|not authori[sz]ed to send to|you have been blocked by the recipient|recipient preferences|user rules`,
  String.raw`rejected by (?:the )?recipients?\b|(?:user|recipient) (?:reject|refuses)|banned recipient|not accepting any mail|members?[- ]only|closed mailing list|protected by`,
);

/** The mailbox gets too much mail at the moment, or its server could not be reached for too long. */
export const PASSING = anyOf(
  String.raw`receiving mail (?:at a rate|too quickly)|messages they can receive|too many recent messages`,
  String.raw`retry time(?:out)?|\bexpired\b|timed? ?out|connection (?:refused|reset|dropped|died|lost)|lost connection|no route to host|unreachable|queued? too long|undeliverable for|giving up after|host not found, try again|temporar`,
);

const MAILBOX = String.raw`(?:user|recipient|mailbox|mail ?box|account|alias|addressee|address|inbox|e-?mail|rcpt|person|customer|localpart|local part|domain|host)`;

/** The domain does not exist, or takes no mail at all. */
export const NO_DOMAIN = anyOf(
  String.raw`domain (?:name )?(?:not found|does(?: not|n't) exist)|nxdomain|no such (?:domain|host)|host unknown|unknown host|nonexistentdomain|blank mailhost|host not found$`,
  String.raw`null ?mx|no smtp service|does(?: not|n't) accept (?:any )?(?:e-?mail|mail)|takes no mail|not accept mail: mx`,
);

/** The mailbox does not exist or is closed. */
export const NO_MAILBOX = anyOf(
  String.raw`\b(?:no such|unknown|non-?existent|nonexistent|unrouteable|unroutable|not our|not a known|not an active|isn't a|is not a (?:valid|known)|not a valid|no valid|no) (?:e-?mail |virtual |local |domain |mail )?${MAILBOX}s?\b`,
  String.raw`\b${MAILBOX}s?\b(?: \S+){0,6}? ?(?:is |was |are |has been |have been |been |name )?(?:unknown|not found|not known|not registered|not exist|nonexistent|not present|not listed|no longer|does not exist|doesn't exist|don't exist|do not exist|could not be found|can't be found|unallocated|not local|terminated|moved|not active|inactive|deactivated|disabled|discontinued|suspended|frozen|closed|locked|blocked due to inactivity)\b`,
  String.raw`\bdoes(?: not|n't) exist|isn't (?:here|known)|no longer (?:valid|available|exists|in use|active|accepts)|has (?:moved|left)`,
  String.raw`does(?:n't| not) have an? .{0,30}account|mail ?box(?: \S+){0,4} (?:disabled|suspended|blocked)|recipient address rejected: (?:inactive|blocked|invalid|undeliverable)`,
  String.raw`(?:unknown|no such|invalid or unknown) (?:virtual )?(?:user|alias)|badrcptto|mailbox unavailable or access denied|no one at this address|user ?unknown|recipient ?notfound|notfound`,
  NO_DOMAIN.source,
  // The same in other languages, for servers that send no enhanced status with it.
  /unbekannt|existiert nicht|nicht gefunden|nicht verf.{1,4}gbar|inconnue?\b|n'existe pas|destinataire invalide|desconocid|no existe|descon?hecid|n[aã]o existe|sconosciut|non esiste|inesistente|nie istnieje|onbekend|bestaat niet|неизвест|не найден|не существует|存在しない|不存在/
    .source,
);

export const TOO_LARGE =
  /message (?:header )?(?:size|length)|too (?:big|large)|size limit|exceeds (?:fixed|maximum)/u;

/** Content and reputation, of this mail or of this site. */
export const POLICY = anyOf(
  String.raw`\b(?:spam|junk ?mail|bulk|phish\w*|virus\w*|malware|unsolicited|suspicious|harmful|illegal|attachment|content|urls?|headers?|rfc ?\d+|rfc compliant)\b`,
  String.raw`\b(?:poli[ct]y|policies|reputation|complaints?|abus\w+|bann?ed|score|security|threat|prohibited|prohibition|filter(?:ed)?)\b`,
  String.raw`block(?:ed)? ?list|black ?list\w*|deny ?list|\b(?:dns|r|u?r?i?)bl\b|spamhaus|spamcop|barracuda|\blisted\b|\bblock(?:ed|ing)?\b`,
  String.raw`reverse|\bptr\b|\bhelo\b|\behlo\b|client host|your (?:host|ip)|hostname|dynamic ip|access denied|not accepted from|message (?:was |is )?(?:rejected|refused|not allowed|not accepted)`,
  TOO_LARGE.source,
);

/** Said of a mailbox that does not exist, and of much else too. */
export const REFUSED_THERE = anyOf(
  String.raw`mailbox unavail?able|(?:recipient|mailbox|user|address|addressee)(?: \S+)? (?:is |are |was |temporarily )?(?:unavailable|rejected|refused|not accepted|invalid|incorrect|undeliverable)`,
  String.raw`(?:invalid|bad|rejected|undeliverable|incorrect) (?:e-?mail |final delivery )?(?:user|recipient|mailbox|address|destination)`,
);

/** Mail servers and their filters count what one client sends in a minute or so; the count ends by itself. */
export const TOO_FAST =
  /too (?:much|many) (?:e?-?mails?|messages|recipients|connections|auth commands)\b|\brate[ -]?limit|throttl/u;

/** Something of the server's own is away. Postfix says this with 4.7.1 if its filter (milter) defers or cannot be reached. */
export const OUT_OF_ORDER =
  /\bservice (?:is )?(?:\w+ )?(?:unavailable|not available)|\b(?:internal|configuration|system|server|lookup|local) (?:\w+ )?(?:error|failure|problem)/u;

/** A provider that takes no passwords any more. */
export const NO_BASIC_LOGIN = /\bbasic auth\w{0,15}.{0,30}\b(?:not supported|disabled|blocked)/u;

/** The server does not know that it may relay for us; waiting changes nothing. */
export const NO_RELAYING = /\brelay(?:ing)? (?:access )?(?:denied|not permitted|prohibited)/u;

export const GREYLISTING = /gr[ae]y-?\s?list/u;

/** OpenSMTPD says this both of a mailbox that it does not have and of a mail that it does not relay. */
export const SAYS_NEITHER = /^invalid recipient[.:]?$/u;

/** Some servers' words for "try later", in spite of a final code. */
export const TRY_AGAIN = /try again|try later|failure sending mail/u;
