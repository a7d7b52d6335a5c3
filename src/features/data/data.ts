// One's own data: everything that is kept about a user, and nothing that opens a door.

import { ROWS_ON_A_PAGE, type Page, type Place } from "../../domain/page.ts";
import type { Session } from "../../domain/session.ts";
import type { User } from "../../domain/user.ts";
import type { Uses } from "../../ports/context.ts";
import type { KeptAct, KeptMail } from "../../ports/data-store.ts";

type Reading = Uses<"listKeptActs" | "listKeptMails" | "listSessions">;

/** Sessions that ended by themselves are kept for a while, and shown while they are. */
const EVEN_ENDED = { now: 0, idleSince: 0 };

/** A page of each list of what is kept. */
export type OwnData = {
  readonly user: User;
  readonly sessions: Page<Session>;
  readonly mails: Page<KeptMail>;
  readonly acts: Page<KeptAct>;
};

/** Behind which place each list goes on; from the newest where none is named. */
export type Places = { readonly mails?: Place | undefined; readonly acts?: Place | undefined };

/** Shows what is kept about a user (GDPR, articles 15 and 20). Password hashes stay where they are. */
export async function ownData(
  { store }: Reading,
  user: User,
  after: Places = {},
): Promise<OwnData> {
  const part = { userId: user.id, limit: ROWS_ON_A_PAGE };
  const [sessions, mails, acts] = await Promise.all([
    store.listSessions({ ...part, ...EVEN_ENDED }),
    store.listKeptMails({ ...part, after: after.mails }),
    store.listKeptActs({ ...part, after: after.acts }),
  ]);
  return { user, sessions, mails, acts };
}

/** How much of a list is in memory at once while all of it is taken along. */
const BATCH_SIZE = 500;

/** Each list whole, a page at a time: however much there is, nobody else waits for it. */
export function allOfIt(
  { store }: Reading,
  { id: userId }: User,
): {
  readonly sessions: AsyncIterable<readonly Session[]>;
  readonly mails: AsyncIterable<readonly KeptMail[]>;
  readonly acts: AsyncIterable<readonly KeptAct[]>;
} {
  const part = { userId, limit: BATCH_SIZE };
  return {
    sessions: pages((after) => store.listSessions({ ...part, ...EVEN_ENDED, after })),
    mails: pages((after) => store.listKeptMails({ ...part, after })),
    acts: pages((after) => store.listKeptActs({ ...part, after })),
  };
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
