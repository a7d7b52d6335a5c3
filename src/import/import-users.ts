// Imports users of other systems: a stream of rows becomes users, and each row is told what became of it.

import { availableParallelism } from "node:os";
import type { UserRecord } from "../domain/user-record.ts";
import type { Uses } from "../ports/context.ts";
import type { DuplicateRule, ImportedUser, ImportOutcome } from "../ports/import-store.ts";
import type { Asker } from "../ports/passwords.ts";
import { IMPORT_PROBLEMS, type ImportNote, type ImportedRow } from "./outcomes.ts";
import {
  identityOf,
  prepared,
  type Identity,
  type ImportRules,
  type Prepared,
  type Preparing,
  type Unusable,
} from "./prepare-user.ts";
import type { UserRow } from "./read-users.ts";
import { rehearse, type Rehearsal } from "./rehearsal.ts";

export type ImportOptions = ImportRules & {
  /** Which of two users of the import with one address goes first. @default "first" */
  readonly duplicates?: DuplicateRule | undefined;
  /** Who imports, for the audit log. */
  readonly actor: string;
  /** Changes nothing, and tells what would become of each row. @default false */
  readonly rehearsal?: boolean | undefined;
};

export type Importing = Preparing &
  Uses<"knownImports" | "importUsers" | "readPeppers", "passwords">;

/**
 * Each batch is one commit: large enough to be fast, small enough for a running server to wait. A power of two is written and
 * looked up with the fewest statements.
 */
const BATCH_SIZE = 512;

/** Whoever logs in goes first. */
const IMPORT: Asker = { client: "import", known: false };

/**
 * Imports users, a batch at a time, and yields what became of the rows of each. A user is stored whole or not at all, nobody
 * is mailed or told, and what was imported before is known again: an import that was interrupted is run again from the start.
 * While one batch is written, the next one is read.
 */
export async function* importUsers(
  context: Importing,
  rows: AsyncIterable<UserRow> | Iterable<UserRow>,
  options: ImportOptions,
): AsyncGenerator<readonly ImportedRow[]> {
  const rehearsed = options.rehearsal ? rehearse() : undefined;
  const kept = (await context.store.readPeppers()).map(({ id }) => id);
  const rules = { ...options, peppers: new Set([...kept, ...(options.peppers ?? [])]) };
  let writing: Promise<readonly ImportedRow[]> | undefined;
  try {
    for await (const batch of inBatches(rows)) {
      const made = await preparedBatch(context, batch, rules);
      if (writing !== undefined) yield await writing;
      writing = written(context, made, options, rehearsed);
      // It is awaited above. Without a handler until then, a rejection would end the process.
      writing.catch(() => undefined);
    }
    if (writing !== undefined) yield await writing;
    writing = undefined;
  } finally {
    // If the caller stops early, the batch that is being written is still finished.
    await writing?.catch(() => undefined);
  }
}

async function* inBatches(
  rows: AsyncIterable<UserRow> | Iterable<UserRow>,
): AsyncGenerator<readonly UserRow[]> {
  let batch: UserRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A user to store, with what is told of them then, or what became of a row already. */
type Made = (About & { readonly line: number; readonly user: ImportedUser }) | Told;
type About = Pick<Prepared, "notes" | "scheme" | "seconds" | "isSlow">;
type Told = { readonly told: ImportedRow };

/** As many hashes at a time as there are cores. */
async function preparedBatch(
  context: Importing,
  batch: readonly UserRow[],
  options: ImportOptions,
): Promise<readonly Made[]> {
  const identities = batch.map((row) =>
    "record" in row ? identityOf(row.record, options) : undefined,
  );
  const digests = identities.flatMap((each) => (each && "digest" in each ? [each.digest] : []));
  const known = await context.store.knownImports(digests);
  const all: Made[] = [];
  const waiting = batch.entries();
  const work = async (): Promise<void> => {
    for (const [index, row] of waiting)
      all[index] = await madeOf(context, row, identities[index], { known, options });
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return all;
}

async function madeOf(
  context: Importing,
  row: UserRow,
  identity: Identity | Unusable | undefined,
  { known, options }: { known: ReadonlyMap<string, string | null>; options: ImportOptions },
): Promise<Made> {
  if ("problem" in row) return { told: refusedRow(row.line, row.problem) };
  if (identity === undefined) throw new Error("A record has no identity.");
  const { line, record } = row;
  if ("problem" in identity) return { told: unusable(line, record, identity) };
  const home = known.get(identity.digest);
  if (home !== undefined) return { told: knownRow(line, record, notesOf(identity, home)) };
  const found = await prepared(context, record, identity, options);
  if ("problem" in found) return { told: unusable(line, record, found) };
  const { notes, scheme, seconds, isSlow } = found;
  // A rehearsal stores nothing, so it makes no hash.
  const user = await (isSlow && options.rehearsal !== true
    ? context.passwords.admit(IMPORT, (hasher) => found.complete(hasher))
    : found.complete(NO_HASHER));
  return { line, user, notes, scheme, seconds, isSlow };
}

/** Somebody may have changed their address. Or the same id is somebody else's, at another site of the same system. */
const notesOf = ({ address }: Pick<Identity, "address">, home: string | null) =>
  home === null || home === address.key ? [] : (["another-address"] as const);

const knownRow = (
  line: number,
  { email, confirmedOn }: UserRecord,
  notes: readonly ImportNote[],
): ImportedRow => ({
  line,
  email,
  outcome: "known",
  isConfirmed: confirmedOn != null,
  isHashed: false,
  notes,
});

const refusedRow = (
  line: number,
  { reason, detail }: { readonly reason: string; readonly detail: string },
): ImportedRow => ({ line, outcome: "refused", reason, detail });

const unusable = (line: number, { email }: UserRecord, { problem, detail }: Unusable) =>
  ({ line, email, outcome: "refused", reason: problem, detail }) as const;

const NO_HASHER = {
  hash: async () => "",
  verify: async () => false,
  isOutdated: () => false,
};

async function written(
  { store, clock }: Pick<Importing, "store" | "clock">,
  all: readonly Made[],
  { duplicates = "first", actor, rehearsal = false }: ImportOptions,
  rehearsed: Rehearsal | undefined,
): Promise<readonly ImportedRow[]> {
  const users = all.flatMap((made) => ("user" in made ? made.user : []));
  const input = { users, duplicates, actor, rehearsal, now: clock.now() };
  const stored = users.length === 0 ? [] : await store.importUsers(input);
  const met = users.filter((_, index) => stored[index] === "known");
  const homes = await store.knownImports(met.map(({ digest }) => digest));
  const inOrder = stored.values();
  return all.map((made) => {
    if ("told" in made) return made.told;
    const { user } = made;
    const outcome = inOrder.next().value!;
    const { outcome: real, home = homes.get(user.digest) ?? null } =
      rehearsed === undefined ? { outcome } : rehearsed(user, outcome);
    const notes = real === "known" ? notesOf(user, home) : made.notes;
    return rowOf({ ...made, notes }, real);
  });
}

function rowOf(
  { line, user, notes, scheme, seconds, isSlow }: Exclude<Made, Told>,
  outcome: ImportOutcome,
): ImportedRow {
  const email = user.address.display;
  if (outcome !== "added" && outcome !== "replaced" && outcome !== "known")
    return { line, email, outcome: "refused", reason: outcome, detail: IMPORT_PROBLEMS[outcome] };
  return {
    line,
    email,
    outcome,
    userId: user.id,
    isConfirmed: user.confirmedOn !== null,
    isHashed: isSlow,
    notes,
    ...(scheme !== undefined && { scheme, seconds }),
  };
}
