// The deeds of which a history consists, and how often each occurs.

import fc from "fast-check";
import type { Deeds, Who } from "./deed.ts";
import {
  FREE,
  HERS,
  MINE,
  administer,
  askToMove,
  cancelMove,
  cancelRegistration,
  changePassword,
  clear,
  deleteAccount,
  deliver,
  disown,
  endOthers,
  forget,
  logIn,
  logInAgain,
  logOut,
  moveRegistration,
  openLetter,
  register,
  resend,
  steal,
  typeCode,
  useLetter,
  wait,
  type Use,
} from "./steps.ts";
import { checkPromises } from "./promises.ts";
import { perform } from "./perform.ts";
import { PURPOSES, type Purpose } from "./tokens.ts";
import { FACTOR_DEEDS } from "./commands-of-factors.ts";
import { DAY, HOUR, MINUTE, SECOND, command, often, t, who, type Command } from "./command.ts";
import type { Mood, World } from "./world.ts";

/** Below zero: an address that matters to whoever types it. */
const email = fc.constantFrom(MINE, MINE, MINE, HERS, FREE, 0, 0, 1, 1, 2, 3, 4);
/** Below zero: the password that belongs there, if this person knows it. */
const password = fc.constantFrom(-1, -1, -2, -3, 0, 1, 2, 3, 4, 5);
const whichLetter = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5);

const proof: fc.Arbitrary<Use["proof"]> = fc.constantFrom("nothing", "password", "new-password");
const use: fc.Arbitrary<Use> = fc.record({
  letter: whichLetter,
  of: fc.option(fc.constantFrom(...PURPOSES), { nil: undefined }),
  proof,
  password,
  astray: fc.option(fc.constantFrom(...PURPOSES), { nil: undefined, freq: 12 }),
  wrongCode: fc.nat(3).map((place) => place === 3),
  door: fc.constantFrom("changed-my-mind", "not-me"),
});

const length = fc.constantFrom(
  20 * SECOND,
  MINUTE,
  MINUTE,
  MINUTE,
  MINUTE,
  11 * MINUTE,
  11 * MINUTE,
  HOUR,
  HOUR,
  25 * HOUR,
  4 * DAY,
  8 * DAY,
  15 * DAY,
);
const mood: fc.Arbitrary<Mood> = fc.constantFrom("accepts", "passing", "address");
const formId = fc.constantFrom("form-one-form-one-form", "form-two-form-two-form");

const thief: Who = { person: 1, browser: 0 };
const owner: Who = { person: 0, browser: 1 };

/** Registers for one's own mailbox and confirms, so that histories make progress. */
const settling = (by: Who, mailbox: number, chosen: number): readonly Deeds[] => [
  register(by, by.person === 0 ? mailbox : 3, chosen),
  wait(MINUTE, true),
  useLetter(by, { letter: 0, of: "confirm", proof: "nothing", password: chosen }),
];

const settle = command("settle", t(who, fc.nat(2), fc.nat(2)), (a) => settling(...a));

/** The same with the code of the mail, after some wrong ones; after too many, the code is dead. */
const settleByCode = command(
  "settleByCode",
  t(who, fc.nat(2), fc.constantFrom(0, 0, 1, 4, 5)),
  ([by, mailbox, wrong]) => [
    register(by, by.person === 0 ? mailbox : 3, 0),
    wait(MINUTE, true),
    ...Array.from({ length: wrong }, () => typeCode(by, 0, false)),
    typeCode(by, 0, true),
  ],
);

/** Registers for one of Ada's mailboxes, and she uses the link elsewhere: her own, or a stranger's. */
const takeOver = command(
  "takeOver",
  t(who, fc.nat(2), proof, fc.boolean()),
  ([by, mailbox, how, logsOut]) => [
    register(by, mailbox, 0),
    wait(MINUTE, true),
    ...(logsOut ? [logOut(owner)] : []),
    useLetter(owner, { letter: 0, of: "confirm", proof: how, password: -1 }),
  ],
);

/** Registers, changes to another address and maybe back, and uses a link from before or after. */
const wander = command(
  "wander",
  t(who, email, email, fc.boolean(), fc.nat(2)),
  ([by, from, to, back, which]) => [
    register(by, from, 0),
    wait(MINUTE, true),
    moveRegistration(by, to),
    ...(back ? [moveRegistration(by, from)] : []),
    wait(MINUTE, true),
    useLetter(by, { letter: which, of: "confirm", proof: "nothing", password: 0 }),
  ],
);

/** Before a history: this person is already confirmed and logged in. */
export async function begin(world: World, person: number): Promise<void> {
  for (const deed of settling({ person, browser: 0 }, 0, 0)) {
    await perform(world, deed, checkPromises);
  }
}

/** Logs in if this person knows the password, asks to move, waits for the letter, and uses it. */
const whose = fc.constantFrom(MINE, HERS, HERS);
const relocate = command("relocate", t(who, whose, email), ([by, from, to]) => [
  logIn(by, from, -1),
  askToMove(by, to === MINE ? FREE : to),
  wait(MINUTE, true),
  useLetter(by, { letter: 0, of: "change-email", proof: "password", password: -1 }),
]);

/** Asks for a reset, waits for the letter, and uses it. */
const recover = command("recover", t(who, email, fc.nat(2)), ([by, to, chosen]) => [
  forget(by, to),
  wait(MINUTE, true),
  useLetter(by, { letter: 0, of: "reset", proof: "nothing", password: chosen }),
]);

/** Logs in, asks to be deleted, and lets a day or the whole grace pass. */
const leave = command("leave", t(who, whose, fc.constantFrom(1, 1, 15)), ([by, from, days]) => [
  logIn(by, from, -1),
  deleteAccount(by, -1),
  wait(days * DAY, true),
  clear(),
]);

