// The user's own data: everything that is stored about them, except secrets.

import { RECOVERY_CODE, type Credential } from "../../domain/evidence.ts";
import { ROWS_ON_A_PAGE, type Page, type Place } from "../../domain/page.ts";
import type { RememberedBrowser } from "../../domain/remembered-browser.ts";
import type { Session } from "../../domain/session.ts";
import type { User } from "../../domain/user.ts";
import type { Uses } from "../../ports/context.ts";
import type { Delivery } from "../../ports/event-store.ts";
import type { FactorRemoval } from "../../ports/lost-factor-store.ts";
import type { KeptAct, KeptMail } from "../../ports/data-store.ts";

export type Reading = Uses<
  | "findFactorRemoval"
  | "listCredentials"
  | "listDeliveries"
  | "listKeptActs"
  | "listKeptMails"
  | "listRememberedBrowsers"
  | "listSessions"
>;

/** Expired sessions and browsers are kept for a while, and shown as long as they are. */
const EVEN_ENDED = { now: 0, idleSince: 0, sharedIdleSince: 0 };

/** How a user logs in. There are few of each: a user has at most 20 passkeys, ten codes and 50 browsers. */
export type OwnFactors = {
  /** Without recovery codes, which are only counted. */
  readonly credentials: readonly Credential[];
  readonly recoveryCodes: number;
  readonly browsers: readonly RememberedBrowser[];
  /** The wait at whose end a lost second factor is removed, if one is running. */
  readonly removal: FactorRemoval | undefined;
};

export async function ownFactors({ store }: Reading, { id: userId }: User): Promise<OwnFactors> {
  const [all, browsers, removal] = await Promise.all([
    store.listCredentials(userId),
    store.listRememberedBrowsers({ userId, now: EVEN_ENDED.now }),
    store.findFactorRemoval(userId),
  ]);
  const credentials = all.filter(({ kind }) => kind !== RECOVERY_CODE);
  return { credentials, recoveryCodes: all.length - credentials.length, browsers, removal };
}

/** One page of each list of stored data. */
export type OwnData = {
  readonly user: User;
  readonly factors: OwnFactors;
  readonly sessions: Page<Session>;
  readonly mails: Page<KeptMail>;
  readonly acts: Page<KeptAct>;
  /** The newest, and whether there are more. */
  readonly events: { readonly rows: readonly Delivery[]; readonly more: boolean };
};

/** The place after which each list continues; the default is its newest rows. */
export type Places = { readonly mails?: Place | undefined; readonly acts?: Place | undefined };

/** Shows what is stored about a user (GDPR, articles 15 and 20). Password hashes are not shown. */
export async function ownData(context: Reading, user: User, after: Places = {}): Promise<OwnData> {
  const { store } = context;
  const part = { userId: user.id, limit: ROWS_ON_A_PAGE };
  const [factors, sessions, mails, acts, events] = await Promise.all([
    ownFactors(context, user),
    store.listSessions({ ...part, ...EVEN_ENDED }),
    store.listKeptMails({ ...part, after: after.mails }),
    store.listKeptActs({ ...part, after: after.acts }),
    store.listDeliveries({ userId: user.id, limit: ROWS_ON_A_PAGE + 1 }),
  ]);
  const told = { rows: events.slice(0, ROWS_ON_A_PAGE), more: events.length > ROWS_ON_A_PAGE };
  return { user, factors, sessions, mails, acts, events: told };
}

/** How many rows of a list are in memory at once while all of it is exported. */
const BATCH_SIZE = 500;

/** Each list in full, a page at a time, so that nobody else has to wait, however much there is. */
export function allOfIt(
  { store }: Reading,
  { id: userId }: User,
): {
  readonly sessions: AsyncIterable<readonly Session[]>;
  readonly mails: AsyncIterable<readonly KeptMail[]>;
  readonly acts: AsyncIterable<readonly KeptAct[]>;
  readonly events: AsyncIterable<readonly Delivery[]>;
} {
  const part = { userId, limit: BATCH_SIZE };
  return {
    sessions: pages((after) => store.listSessions({ ...part, ...EVEN_ENDED, after })),
    mails: pages((after) => store.listKeptMails({ ...part, after })),
    acts: pages((after) => store.listKeptActs({ ...part, after })),
    events: deliveries((after) => store.listDeliveries({ ...part, after })),
  };
}

/** What programs of the operator are told of the user, or were lately. */
async function* deliveries(
  read: (after: string | undefined) => Promise<readonly Delivery[]>,
): AsyncGenerator<readonly Delivery[]> {
  let after: string | undefined;
  do {
    const found = await read(after);
    yield found;
    after = found.length < BATCH_SIZE ? undefined : found.at(-1)?.id;
  } while (after !== undefined);
}

async function* pages<Row>(
  read: (after: Place | undefined) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[]> {
  let after: Place | undefined;
  do {
    const { rows, next } = await read(after);
    yield rows;
    after = next ?? undefined;
  } while (after !== undefined);
}
