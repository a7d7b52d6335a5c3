// "Why did Alice get no mail?": from what is known about an address to what is the matter, and what to do next.

import { finding, type Cause, type Circumstances, type Finding, type Remedy } from "./finding.ts";
import type { AuditTrail, MailTrail, Trail } from "./trail.ts";
import type { User } from "./user.ts";
import { ofMail, resendTo } from "./why-mail.ts";

/** What is the matter, the most important first: never empty. Pure. */
export function diagnose(trail: Trail, given: Circumstances): readonly Finding[] {
  const [person] = trail.users;
  const found = person === undefined ? ofNobody(trail, given) : ofPerson(person, trail, given);
  return found.filter(({ cause }, at) => found.findIndex((each) => each.cause === cause) === at);
}

function ofPerson(person: User, trail: Trail, given: Circumstances): readonly Finding[] {
  const closed = closedWhy(person, trail);
  const mail = trail.mails.find((each) => isTheirs(each, person));
  const trouble = mail === undefined ? [] : ofMail(mail, trail, given);
  if (closed.length > 0) return [...closed, ...trouble.filter(isOfTheSite)];
  if (person.confirmedOn === null) {
    const isAlone = trail.users.length === 1;
    const rest = trouble.length > 0 ? trouble : [finding("cancelled", resendTo(person, null))];
    const all = [...likelySlip(rest, given), ...rest];
    return isAlone ? all : [...all, finding("rivals", { since: person.registeredOn })];
  }
  const remedy: Remedy = { act: "reset", userId: person.id };
  const confirmed = finding("confirmed", { remedy, since: person.confirmedOn });
  return [
    ...trouble.filter(({ cause }) => !SETTLED.has(cause)),
    ...paused(trail, remedy),
    confirmed,
  ];
}

/** An address that looks mistyped, unless somebody opened a mail to it. */
const likelySlip = (rest: readonly Finding[], { suggestion }: Circumstances): readonly Finding[] =>
  suggestion === undefined || rest.some(({ cause }) => cause === "opened")
    ? []
    : [finding("likely-slip", { email: suggestion })];

/** A mail to somebody with an account that is not the matter: it was handed over, or is no longer wanted. */
const SETTLED: ReadonlySet<Cause> = new Set([
  "handed-over",
  "opened",
  "opened-by-machine",
  "link-expired",
  "cancelled",
]);

const isOfTheSite = ({ cause }: Finding): boolean =>
  cause === "copy-holds" || cause === "operator-holds" || cause === "server-down";

const isTheirs = ({ userId }: MailTrail, { id }: User): boolean => userId === null || userId === id;

function closedWhy(person: User, trail: Trail): readonly Finding[] {
  const { id, disabledOn, deletesOn } = person;
  if (disabledOn !== null) {
    return [finding("disabled", { remedy: { act: "enable", userId: id }, since: disabledOn })];
  }
  if (deletesOn !== null) {
    const remedy: Remedy = { act: "restore", userId: id };
    return [finding("deleting", { remedy, until: deletesOn })];
  }
  const last = trail.audit.find(({ act, userId }) => userId === id && WAYS_BACK.test(act));
  if (last?.act !== "account-locked") return [];
  const remedy: Remedy = { act: "reset", userId: id };
  return [finding("locked", { remedy, since: last.happenedOn })];
}

/** The last one of these says whether a locked account is still locked. */
const WAYS_BACK = /^(?:account-locked|password-reset|password-changed|logged-in)$/;

/** As many wrong passwords in a row as pause a password. */
const PAUSED_FROM = 100;

const paused = ({ wrongPasswords }: Trail, remedy: Remedy): readonly Finding[] =>
  wrongPasswords !== null && wrongPasswords.count >= PAUSED_FROM
    ? [finding("too-many-passwords", { remedy, until: wrongPasswords.forgetOn })]
    : [];

function ofNobody(trail: Trail, given: Circumstances): readonly Finding[] {
  const found = [
    ...ofOthers(trail, given),
    ...ofUnclaimed(trail, given),
    ...trail.alike.map(({ email }) => finding("slip", { email, remedy: { act: "look", email } })),
    ...ofGone(trail),
  ];
  if (!given.isAddress) found.unshift(finding("malformed"));
  if (given.isRefused) found.push(finding("refused-address"));
  if (found.length > 0) return found;
  return [finding("never-seen", { email: given.suggestion ?? null })];
}

/** Mails to an address that no user has. */
function ofUnclaimed(trail: Trail, given: Circumstances): readonly Finding[] {
  const mail = trail.mails.find(({ userId }) => userId === null || trail.gone.includes(userId));
  const isStopped = trail.stop !== null && mail?.isSilent !== true;
  const remedy: Remedy | undefined = mail && { act: "unstop", email: mail.email };
  const stop = isStopped ? [finding("stopped", { ...trail.stop, remedy })] : [];
  const [last] = trail.withheld;
  const withheld = last === undefined ? [] : [finding("withheld", { since: last.lastOn })];
  if (mail === undefined || mail.state === "cancelled") return [...stop, ...withheld];
  const trouble = ofMail(mail, trail, given).filter(({ cause }) => !SETTLED.has(cause));
  const asked = mail.userId === null ? [finding("no-account", { since: mail.createdOn })] : [];
  return [...trouble, ...stop, ...asked, ...withheld];
}

/** Users who moved away from this address, or asked to move to it. */
function ofOthers({ elsewhere, mails }: Trail, given: Circumstances): readonly Finding[] {
  return elsewhere.map(({ id, email }) => {
    const remedy: Remedy = { act: "look", email };
    const change = mails.find((mail) => mail.userId === id && mail.link?.moves === true);
    const until = change?.link?.expiresOn ?? null;
    const isOpen = change !== undefined && change.link?.endedOn == null;
    if (isOpen && (until === null || until > given.now)) {
      return finding("change-pending", { email, remedy, since: change.createdOn, until });
    }
    return finding("moved-away", { email, remedy });
  });
}

/** What the audit log remembers of users who are gone. */
function ofGone({ gone, audit }: Trail): readonly Finding[] {
  const last = audit.find((line) => line.userId !== null && goneWhy(line.act) !== undefined);
  const cause = goneWhy(last?.act ?? "");
  if (last === undefined || cause === undefined || !isOfOneOf(last, gone, audit)) return [];
  return [finding(cause, { since: last.happenedOn })];
}

/** Asked by id, a user who is gone is the only one whom the audit log tells of. */
const isOfOneOf = (line: AuditTrail, gone: readonly string[], audit: readonly AuditTrail[]) =>
  gone.includes(line.userId ?? "") || audit.every(({ userId }) => userId === line.userId);

const REGISTRATION_ENDS: Readonly<Record<string, Cause | undefined>> = {
  "registration-expired": "registration-expired",
  "registration-cancelled": "registration-cancelled",
  "registration-disowned": "registration-disowned",
  "registration-removed": "registration-superseded",
};

/** Why a user is gone, by the act that says so. */
const goneWhy = (act: string): Cause | undefined =>
  act === "deleted" ? "account-deleted" : REGISTRATION_ENDS[act];
