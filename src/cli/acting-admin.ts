// Who answers at a terminal, where the site requires a second factor of its admins: an admin shows theirs.

import { jsonLog } from "../adapters/json-log.ts";
import { oneTimeCodes } from "../adapters/one-time-codes.ts";
import { RECOVERY_CODE, TOTP } from "../domain/evidence.ts";
import { knownDevices } from "../domain/known-device.ts";
import { credentialSealer } from "../domain/sealed.ts";
import type { User } from "../domain/user.ts";
import { codesLeftOf, codeUsed } from "../features/two-step/second-step.ts";
import { checkCode, type CodeRefusal } from "../identity/second-factor.ts";
import { Refused } from "./exit.ts";
import type { Globals } from "./globals.ts";
import { say, shortTime } from "./output.ts";
import { ownKeys } from "./own-keys.ts";
import { answered, confirmed } from "./prompt.ts";
import type { CommandContext } from "./with-database.ts";

/** More than any site has. */
const ALL_ADMINS = 1_000;

/** How it is told where the code was typed. */
const HERE = { address: "", browser: "the command line" };

/**
 * Asks for a yes, or for `number` to be typed. Where the site requires a second factor of its admins, it also asks for the
 * address of one and for a code of theirs. The code is used up, and the audit log names the admin, with `act`. As long as no
 * admin has an app or a recovery code, nobody is asked: otherwise nobody could act.
 */
export async function confirmedByAdmin(
  opened: CommandContext,
  globals: Globals,
  {
    question,
    number,
    act,
  }: { readonly question: string; readonly number?: number; readonly act: string },
): Promise<void> {
  await confirmed(question, number);
  const { secondFactor } = opened.context.settings;
  if (secondFactor !== "required" && secondFactor !== "required-for-admins") return;
  const admins = await admitted(opened);
  if (admins.length === 0) return;
  const keys = await ownKeys(
    globals,
    "This site asks admins for a code, and checks it with its keys",
  );
  const { store, clock } = opened.context;
  say("This site requires a second factor of its admins.");
  const typed = (await answered("Address of an admin: ")).trim().toLowerCase();
  const code = await answered("Code of the admin's app, or a recovery code: ");
  const admin = admins.find(({ emailKey }) => emailKey === typed);
  if (admin === undefined) throw refusals["wrong-code"];
  const context = {
    ...opened.context,
    sealed: credentialSealer(keys),
    devices: knownDevices(keys),
    oneTimeCodes: oneTimeCodes(opened.context.random),
    log: jsonLog(process.stderr, "warn"),
  };
  const checked = await checkCode(context, admin, code, HERE);
  if (!checked.ok) throw inWords(checked);
  const shown = checked.value;
  const isSpent = await store.useFactor({
    actor: opened.actor,
    reason: act,
    userId: admin.id,
    shown,
    news:
      shown.kind === RECOVERY_CODE
        ? codeUsed((await codesLeftOf({ store }, admin.id)) - 1, HERE)
        : undefined,
    now: clock.now(),
  });
  if (!isSpent) throw refusals["code-used"];
}

/** The admins who can show a code here: a passkey cannot be asked for on a terminal. */
async function admitted({ context: { store } }: CommandContext): Promise<readonly User[]> {
  const admins = await store.listUsers({ filter: "admin", limit: ALL_ADMINS, after: undefined });
  const able: User[] = [];
  for (const admin of admins) {
    if (admin.confirmedOn === null || admin.disabledOn !== null || admin.deletesOn !== null)
      continue;
    const credentials = await store.listCredentials(admin.id);
    if (credentials.some(({ kind }) => kind === TOTP || kind === RECOVERY_CODE)) able.push(admin);
  }
  return able;
}

const refusals = {
  "wrong-code": new Refused(
    "wrong-code",
    "That is no code of an admin. Nothing was changed. Check the address, and type what the app shows now.",
  ),
  "code-missing": new Refused("code-missing", "No code was typed. Nothing was changed."),
  "code-used": new Refused(
    "code-used",
    "That code was already used. Nothing was changed. Wait until the app shows the next one.",
  ),
};

const inWords = (refusal: CodeRefusal): Refused =>
  refusal.reason === "too-many"
    ? new Refused(
        "too-many",
        `Too many codes were tried. Nothing was changed. Try again after ${shortTime(refusal.retryOn)} (UTC).`,
      )
    : refusals[refusal.reason];
