// What people, machines and time can do, each as one request or one run of the background.

import { clearAway } from "../../src/background.ts";
import type { UserRow } from "./snapshot.ts";
import { codeFor, type Code } from "./codes.ts";
import { browserOf, personOf, post, userIn, type Deeds, type Who } from "./deed.ts";
import { BY_PEOPLE, FORMS, tokenIn, type Purpose, type Token } from "./tokens.ts";
import { ADA, ADDRESSES, SESSION, lettersOf, passwordIn, type Mood, type World } from "./world.ts";

export const MINE = -1;
export const HERS = -2;
export const FREE = -3;

/**
 * An address by its place. Below zero, one that matters to this person: MINE, the one of the logged-in user or
 * of a mailbox that they read; HERS, the victim's; FREE, of a mailbox that they read and that belongs to nobody
 * yet.
 */
function addressOf(world: World, who: Who, place: number): string {
  if (place >= 0) return ADDRESSES[place]!;
  const { reads } = personOf(world, who);
  const here = userIn(world, browserOf(world, who))?.email;
  const [own, victims] = [reads, ADA].map((keys) => keys.find((key) => world.now.owners.has(key)));
  if (place === FREE) return reads.find((key) => !world.now.owners.has(key)) ?? ADDRESSES[0]!;
  const choice = place === MINE ? [here, own, victims] : [victims, own];
  return choice.find((email) => email !== undefined) ?? ADDRESSES[0]!;
}

/**
 * A password this person knows: the one that belongs here (below zero) if they know it, or any of their own. A
 * thief knows the victim's as well.
 */
function passwordOf(world: World, who: Who, place: number, user?: UserRow): string {
  const person = personOf(world, who);
  const stolen = world.setting.stolen.passwords && person.attacks ? world.people[0]!.passwords : [];
  const known = [...person.passwords, ...stolen];
  const right = user === undefined ? "" : passwordIn(user.password_hash);
  return place < 0 && known.includes(right) ? right : known[Math.abs(place) % known.length]!;
}

/** The owner of an address, or otherwise the newest who waits for it. */
const userAt = ({ now }: World, emailKey: string): UserRow | undefined =>
  now.users.get(now.owners.get(emailKey) ?? "") ??
  [...now.users.values()].findLast((user) => user.email_key === emailKey);

/** The password of the user logged in here, or another. */
const ownPassword = (world: World, who: Who, place: number): string =>
  passwordOf(world, who, place, userIn(world, browserOf(world, who)));

export const register =
  (who: Who, email: number, password: number, formId?: string): Deeds =>
  (world) =>
    post(world, who, "/register", {
      email: addressOf(world, who, email),
      password: passwordOf(world, who, password),
      ...(formId === undefined ? {} : { form_id: formId }),
    });

export const moveRegistration =
  (who: Who, email: number): Deeds =>
  (world) =>
    post(world, who, "/unconfirmed/email", { email: addressOf(world, who, email) });

export const cancelRegistration =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, "/unconfirmed/cancel", {});

export const resend =
  (who: Who, email: number | undefined): Deeds =>
  (world) =>
    post(world, who, "/resend", email === undefined ? {} : { email: addressOf(world, who, email) });

export const typeCode =
  (who: Who, letter: number, right: boolean): Deeds =>
  async (world) => {
    const codes = lettersOf(world, personOf(world, who)).flatMap(({ code }) => code ?? []);
    const known = codes[letter % Math.max(1, codes.length)];
    const typed = right && known !== undefined ? known : "00000000";
    const deed = await post(world, who, "/unconfirmed/code", { code: typed });
    return { ...deed, code: { typed, right: codes.includes(typed) } };
  };

export const logIn =
  (who: Who, email: number, password: number, shared = false): Deeds =>
  (world) =>
    post(world, who, "/login", {
      ...(shared && { shared: "yes" }),
      email: addressOf(world, who, email),
      password: passwordOf(world, who, password, userAt(world, addressOf(world, who, email))),
    });

export const logInAgain =
  (who: Who, password: number): Deeds =>
  (world) =>
    post(world, who, "/login/again", { password: ownPassword(world, who, password) });

export const logOut =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, "/logout", {});

export const forget =
  (who: Who, email: number): Deeds =>
  (world) =>
    post(world, who, "/forgot", { email: addressOf(world, who, email) });

export const changePassword =
  (who: Who, from: number, to: number): Deeds =>
  (world) =>
    post(world, who, "/profile/password", {
      currentPassword: ownPassword(world, who, from),
      password: personOf(world, who).passwords[to]!,
    });

export const askToMove =
  (who: Who, email: number): Deeds =>
  (world) =>
    post(world, who, "/profile/email", { email: addressOf(world, who, email) });

export const cancelMove =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, "/profile/email/cancel", {});

export const endOthers =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, "/profile/sessions/end-others", {});

export const deleteAccount =
  (who: Who, password: number): Deeds =>
  (world) =>
    post(world, who, "/profile/delete", { password: ownPassword(world, who, password) });

/** How a letter's link is used. */
export type Use = {
  /** Counted from the newest letter, of this purpose if one is named. */
  readonly letter: number;
  readonly of?: Purpose | undefined;
  readonly proof: "nothing" | "password" | "new-password";
  readonly password: number;
  /** The form it is sent to, if that is not its own. */
  readonly astray?: Purpose | undefined;
  /** If a code is asked for: whether a wrong one is typed. */
  readonly wrongCode?: boolean;
  readonly door?: "changed-my-mind" | "not-me";
  /** For an undo: the code of a second factor. */
  readonly factor?: Code;
  /** For a reset: whether what was added lately goes. */
  readonly removesLately?: boolean;
};

