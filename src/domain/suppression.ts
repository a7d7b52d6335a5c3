// When an address whose mails came back is worth another try.

import { isNotice, type MailKind } from "./mail.ts";
import { hours, type Instant } from "./time.ts";

/** A mailbox that does not exist will not exist a minute later either. */
const WAIT = hours(1);

/**
 * Whether a mail was asked for late enough after its address bounced to be tried all the same. Somebody
 * who asks again after an hour may have made room or opened the mailbox, and the rightful owner must
 * never be locked out by a bounce. Nobody asked for a notice, so a notice never is a try.
 */
export const isWorthATry = (kind: MailKind, askedOn: Instant, since: Instant): boolean =>
  !isNotice(kind) && askedOn > since + WAIT;
