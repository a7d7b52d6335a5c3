// What people do with second factors: apps, recovery codes, passkeys, and the way back without them.

import type { Browser } from "../../src/testing/browser.ts";
import type { Question } from "../passkeys/authenticator.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { LIFE_OF_A_CODE, codeFor, type Code } from "./codes.ts";
import { browserOf, personOf, post, userIn, type Deed, type Deeds, type Who } from "./deed.ts";
import { hashOf } from "./snapshot.ts";
import { SESSION, lettersOf, type World } from "./world.ts";

const STEP = "/login/second-step";
const TWO_STEP = "/profile/two-step";
const APP = `${TWO_STEP}/app`;
const CODES = `${TWO_STEP}/recovery-codes`;
/** Whose session a browser has, complete or not. */
const userHere = (world: World, who: Who): string => userIn(world, browserOf(world, who))?.id ?? "";

export const typeStep =
  (who: Who, code: Code, remember = false): Deeds =>
  async (world) => {
    const { typed, shown } = codeFor(world, who, userHere(world, who), code);
    const sent = { code: typed, ...(remember && { remember: "yes" }) };
    return { ...(await post(world, who, STEP, sent)), shown, remember };
  };

/** The same code in two browsers of one person at the same time. */
export const typeStepTwice =
  (who: Who, code: Code): Deeds =>
  async (world) => {
    const both = ([0, 1] as const).map((browser) => ({ ...who, browser }));
    const { typed, shown } = codeFor(world, who, userHere(world, who), code);
    const [first, second] = await Promise.all(
      both.map((each) => post(world, each, STEP, { code: typed })),
    );
    if (first!.done === true && second!.done === true)
      throw new Error("a code was accepted twice at once");
    return { ...(second!.done === true ? second! : first!), shown };
  };

/** Sets an app up, and recovery codes unless there are some. */
export const setAppUp =
  (who: Who): Deeds =>
  async (world) => {
    const browser = browserOf(world, who);
    const { body } = await browser.json("GET", APP);
    const secret = body["secret"];
    if (typeof secret !== "string") return { browser };
    const now = world.app.clock.now();
    const answer = await browser.json("POST", APP, { code: codeOf(secret, now) });
    const isNext =
      answer.body["state"] === "codes-next" || answer.body["state"] === "save-recovery-codes";
    const done = isNext
      ? await post(world, who, CODES, {})
      : { browser, done: answer.status < 300, status: answer.status };
    if (!done.done) return done;
    const codes = (answer.body["recoveryCodes"] ?? []) as readonly string[];
    world.gear.unshift({ userId: userNow(world, browser), holder: who.person, secret, codes });
    world.spent.add(`${secret} ${Math.floor(now / LIFE_OF_A_CODE)}`);
    return done;
  };

/** Whose session a browser has after a request in the middle of a step. */
const userNow = ({ app }: World, { jar }: Browser): string =>
  String(
    app.database
      .prepare("SELECT user_id FROM sessions WHERE hash = ?")
      .get(hashOf(jar.get(SESSION) ?? ""))?.["user_id"],
  );

export const makeCodes =
  (who: Who): Deeds =>
  async (world) => {
    const browser = browserOf(world, who);
    const { body } = await browser.json("GET", CODES);
    if (!Array.isArray(body["recoveryCodes"]) || body["turnsOn"] === true) return { browser };
    const made = await post(world, who, CODES, {});
    const codes = body["recoveryCodes"] as readonly string[];
    if (made.done === true)
      world.gear.unshift({ userId: userNow(world, browser), holder: who.person, codes });
    return made;
  };

export const removeApp =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, `${APP}/remove`, {});

export const chooseTwoSteps =
  (who: Who, on: boolean): Deeds =>
  (world) =>
    post(world, who, TWO_STEP, { on: on ? "yes" : "no" });

type Asked = { readonly options: Question; readonly state: string };

async function ask(browser: Browser, act: string): Promise<Asked | undefined> {
  const { status, body } = await browser.json("GET", `/passkeys/options?for=${act}`);
  return status === 200 ? (body as unknown as Asked) : undefined;
}

/** What an authenticator answers; undefined if it refuses. */
function answered<Answer>(act: () => Answer): Answer | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export const addKey =
  (who: Who, act: "add" | "add-security-key"): Deeds =>
  async (world) => {
    const browser = browserOf(world, who);
    const asked = await ask(browser, act);
    const credential = asked && answered(() => personOf(world, who).key.create(asked));
    if (credential === undefined) return { browser };
    return post(world, who, "/profile/passkeys", { credential, state: asked?.state, name: "key" });
  };

/** Uses a passkey: of one's own, or Ada's if it was stolen. Sent once more, its answer is refused. */
export const useKey =
  (who: Who, act: "login" | "second-step" | "again", twice = false): Deeds =>
  async (world) => {
    const { people, setting } = world;
    const browser = browserOf(world, who);
    const person = personOf(world, who);
    const { key } = person.attacks && setting.stolen.factors ? people[0]! : person;
    const asked = await ask(browser, act);
    const credential = asked && answered(() => key.get(asked));
    if (asked === undefined || credential === undefined) return { browser };
    const { id: handle } = JSON.parse(credential) as { id: string };
    const row = [...world.now.credentials.values()].find((each) => each.handle === handle);
    const sent = { credential, state: asked.state };
    const used = await post(world, who, "/login/passkey", sent);
    if (twice && used.done === true) {
      const again = await post(world, who, "/login/passkey", sent);
      if (again.done === true) throw new Error("the answer of a passkey was accepted twice");
    }
    return { ...used, shown: row && { userId: row.user_id, mark: asked.state } };
  };

export const removeKey =
  (who: Who, place: number): Deeds =>
  (world) => {
    const here = userHere(world, who);
    const keys = [...world.now.credentials.values()].filter(
      ({ kind, user_id: userId }) => kind === "passkey" && userId === here,
    );
    const key = keys[place % Math.max(1, keys.length)];
    return post(world, who, `/profile/passkeys/${key?.id ?? "none"}/remove`, {});
  };

export const askLoss =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, `${STEP}/lost`, {});

export const keepHere =
  (who: Who): Deeds =>
  (world) =>
    post(world, who, "/profile/keep-factor", {});

/** A thief reads what is in Ada's mailboxes now. */
export const peek =
  (who: Who): Deeds =>
  async (world): Promise<Deed> => {
    if (world.setting.stolen.mailbox && personOf(world, who).attacks)
      for (const { id } of lettersOf(world, world.people[0]!)) world.peeked.add(id);
    return { reads: true };
  };
