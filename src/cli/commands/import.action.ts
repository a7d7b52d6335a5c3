// `postern import`: users of another system, from a file.

import { createReadStream, closeSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { keepPepper, mayKeepPepper } from "../../adapters/stored-peppers.ts";
import { readForeignParameters } from "../../domain/foreign-password/parameters.ts";
import type { ForeignParameters } from "../../domain/foreign-password/stored-password.ts";
import type { KeyRing } from "../../domain/key-ring.ts";
import { credentialSealer } from "../../domain/sealed.ts";
import { isFields, type Fields } from "../../domain/shape.ts";
import { keyProblems, strangeKeys } from "../../key-problems.ts";
import { importUsers } from "../../import/import-users.ts";
import type { ImportedRow } from "../../import/outcomes.ts";
import { readUsers, type Reading } from "../../import/read-users.ts";
import { parseMapping } from "../../import/sources/mapping.ts";
import { systems } from "../../import/sources/systems.ts";
import { OPERATOR } from "../../ports/passwords.ts";
import { pooled } from "../demonstration.ts";
import { exitCodes, Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { importTally } from "../import-tally.ts";
import { importJson, tellImport } from "../import-words.ts";
import { openNew, refuseTaken } from "../new-file.ts";
import { printJson, say } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { progress } from "../progress.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import type { ImportFlags } from "./import.ts";

/** Imports a file, or says what that would do. Exits with 1 if a row was refused. */
export const importFile = (file: string, flags: ImportFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    if (flags.errors !== undefined) refuseTaken(flags.errors);
    const keys = await ownKeys(globals, "Imported secrets are sealed with the server's keys");
    const { title = flags.from } = systems.find(({ name }) => name === flags.from) ?? {};
    const parameters = parametersIn(flags.parameters);
    const passwords = passwordParameters(parameters);
    const bytes = bytesOf(file);
    const reading = await opening(bytes.read(), flags, parameters, opened);
    await refuseForeignKeys(opened, keys, flags);
    await keepPeppers(opened, keys, passwords, flags);
    const act = flags.dryRun ? "Reading" : "Importing";
    say(
      `${act} users of ${title} from ${file} ${flags.dryRun ? "for" : "into"} ${opened.databaseName}.`,
    );
    const { clock, settings } = opened.context;
    const told = {
      flags,
      left: reading.left(),
      hashSeconds: await hashSeconds(opened, flags),
      isTooLate: clock.now() >= (settings.importedPasswordsUntil ?? Infinity),
    };
    const { sum, interrupted } = await imported(opened, {
      keys,
      reading,
      flags,
      passwords,
      title,
      at: bytes.at,
    });
    bytes.end();
    if (globals.json) printJson(importJson(sum, told));
    else tellImport(sum, told);
    if (sum.refused > 0) process.exitCode = exitCodes.refused;
    if (!interrupted) return;
    process.exitCode = exitCodes.interrupted;
    say(STOPPED);
  });

const STOPPED =
  "Stopped. Run the same command again: users who are imported are known, and the others follow.";

type Import = {
  readonly keys: KeyRing;
  readonly reading: Reading;
  readonly flags: ImportFlags;
  readonly passwords: ForeignParameters;
  readonly title: string;
  readonly at: () => void;
};

async function imported(
  { context, actor }: CommandContext,
  { keys, reading, flags, passwords, title, at }: Import,
) {
  const tally = importTally();
  const errors = errorsFile(flags.errors);
  const end = new AbortController();
  const stop = (): void => end.abort();
  process.once("SIGINT", stop);
  try {
    const random = pooled(context.random);
    const batches = importUsers(
      { ...context, random, sealed: credentialSealer(keys) },
      reading.users,
      {
        system: flags.as ?? flags.from,
        title,
        parameters: passwords,
        // A rehearsal keeps none.
        peppers: new Set(passwords.pepper && [passwords.pepper.id]),
        duplicates: flags.duplicates,
        withoutPassword: flags.withoutPassword ?? false,
        leaveUnknown: flags.leaveUnknown ?? false,
        rehearsal: flags.dryRun ?? false,
        actor,
      },
    );
    for await (const rows of batches) {
      for (const row of rows) tally.add(row);
      errors.add(rows);
      at();
      if (end.signal.aborted) break;
    }
  } finally {
    process.off("SIGINT", stop);
    errors.close();
  }
  return { sum: tally.sum(), interrupted: end.signal.aborted };
}

async function opening(
  bytes: AsyncIterable<Uint8Array>,
  { from, format, map }: ImportFlags,
  parameters: Fields,
  { context }: CommandContext,
): Promise<Reading> {
  const mapping = map === undefined ? undefined : parseMapping(map);
  if (mapping !== undefined && !mapping.ok)
    throw new Refused(mapping.reason, `--map: ${mapping.detail}.`, exitCodes.usage);
  const now = context.clock.now();
  const read = await readUsers(bytes, {
    system: from,
    now,
    format,
    parameters,
    map: mapping?.value,
  });
  if (read.ok) return read.value;
  const names = systems.map(({ name }) => name).join(", ");
  if (read.reason === "unknown-system")
    throw new Refused(read.reason, `${read.detail} There are ${names}.`, exitCodes.usage);
  throw new Refused(read.reason, read.detail);
}

/** The bytes of a file, with the progress in it; `-` is the standard input, whose size nobody knows. */
function bytesOf(file: string) {
  let done = 0;
  const shown = file === "-" ? undefined : progress("bytes read", Math.max(1, sizeOf(file)));
  return {
    at: () => shown?.at(done),
    end: () => shown?.end(),
    async *read(): AsyncIterable<Uint8Array> {
      const stream =
        file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 2 ** 18 });
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        done += chunk.length;
        yield chunk;
      }
    },
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw fileRefusal(file, "read", error);
  }
}