/** Undoes what can be undone, with a letter of the mailbox. */
const takeBack = command(
  "takeBack",
  t(
    who,
    fc.constantFrom("stop-change", "undo-change", "undo-change", "lock-account", "keep-account"),
    fc.nat(2),
    fc.constantFrom("changed-my-mind", "not-me"),
  ),
  ([by, of, which, door]) =>
    useLetter(by, { letter: which, of, proof: "nothing", password: 0, door }),
);

/** What a thief and the owner do to one account, in turns. */
const TURNS = {
  move: [logIn(thief, HERS, -1), askToMove(thief, FREE), wait(MINUTE, true), using(thief, 0)],
  ask: [logIn(thief, HERS, -1), askToMove(thief, FREE), wait(MINUTE, true)],
  changePassword: [changePassword(thief, -1, 1), wait(MINUTE, true)],
  leave: [deleteAccount(thief, -1), wait(MINUTE, true)],
  thiefResets: [forget(thief, MINE), wait(MINUTE, true), using(thief, 0, "reset")],
  thiefUndoes: [using(thief, 0, "undo-change")],
  ownerUndoes: [using(owner, 0, "undo-change")],
  ownerUndoesFirst: [using(owner, 1, "undo-change")],
  ownerStops: [using(owner, 0, "stop-change")],
  ownerLocks: [using(owner, 0, "stop-change", "not-me"), wait(MINUTE, true)],
  ownerLocksByNotice: [using(owner, 0, "lock-account"), wait(MINUTE, true)],
  thiefLocksByNotice: [using(thief, 0, "lock-account"), wait(MINUTE, true)],
  ownerAsksAtTheOldAddress: [
    forget(owner, FREE),
    wait(MINUTE, true),
    using(owner, 0, "undo-change"),
  ],
  ownerRegistersAnew: settling(owner, 0, 0),
  strangerWaitsAtTheOldAddress: [register(thief, 0, 2), wait(MINUTE, true)],
  ownerKeeps: [using(owner, 0, "keep-account")],
  ownerResets: [forget(owner, HERS), wait(MINUTE, true), using(owner, 0, "reset")],
  ownerConfirms: [using(owner, 0, "change-email")],
  adminDisables: [administer("disableUser", 0)],
  adminEnables: [administer("enableUser", 0)],
  hour: [wait(HOUR, true)],
  fortnight: [wait(15 * DAY, true), clear()],
} as const;

function using(
  by: Who,
  letter: number,
  of: Purpose = "change-email",
  door: NonNullable<Use["door"]> = "changed-my-mind",
): Deeds {
  return useLetter(by, { letter, of, proof: "password", password: -1, door });
}

const struggle = command(
  "struggle",
  fc.array(fc.constantFrom(...(Object.keys(TURNS) as (keyof typeof TURNS)[])), {
    minLength: 2,
    maxLength: 7,
  }),
  (turns) => turns.flatMap((turn) => TURNS[turn]),
);

const registerTwice = command(
  "registerTwice",
  t(who, email, password, formId, fc.boolean()),
  ([by, to, chosen, form, same]) => [
    register(by, to, chosen, form),
    register(by, to, same ? chosen : chosen + 1, form),
  ],
);

export const commands: fc.Arbitrary<Command>[] = [
  ...often(2, settle),
  ...often(4, relocate),
  ...often(2, recover),
  ...often(3, takeBack),
  ...often(3, struggle),
  ...FACTOR_DEEDS,
  leave,
  ...often(
    4,
    command("use", t(who, use), ([by, how]) => useLetter(by, how)),
  ),
  ...often(
    3,
    command("deliver", fc.array(mood, { maxLength: 4 }), (moods) => deliver(moods)),
  ),
  ...often(
    3,
    command("wait", t(length, fc.boolean()), ([time, sends]) => wait(time, sends)),
  ),
  ...often(
    2,
    command("register", t(who, email, password), (a) => register(...a)),
  ),
  ...often(
    2,
    command("logIn", t(who, email, password, fc.boolean()), (a) => logIn(...a)),
  ),
  settleByCode,
  takeOver,
  wander,
  registerTwice,
  command("moveRegistration", t(who, email), (a) => moveRegistration(...a)),
  command("cancelRegistration", t(who), (a) => cancelRegistration(...a)),
  command("resend", t(who, fc.option(email, { nil: undefined })), (a) => resend(...a)),
  command("typeCode", t(who, whichLetter, fc.boolean()), (a) => typeCode(...a)),
  command("disown", t(who, whichLetter, fc.boolean()), (a) => disown(...a)),
  command("logInAgain", t(who, password), (a) => logInAgain(...a)),
  command("logOut", t(who), (a) => logOut(...a)),
  command("forget", t(who, email), (a) => forget(...a)),
  command("changePassword", t(who, password, fc.nat(2)), (a) => changePassword(...a)),
  command("askToMove", t(who, email), (a) => askToMove(...a)),
  command("cancelMove", t(who), (a) => cancelMove(...a)),
  command("endOthers", t(who), (a) => endOthers(...a)),
  command("deleteAccount", t(who, password), (a) => deleteAccount(...a)),
  command("open", t(who, whichLetter, fc.constantFrom("GET", "HEAD")), (a) => openLetter(...a)),
  command("steal", t(who), (a) => steal(...a)),
  command(
    "administer",
    t(fc.constantFrom("disableUser", "enableUser", "confirmUser"), fc.nat(3)),
    (a) => administer(...a),
  ),
  command("clear", t(), () => clear()),
];
