// The world of a history: people with browsers and mailboxes, a mail server with moods, and all of Postern
// between them.

import type { HandOver, Message } from "../../src/ports/mailer.ts";
import type { PasswordHasher } from "../../src/ports/password-hasher.ts";
import type { Browser } from "../../src/testing/browser.ts";
import {
  testPostern,
  type LoggedLine,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { authenticator, type Authenticator } from "../passkeys/authenticator.ts";
import { rewindableRandom } from "../attacks/tools.ts";
import { snapshot, type Snapshot } from "./snapshot.ts";

export type Stolen = {
  readonly passwords: boolean;
  /** Her laptop, once: they can copy its session. */
  readonly session: boolean;
  /** For moments: they can read what is there. */
  readonly mailbox: boolean;
  /** Her app, her sheets of recovery codes and her passkeys. */
  readonly factors: boolean;
};

/** How a history begins. */
export type Setting = {
  readonly policy: "restricted" | "full" | "grace" | "none";
  /** What the attackers have of Ada's. */
  readonly stolen: Stolen;
  /** Who is already confirmed and logged in: people, by their places. */
  readonly begun: readonly number[];
  /** Without limits more can happen in one history. */
  readonly limits: "on" | "off";
};

export type Person = {
  readonly name: string;
  /** The mailboxes that this person reads. */
  readonly reads: readonly string[];
  readonly passwords: readonly string[];
  readonly browsers: readonly Browser[];
  readonly key: Authenticator;
  /** Whether this person is an attacker. */
  readonly attacks: boolean;
};

export type Mood = "accepts" | "passing" | "address";

/** A mail that a mailbox accepted. */
export type Letter = {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly links: readonly string[];
  readonly code: string | undefined;
  /** When it was first handed over: its link lives from then on. */
  readonly mintedOn: number;
  /** The step in which it was first handed over. */
  readonly mintedAt: number;
};

/** One hand-over, and what the mail server said. */
export type Try = {
  readonly id: string;
  readonly to: string;
  readonly mood: Mood;
  readonly bytes: string;
  readonly step: number;
};

/** What makes codes for the second step. */
export type Gear = {
  readonly userId: string;
  readonly holder: number;
  /** Of the app. Absent if only recovery codes were made. */
  readonly secret?: string | undefined;
  readonly codes: readonly string[];
};

export type World = {
  readonly app: TestPostern;
  readonly setting: Setting;
  readonly people: readonly Person[];
  /** Newest first. */
  readonly letters: Letter[];
  readonly tries: Try[];
  /** What the mail server says next, one after the other; after that it accepts. */
  readonly moods: Mood[];
  /** Every session secret that any browser ever held, and since which step. */
  readonly secrets: Map<string, { readonly since: number; userId: string; over: boolean }>;
  readonly events: Event[];
  /** Tokens that did something, and in which step. */
  readonly used: Map<string, number>;
  /** In which step each address got its present or last owner. */
  readonly ownedAt: Map<string, number>;
  /** In which step each mail was queued. */
  readonly queuedAt: Map<string, number>;
  /** Apps and sheets of recovery codes that were set up, newest first. */
  readonly gear: Gear[];
  /** Who added each credential other than a password: people, by their places. */
  readonly addedBy: Map<string, number>;
  /** Codes and answers that were accepted. */
  readonly spent: Set<string>;
  /** Browsers that may leave the second step out: for whom, and since when. */
  readonly remembered: Map<Browser, { readonly userId: string; readonly on: number }>;
  /** Letters that a thief saw in Ada's mailboxes. */
  readonly peeked: Set<string>;
  readonly wrongCodes: { readonly userId: string; readonly step: number }[];
  /** When each mail that others can cause was first handed over, by mailbox and cause. */
  readonly budget: Map<string, Map<string, number>>;
  step: number;
  now: Snapshot;
};

/** An event in a step, according to the audit log or the rows. */
export type Event = {
  readonly step: number;
  readonly time: number;
  readonly act: string;
  readonly userId: string | null;
  readonly detail: string | null;
};

export const SESSION = "__Host-postern-session";
export const ADA = ["ada@example.com", "ada@example.org", "ada+shop@example.com"] as const;
const MALLORY = ["mallory@example.net", "mallory@example.com"] as const;
export const ADDRESSES: readonly string[] = [...ADA, ...MALLORY];

const POLICIES: Readonly<Record<Setting["policy"], NonNullable<TestOptions["unconfirmed"]>>> = {
  restricted: "restricted",
  full: "full",
  grace: { mode: "full", grace: "3 days" },
  none: "none",
};

/**
 * A world in which nothing has happened yet. Its Postern is kept for the next history with the same options,
 * because setting one up takes longer than a history. Tables, clock and randomness are reset.
 */
export async function newWorld(setting: Setting): Promise<World> {
  const stage = await stageFor(setting);
  const { app } = stage;
  stage.setBack();
  const world: World = {
    app,
    setting,
    people: peopleOf(app),
    letters: [],
    tries: [],
    moods: [],
    secrets: new Map(),
    events: [],
    used: new Map(),
    ownedAt: new Map(),
    queuedAt: new Map(),
    gear: [],
    addedBy: new Map(),
    spent: new Set(),
    remembered: new Map(),
    peeked: new Set(),
    wrongCodes: [],
    budget: new Map(),
    step: 0,
    now: snapshot(app.database),
  };
  stage.take = (message) => handedOver(world, message);
  return world;
}

/** Closes every Postern that was kept. */
export async function closeWorlds(): Promise<void> {
  for (const { app } of stages.values()) await app[Symbol.asyncDispose]();
  stages.clear();
}

type Stage = {
  readonly app: TestPostern;
  take: (message: Message) => Mood;
  setBack(): void;
};

const stages = new Map<string, Stage>();

async function stageFor({ policy, limits }: Setting): Promise<Stage> {
  const known = stages.get(`${policy} ${limits}`);
  if (known !== undefined) return known;
  const random = rewindableRandom();
  const app = await testPostern({
    mailer: { send: async (message) => ANSWERS[stage.take(message)] },
    passwordHasher: quickHasher(),
    unconfirmed: POLICIES[policy],
    limits,
    random,
  });
  const started = app.clock.now();
  const tables = app.database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations'")
    .all();
  // In the reverse order of their creation, because none refers to a later one.
  const empty = tables
    .toReversed()
    .map(({ name }) => `DELETE FROM "${String(name)}";`)
    .join("");
  const stage: Stage = {
    app,
    take: () => "accepts",
    setBack() {
      app.database.exec(empty);
      app.clock.forward(started - app.clock.now());
      random.rewind("histories");
      (app.log as LoggedLine[]).length = 0;
    },
  };
  stages.set(`${policy} ${limits}`, stage);
  return stage;
}

const ANSWERS: Readonly<Record<Mood, HandOver>> = {
  accepts: { ok: true, answer: "250 accepted" },
  passing: { ok: false, fault: "passing", answer: "451 try again later" },
  address: { ok: false, fault: "address", answer: "550 no such mailbox" },
};

/** What the mail server does with a mail, depending on its mood. */
function handedOver(world: World, message: Message): Mood {
  const { id, kind, code, links } = message.about;
  const mood = world.moods.shift() ?? "accepts";
  const first = world.tries.find((each) => each.id === id);
  const mintedAt = first?.step ?? world.step;
  const bytes = JSON.stringify(message);
  world.tries.push({ id, to: message.to, mood, bytes, step: world.step });
  if (mood === "accepts")
    world.letters.unshift({
      id,
      kind,
      to: message.to,
      links,
      code,
      mintedOn: message.date,
      mintedAt,
    });
  return mood;
}

/** Everything is about Ada. Mallory reads a mailbox of his own, Eve none. */
function peopleOf(app: TestPostern): readonly Person[] {
  const browsers = (...clients: string[]): Browser[] =>
    clients.map((client) => app.browser({ client }));
  const passwords = (name: string): string[] =>
    ["plums by the river", "lamps behind doors", "seven grey stones"].map((words) => name + words);
  return [
    {
      name: "Ada",
      reads: ADA,
      passwords: passwords("A: "),
      browsers: browsers("198.51.100.1", "203.0.113.9"),
      key: authenticator({ algorithm: "EdDSA" }),
      attacks: false,
    },
    {
      name: "Mallory",
      reads: MALLORY,
      passwords: passwords("M: "),
      browsers: browsers("198.51.100.2", "203.0.113.9"),
      key: authenticator({ algorithm: "EdDSA" }),
      attacks: true,
    },
    {
      name: "Eve",
      reads: [],
      passwords: passwords("E: "),
      browsers: browsers("198.51.100.3", "203.0.113.9"),
      key: authenticator({ algorithm: "EdDSA" }),
      attacks: true,
    },
  ];
}

/** Salted like a real hash, but readable: histories are not about hashing. */
function quickHasher(): PasswordHasher {
  let salt = 0;
  return {
    hash: async (password) => `quick|${(salt += 1)}|${password}`,
    verify: async (hash, password) => hash !== undefined && passwordIn(hash) === password,
    isOutdated: () => false,
  };
}

/** The password from which a hash of the quick hasher was made. */
export const passwordIn = (hash: string | null): string =>
  (hash ?? "").split("|").slice(2).join("|");

/** The letters in a person's mailboxes, newest first. */
export const lettersOf = (world: World, person: Person): readonly Letter[] =>
  world.letters.filter(
    ({ id, to }) =>
      person.reads.includes(to.toLowerCase()) || (person.attacks && world.peeked.has(id)),
  );
