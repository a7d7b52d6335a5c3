// All migrations, in the order of their numbers. There is no number 11.

import { users } from "./0001-users.ts";
import { sessions } from "./0002-sessions.ts";
import { links } from "./0003-links.ts";
import { outbox } from "./0004-outbox.ts";
import { limits } from "./0005-limits.ts";
import { audit } from "./0006-audit.ts";
import { changes } from "./0007-changes.ts";
import { hold } from "./0008-hold.ts";
import { suppressions } from "./0009-suppressions.ts";
import { copying } from "./0010-copying.ts";
import { longQueues } from "./0012-long-queues.ts";
import { wrongPasswords } from "./0013-wrong-passwords.ts";
import { mailPlaces } from "./0014-mail-places.ts";
import { codesForPeople } from "./0015-codes-for-people.ts";
import { boundedLists } from "./0016-bounded-lists.ts";
import { whoseFault } from "./0017-whose-fault.ts";
import { deviceMarks } from "./0018-device-marks.ts";
import { toldBounces } from "./0019-told-bounces.ts";
import { notices } from "./0020-notices.ts";
import { credentials } from "./0021-credentials.ts";
import { languages } from "./0022-languages.ts";
import { firstContacts } from "./0023-first-contacts.ts";
import { reminders } from "./0024-reminders.ts";
import { stops } from "./0025-stops.ts";
import { languageOfAUser } from "./0026-language-of-a-user.ts";
import { firstContactNews } from "./0027-first-contact-news.ts";
import { firstContactsByAddress } from "./0028-first-contacts-by-address.ts";
import { mayHaveArrived } from "./0029-may-have-arrived.ts";
import { secondFactors } from "./0030-second-factors.ts";
import { sharedComputers } from "./0031-shared-computers.ts";
import { factorRemovals } from "./0032-factor-removals.ts";
import { events } from "./0033-events.ts";
import { fields } from "./0034-fields.ts";
import { terms } from "./0035-terms.ts";
import { complaints } from "./0036-complaints.ts";
import { oauthTokens } from "./0037-oauth-tokens.ts";
import { mailers } from "./0038-mailers.ts";
import { served } from "./0039-served.ts";
import { roles } from "./0040-roles.ts";
import { cohorts } from "./0041-cohorts.ts";
import { whatWasSaid } from "./0042-what-was-said.ts";
import { keyMarks } from "./0043-key-marks.ts";
import { operatorHold } from "./0044-operator-hold.ts";
import { cohortMarks } from "./0046-cohort-marks.ts";
import { imports } from "./0047-imports.ts";
import { campaigns } from "./0048-campaigns.ts";
import type { Migration } from "../migrate.ts";

export const MIGRATIONS: readonly Migration[] = [
  users,
  sessions,
  links,
  outbox,
  limits,
  audit,
  changes,
  hold,
  suppressions,
  copying,
  longQueues,
  wrongPasswords,
  mailPlaces,
  codesForPeople,
  boundedLists,
  whoseFault,
  deviceMarks,
  toldBounces,
  notices,
  credentials,
  languages,
  firstContacts,
  reminders,
  stops,
  languageOfAUser,
  firstContactNews,
  firstContactsByAddress,
  mayHaveArrived,
  secondFactors,
  sharedComputers,
  factorRemovals,
  events,
  fields,
  terms,
  complaints,
  oauthTokens,
  mailers,
  served,
  roles,
  cohorts,
  whatWasSaid,
  keyMarks,
  operatorHold,
  cohortMarks,
  imports,
  campaigns,
];