/** Sends the link of a letter with everything else its form needs. */
export const useLetter =
  (who: Who, use: Use): Deeds =>
  async (world) => {
    const token = pickToken(world, who, use.letter, use.of);
    if (token === undefined) return {};
    const purpose = use.astray ?? token.purpose;
    const link = token.value;
    const typed = use.wrongCode === true ? "00000000" : (token.letter.code ?? "");
    const userId = world.now.mails.get(token.letter.id)?.user_id ?? "";
    const factor =
      purpose === "undo-change" ? codeFor(world, who, userId, use.factor ?? "app") : undefined;
    const proof = BY_PEOPLE.has(purpose)
      ? {
          code: typed,
          ...(factor === undefined ? {} : { factor: factor.typed }),
          ...(purpose === "stop-change" ? { door: use.door ?? "changed-my-mind" } : {}),
        }
      : proofFor(world, who, purpose, use, token);
    const done = await post(world, who, FORMS[purpose], { link, ...proof });
    return { ...done, token: { ...token, purpose }, typed, shown: factor?.shown };
  };

function proofFor(world: World, who: Who, purpose: Purpose, use: Use, token: Token): object {
  const userId = world.now.mails.get(token.letter.id)?.user_id;
  const own = passwordOf(world, who, use.password, world.now.users.get(userId ?? ""));
  const chosen = personOf(world, who).passwords[Math.abs(use.password) % 3]!;
  if (purpose === "reset")
    return { password: chosen, ...(use.removesLately && { removeRecent: "yes" }) };
  if (purpose === "change-email") return use.proof === "nothing" ? {} : { password: own };
  if (purpose !== "confirm" || use.proof === "nothing") return {};
  return use.proof === "password" ? { password: own } : { newPassword: chosen };
}

function pickToken(world: World, who: Who, place: number, of?: Purpose): Token | undefined {
  const tokens = lettersOf(world, personOf(world, who))
    .flatMap((each) => tokenIn(each) ?? [])
    .filter(({ purpose }) => of === undefined || purpose === of);
  return tokens[place % Math.max(1, tokens.length)];
}

/** "This was not me", from a confirmation mail. */
export const disown =
  (who: Who, letter: number, wrongCode: boolean): Deeds =>
  async (world) => {
    const token = pickToken(world, who, letter);
    if (token?.purpose !== "confirm") return {};
    const code = wrongCode ? "00000000" : token.letter.code;
    const deed = await post(world, who, "/confirm/not-me", { link: token.value, code });
    if (wrongCode && deed.done === true)
      throw new Error("a registration was disowned without its code");
    return deed;
  };

/** Opens a letter's link as a browser does, or asks with HEAD as a scanner does: nothing is written. */
export const openLetter =
  (who: Who, letter: number, method: "GET" | "HEAD"): Deeds =>
  async (world) => {
    const browser = browserOf(world, who);
    const url = lettersOf(world, personOf(world, who))[letter]?.links[0];
    if (url === undefined) return { reads: true };
    if (method === "GET") await browser.open(url);
    else await browser.request(new URL(url).pathname, { method });
    return { browser, reads: true };
  };

/** A thief at an open laptop copies the session. */
export const steal =
  (who: Who): Deeds =>
  async (world) => {
    const from = world.people[0]!.browsers[0]!;
    const secret = from.jar.get(SESSION);
    if (secret !== undefined && world.setting.stolen.session && personOf(world, who).attacks)
      browserOf(world, who).jar.set(SESSION, secret);
    return { reads: true };
  };

/** An admin acts on a user, newest first. */
export const administer =
  (act: "disableUser" | "enableUser" | "confirmUser", place: number): Deeds =>
  async (world) => {
    const users = [...world.now.users.values()].toReversed();
    const choice = act === "enableUser" ? users.filter((user) => user.disabled_on !== null) : users;
    const userId = choice[place % Math.max(1, choice.length)]?.id;
    if (userId === undefined) return {};
    const { store, clock } = world.app.postern.context;
    await store[act]({ userId, actor: "operator:test", reason: "a test", now: clock.now() });
    return { admin: userId };
  };

/** Time passes; if the sender works, each mail is sent when it is due. */
export const wait =
  (length: number, senderWorks: boolean): Deeds =>
  async (world) => {
    const { postern, clock } = world.app;
    const until = clock.now() + length;
    for (let round = 0; senderWorks && round < 40; round += 1) {
      await deliverAll(world);
      const { nextDueOn } = await postern.context.store.outboxStatus();
      if (nextDueOn === null || nextDueOn > until) break;
      clock.forward(Math.max(0, nextDueOn - clock.now()));
    }
    clock.forward(Math.max(0, until - clock.now()));
    return {};
  };

/** Sends what is due. The mail server has a mood for each mail, and then accepts. */
export const deliver =
  (moods: readonly Mood[]): Deeds =>
  async (world) => {
    world.moods.push(...moods);
    await deliverAll(world);
    world.moods.length = 0;
    return {};
  };

async function deliverAll({ app: { postern, clock } }: World): Promise<void> {
  for (;;) {
    const { nextDueOn } = await postern.context.store.outboxStatus();
    if (nextDueOn === null || nextDueOn > clock.now()) return;
    await postern.deliver();
  }
}

export const clear = (): Deeds => async (world) => {
  await clearAway(world.app.postern.context);
  return {};
};
