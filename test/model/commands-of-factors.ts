// Deeds with second factors, and how often each occurs.

import fc from "fast-check";
import { DAY, MINUTE, command, often, t, who, type Command } from "./command.ts";
import {
  addKey,
  askLoss,
  chooseTwoSteps,
  keepHere,
  makeCodes,
  peek,
  removeApp,
  removeKey,
  setAppUp,
  typeStep,
  typeStepTwice,
  useKey,
} from "./factors.ts";
import type { Code } from "./codes.ts";
import type { Deeds, Who } from "./deed.ts";
import {
  HERS,
  MINE,
  askToMove,
  changePassword,
  clear,
  endOthers,
  forget,
  logIn,
  logInAgain,
  logOut,
  steal,
  useLetter,
  wait,
} from "./steps.ts";
import type { Purpose } from "./tokens.ts";

const code: fc.Arbitrary<Code> = fc.constantFrom(
  "app",
  "app",
  "app",
  "app-again",
  "recovery",
  "recovery",
  "recovery-again",
  "wrong",
);
const keyKind = fc.constantFrom("add", "add-security-key");
const keyAct = fc.constantFrom("login", "second-step", "again");

const using = (by: Who, of: Purpose, more: Partial<Parameters<typeof useLetter>[1]> = {}): Deeds =>
  useLetter(by, { letter: 0, of, proof: "password", password: -1, ...more });

/** Logs in with everything there is. */
const enter = (by: Who, how: Code, remember = false): readonly Deeds[] => [
  wait(MINUTE, true),
  logIn(by, by.person === 0 ? MINE : HERS, -1),
  typeStep(by, how, remember),
];

/** The app is set up, and maybe grows old. */
const protect = command(
  "protect",
  t(who, fc.boolean(), fc.constantFrom(0, 0, 8)),
  ([by, codes, days]) => [
    ...enter(by, "app"),
    setAppUp(by),
    ...(codes ? [makeCodes(by)] : []),
    wait(days * DAY, true),
  ],
);

/** Begins the wait, and lets it end, or not. */
const lose = command("lose", t(who, fc.constantFrom(2, 9, 9)), ([by, days]) => [
  logOut(by),
  logIn(by, by.person === 0 ? MINE : HERS, -1),
  askLoss(by),
  wait(MINUTE, true),
  peek(by),
  using(by, "lose-factor"),
  wait(Math.min(days, 6) * DAY + MINUTE, true),
  clear(),
  wait(MINUTE, true),
  wait(Math.max(0, days - 6) * DAY, true),
  clear(),
]);

const owner: Who = { person: 0, browser: 1 };
const thief: Who = { person: 1, browser: 0 };