function parametersIn(file: string | undefined): Fields {
  if (file === undefined) return {};
  const wrong = (why: string) => new Refused("parameters", `${file}: ${why}.`, exitCodes.usage);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw fileRefusal(file, "read", error);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value;
  } catch {
    throw wrong("is not JSON");
  }
  throw wrong("is not a JSON object");
}

function passwordParameters(parameters: Fields): ForeignParameters {
  const read = readForeignParameters(parameters);
  if ("value" in read) return read.value;
  throw new Refused("parameters", `--parameters: ${read.at} ${read.problem}.`, exitCodes.usage);
}

/** Sealed with another secret, nothing would open at a login. */
async function refuseForeignKeys(
  { context }: CommandContext,
  keys: KeyRing,
  { dryRun }: ImportFlags,
): Promise<void> {
  const [problem] = dryRun ? await strangeKeys(context, keys) : await keyProblems(context, keys);
  if (problem === undefined) return;
  throw new Refused("other-secret", `POSTERN_SECRET: ${problem.words}`, exitCodes.configuration);
}

/** A pepper is needed at each first login, so it is kept here, sealed. */
async function keepPeppers(
  { context: { store, random, clock } }: CommandContext,
  keys: KeyRing,
  { pepper }: ForeignParameters,
  { dryRun }: ImportFlags,
): Promise<void> {
  if (pepper === undefined) return;
  const isKept = dryRun
    ? await mayKeepPepper(store, keys, pepper)
    : await keepPepper(store, keys, random, { ...pepper, now: clock.now() });
  if (isKept) return;
  throw new Refused(
    "other-pepper",
    `Another pepper is kept as "${pepper.id}". Name this one differently in --parameters.`,
  );
}

/** What one hash of our own takes on this machine. */
async function hashSeconds({ context }: CommandContext, { dryRun }: ImportFlags): Promise<number> {
  if (!dryRun) return 0;
  const began = context.clock.now();
  await context.passwords.admit(OPERATOR, (hasher) => hasher.hash("plum tree by the river"));
  return (context.clock.now() - began) / 1_000;
}

/** A new file, which contains addresses: readable only for its owner. */
function errorsFile(file: string | undefined) {
  if (file === undefined) return { add: () => undefined, close: () => undefined };
  const handle = openNew(file);
  return {
    add(rows: readonly ImportedRow[]): void {
      const lines = rows.flatMap((row) => (row.outcome === "refused" ? [errorLine(row)] : []));
      if (lines.length > 0) writeFileSync(handle, lines.join(""));
    },
    close: () => closeSync(handle),
  };
}

const errorLine = ({ line, reason, detail, email }: ImportedRow & { outcome: "refused" }): string =>
  `${JSON.stringify({ line, reason, detail, email })}\n`;
