// `postern user factors list|remove`: what a user logs in with besides the password.

import { PASSKEY, PASSWORD, RECOVERY_CODE, TOTP, type Credential } from "../../domain/evidence.ts";
import * as admin from "../../features/admin/admin.ts";
import { confirmedByAdmin } from "../acting-admin.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { count, iso, oneLine, print, printJson, say, shortTime, table } from "../output.ts";
import { normaliseReason } from "../reason.ts";
import { actWords } from "../refusals.ts";
import { theUser } from "../the-user.ts";
import { userJson } from "../user-words.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import type { RemoveFlags } from "./user-factors.ts";

/** Prints what a user can show besides the password. Recovery codes are only counted. */
export const listFactors = (wanted: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const user = await theUser(opened, wanted);
    const { factors, codes } = await factorsOf(opened, user.id);
    if (globals.json) {
      return printJson({
        user: userJson(user),
        required: user.factors,
        factors: factors.map(factorJson),
        recoveryCodes: codes,
      });
    }
    if (factors.length === 0) return say(`${user.email} logs in with the password only.`);
    print(factorTable(factors));
    say(`${count(codes, "recovery code")} left.`);
    say(
      user.factors === 2
        ? "A login with the password asks for a second one."
        : "A login with the password asks for none of them.",
    );
  });

/** Removes them for good: the mailbox is told, and every session ends. */
export const removeFactors = (
  wanted: string,
  flags: RemoveFlags,
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const reason = normaliseReason(flags.reason);
    const user = await theUser(opened, wanted);
    const { factors } = await factorsOf(opened, user.id);
    const meant = chosen(factors, flags.factor, user.email);
    const names = meant.map(nameOf).join(", ");
    if (meant.length > 0 && !flags.yes) {
      await confirmedByAdmin(opened, globals, {
        question: `Remove ${names} of ${user.email}? ${user.email} is told, and is logged out everywhere.`,
        act: `user factors remove ${user.id}`,
      });
    }
    const operator = { actor: opened.actor, reason };
    const removed = await admin.removeFactors(opened.context, operator, user.id, flags.factor);
    if (!removed.ok) throw actWords(removed.reason, user);
    if (globals.json) {
      return printJson({ user: userJson(removed.value.user), removed: meant.map(factorJson) });
    }
    print(`Removed: ${names}. ${user.email} logs in with the password.`);
  });

async function factorsOf({ context: { store } }: CommandContext, userId: string) {
  const all = await store.listCredentials(userId);
  const factors = all.filter(({ kind }) => kind !== PASSWORD && kind !== RECOVERY_CODE);
  const codes = all.filter(({ kind }) => kind === RECOVERY_CODE).length;
  return { factors, codes };
}

function chosen(
  factors: readonly Credential[],
  ids: readonly string[] | undefined,
  email: string,
): readonly Credential[] {
  const unknown = ids?.find((id) => !factors.some((factor) => factor.id === id));
  if (unknown !== undefined) {
    const words = `${email} has no factor ${unknown}. List them with: postern user factors list ${email}`;
    throw new Refused("no-factors", words);
  }
  return factors.filter(({ id }) => ids?.includes(id) ?? true);
}

const KINDS: Readonly<Record<string, string>> = {
  [TOTP]: "authenticator app",
  [PASSKEY]: "passkey",
};

const kindOf = ({ kind, factor }: Credential): string =>
  kind === PASSKEY && factor === "second" ? "security key" : (KINDS[kind] ?? kind);

const nameOf = (factor: Credential): string =>
  factor.name === null ? kindOf(factor) : `${kindOf(factor)} "${oneLine(factor.name)}"`;

/** Every fact, and nothing that gives access. */
const factorJson = ({ id, kind, factor, name, createdOn, lastUsedOn }: Credential) => ({
  id,
  kind,
  factor,
  name,
  createdOn: iso(createdOn),
  lastUsedOn: iso(lastUsedOn),
});

const factorTable = (factors: readonly Credential[]): string =>
  table(
    [
      { title: "id", style: "dim" },
      { title: "kind" },
      { title: "name" },
      { title: "added (UTC)" },
      { title: "last used (UTC)" },
    ],
    factors.map((factor) => [
      factor.id,
      kindOf(factor),
      oneLine(factor.name ?? ""),
      shortTime(factor.createdOn),
      shortTime(factor.lastUsedOn),
    ]),
  );