/** What a thief and the owner do about the factors of one account, in turns. */
const TURNS: Readonly<Record<string, readonly Deeds[]>> = {
  ownerEnters: enter(owner, "app"),
  ownerEntersAndIsRemembered: [logOut(owner), ...enter(owner, "app", true)],
  ownerEntersAsRemembered: [logOut(owner), logIn(owner, MINE, -1)],
  ownerRepeatsCode: [...enter(owner, "recovery"), logOut(owner), ...enter(owner, "recovery-again")],
  ownerIsForgotten: [
    logOut(owner),
    ...enter(owner, "app", true),
    endOthers(owner),
    logOut(owner),
    logIn(owner, MINE, -1),
  ],
  ownerIsForgottenByMoving: [
    logOut(owner),
    ...enter(owner, "app", true),
    setAppUp(owner),
    logOut(owner),
    logIn(owner, MINE, -1),
  ],
  ownerShowsHalf: [
    logOut(owner),
    ...enter(owner, "app"),
    wait(11 * MINUTE, true),
    logInAgain(owner, -1),
    removeApp(owner),
  ],
  ownerProtects: [...enter(owner, "app"), setAppUp(owner)],
  ownerAddsKey: [...enter(owner, "app"), addKey(owner, "add")],
  ownerAddsSecurityKey: [...enter(owner, "app"), addKey(owner, "add-security-key")],
  ownerUsesKey: [logOut(owner), useKey(owner, "login", true)],
  ownerTurnsOn: [useKey(owner, "login"), chooseTwoSteps(owner, true)],
  ownerTurnsOff: [useKey(owner, "login"), chooseTwoSteps(owner, false)],
  ownerRemovesKey: [useKey(owner, "login"), removeKey(owner, 0)],
  thiefRemovesKey: [removeKey(thief, 0)],
  ownerRemovesApp: [...enter(owner, "app"), removeApp(owner)],
  ownerLocks: [wait(MINUTE, true), using(owner, "lock-account"), wait(MINUTE, true)],
  ownerResets: [forget(owner, MINE), wait(MINUTE, true), using(owner, "reset")],
  ownerResetsAll: [
    forget(owner, MINE),
    wait(MINUTE, true),
    using(owner, "reset", { removesLately: true }),
  ],
  ownerUndoes: [wait(MINUTE, true), using(owner, "undo-change", { factor: "app" })],
  ownerUndoesByRecovery: [using(owner, "undo-change", { factor: "recovery" })],
  ownerKeepsFactor: [using(owner, "keep-factor")],
  ownerLoses: [
    logIn(owner, MINE, -1),
    askLoss(owner),
    wait(MINUTE, true),
    using(owner, "lose-factor"),
  ],
  thiefEnters: enter(thief, "app"),
  thiefEntersByRecovery: enter(thief, "recovery"),
  thiefUsesKey: [useKey(thief, "login")],
  thiefSteals: [steal(thief)],
  thiefProtects: [setAppUp(thief)],
  thiefAddsKey: [addKey(thief, "add")],
  thiefAddsSecurityKey: [addKey(thief, "add-security-key")],
  thiefRemovesApp: [removeApp(thief)],
  thiefMakesCodes: [makeCodes(thief)],
  thiefChangesPassword: [changePassword(thief, -1, 1)],
  thiefMoves: [askToMove(thief, 3), wait(MINUTE, true), using(thief, "change-email")],
  thiefResets: [forget(thief, HERS), wait(MINUTE, true), peek(thief), using(thief, "reset")],
  thiefResetsAll: [
    forget(thief, HERS),
    wait(MINUTE, true),
    peek(thief),
    using(thief, "reset", { removesLately: true }),
  ],
  thiefLocks: [wait(MINUTE, true), peek(thief), using(thief, "lock-account")],
  thiefUndoes: [peek(thief), using(thief, "undo-change", { factor: "app-again" })],
  thiefLoses: [
    logIn(thief, HERS, -1),
    askLoss(thief),
    wait(MINUTE, true),
    peek(thief),
    using(thief, "lose-factor"),
  ],
  thiefKeepsFactor: [peek(thief), using(thief, "keep-factor")],
  week: [wait(6 * DAY + MINUTE, true), clear(), wait(MINUTE, true), wait(2 * DAY, true), clear()],
};

const contend = command(
  "contend",
  fc.array(fc.constantFrom(...Object.keys(TURNS)), { minLength: 2, maxLength: 7 }),
  (turns) => turns.flatMap((turn) => TURNS[turn]!),
);

export const FACTOR_DEEDS: readonly fc.Arbitrary<Command>[] = [
  ...often(3, protect),
  lose,
  ...often(4, contend),
  ...often(
    2,
    command("enter", t(who, code, fc.boolean()), (a) => enter(...a)),
  ),
  command("typeStep", t(who, code, fc.boolean()), (a) => typeStep(...a)),
  command("typeStepTwice", t(who, code), ([by, how]) => [
    ...([0, 1] as const).flatMap((browser) => [
      logOut({ ...by, browser }),
      logIn({ ...by, browser }, MINE, -1),
    ]),
    wait(MINUTE, true),
    typeStepTwice(by, how),
  ]),
  command("setAppUp", t(who), (a) => setAppUp(...a)),
  command("makeCodes", t(who), (a) => makeCodes(...a)),
  command("removeApp", t(who), (a) => removeApp(...a)),
  command("chooseTwoSteps", t(who, fc.boolean()), (a) => chooseTwoSteps(...a)),
  command("addKey", t(who, keyKind), (a) => addKey(...a)),
  ...often(
    2,
    command("useKey", t(who, keyAct, fc.boolean()), (a) => useKey(...a)),
  ),
  command("removeKey", t(who, fc.nat(2)), (a) => removeKey(...a)),
  command("askLoss", t(who), (a) => askLoss(...a)),
  command("keepHere", t(who), (a) => keepHere(...a)),
  command("peek", t(who), (a) => peek(...a)),
  command("endOthersAgain", t(who), ([by]) => [useKey(by, "again"), endOthers(by)]),
];
