// What a host's own code does with users: the acts of operators, done in the name of the application.

import { parseEmailAddress } from "../../domain/email-address.ts";
import { parseReason } from "../../domain/reason.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import { rolesOf, withKnownRoles } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import { checkFields, type FieldProblems } from "../../identity/user-fields.ts";
import type { Uses } from "../../ports/context.ts";
import type { AdminStore } from "../../ports/admin-store.ts";
import * as admin from "./admin.ts";

/** Who in the application acts, and why, for the audit log. The person whom it is about can read both. */
export type HostAct = {
  /** A name, as in `host:billing`. @default "host" alone */
  readonly by?: string;
  /** One line of up to 300 characters. */
  readonly reason?: string;
};

/** Somebody whom the application adds. */
export type NewHostUser = HostAct & {
  readonly email: string;
  /**
   * The application vouches for it that the mailbox is this person's: the user owns the address at once, and chooses a
   * password on the page `/forgot`.
   * @default false: the confirmation mail goes out, and its link asks for a password
   */
  readonly confirmed?: boolean;
  /** Whether the confirmation mail goes out. @default true */
  readonly mail?: boolean;
};

/** Why a role was not given or taken. `last-admin`: nobody else could be an administrator then. */
export type RoleRefusal = "not-found" | "unconfirmed" | "no-change" | "last-admin";

/** The users of an installation, for a host's own code. */
export type HostUsers = {
  /** The user with this id; undefined if there is none. */
  find(id: string): Promise<User | undefined>;
  /** The user who owns this address; undefined while nobody has confirmed it. */
  findByEmail(email: string): Promise<User | undefined>;
  /**
   * Adds a user. `address-taken`: somebody owns the address. `address-reserved`: its last owner can still undo the change
   * that freed it. `mailed` is false if no mail was asked for, or the application has just mailed this address.
   */
  create(
    wanted: NewHostUser,
  ): Promise<
    Result<
      { readonly user: User; readonly mailed: boolean },
      "address-taken" | "address-reserved" | "invalid-email"
    >
  >;
  /**
   * Checks and stores values of extra fields, by name; fields that are not named stay as they are. `undefined` removes the
   * value of an optional field. Throws `TypeError` for a field that the site does not have.
   *
   * @example
   * ```ts
   * await postern.users.setFields(user.id, { plan: "paid" }, { by: "billing" });
   * ```
   */
  setFields(
    id: string,
    fields: Readonly<Record<string, unknown>>,
    act?: HostAct,
  ): Promise<Result<null, "not-found" | Refused<"invalid", { readonly problems: FieldProblems }>>>;
  /** Disables a user from the next request on: sessions, links and waiting mails end. */
  disable(
    id: string,
    act?: HostAct,
  ): Promise<Result<User, "not-found" | "already-disabled" | "last-admin">>;
  /** Enables a disabled user again. Its old sessions and links do not come back. */
  enable(id: string, act?: HostAct): Promise<Result<User, "not-found" | "not-disabled">>;
  /**
   * Gives a confirmed user a role: one of the option `roles`, or `viewer`, `support` or `admin`. Throws `TypeError` for a role
   * that the site does not have.
   *
   * @example
   * ```ts
   * await postern.users.addRole(user.id, "admin", { by: "set-up", reason: "the first of the team" });
   * ```
   */
  addRole(id: string, role: string, act?: HostAct): Promise<Result<User, RoleRefusal>>;
  /** Takes a role away from a user, whose sessions end. */
  removeRole(id: string, role: string, act?: HostAct): Promise<Result<User, RoleRefusal>>;
  /** Deletes a user at once, and frees the address. */
  delete(id: string, act?: HostAct): Promise<Result<null, "not-found" | "last-admin">>;
};

/** The sessions of an installation, for a host's own code. */
export type HostSessions = {
  /** Logs a user out everywhere, from the next request on. Resolves with how many sessions ended. */
  endAll(userId: string, act?: HostAct): Promise<number>;
};

/** What a host's own code may do, with or without a transaction of its own. */
export type HostAccounts = { readonly users: HostUsers; readonly sessions: HostSessions };

type Using = Uses<
  | "findUsers"
  | "createUser"
  | "setFields"
  | "disableUser"
  | "enableUser"
  | "removeUser"
  | "setAdmin"
  | "setRole"
  | "endUserSessions",
  "clock" | "random" | "passwords" | "settings"
>;

/** No password passes here: to hash one takes long, and the host's transaction would be open meanwhile. */
export const hostAccounts = (context: Using): HostAccounts => ({
  users: {
    find: async (id) => (await found(context, { id: id.toLowerCase() }))[0],
    async findByEmail(email) {
      const address = parseEmailAddress(email);
      if (!address.ok) return undefined;
      const users = await found(context, { emailKey: address.value.key });
      return users.find(({ confirmedOn }) => confirmedOn !== null);
    },
    async create({ email, confirmed = false, mail = true, ...act }) {
      const wanted = { email, confirmed, mail, admin: false };
      const created = await admin.createUser(context, operatorIn(act), wanted);
      if (created.ok || created.reason !== "invalid") return created;
      return { ok: false, reason: "invalid-email" };
    },
    setFields: async (id, fields, act) => setFields(context, id.toLowerCase(), fields, act),
    disable: async (id, act) => admin.disableUser(context, operatorIn(act), id.toLowerCase()),
    enable: async (id, act) => admin.enableUser(context, operatorIn(act), id.toLowerCase()),
    addRole: (id, role, act) => setRole(context, { id, role, held: true }, act),
    removeRole: (id, role, act) => setRole(context, { id, role, held: false }, act),
    delete: async (id, act) => admin.deleteUser(context, operatorIn(act), id.toLowerCase()),
  },
  sessions: {
    endAll: async (id, act) => admin.endUserSessions(context, operatorIn(act), id.toLowerCase()),
  },
});

const found = async (
  { store, settings }: Uses<"findUsers", "settings">,
  wanted: Parameters<AdminStore["findUsers"]>[0],
): Promise<readonly User[]> =>
  (await store.findUsers(wanted)).map((user) => withKnownRoles(user, settings.roles));

async function setRole(
  context: Using,
  { id, role, held }: { readonly id: string; readonly role: string; readonly held: boolean },
  act?: HostAct,
): Promise<Result<User, RoleRefusal>> {
  const known = rolesOf(context.settings.roles);
  if (held && !known.includes(role))
    throw new TypeError(`role: this site has no role ${role}, only ${known.join(", ")}`);
  const change = { role, held };
  return admin.setRole(context, operatorIn(act), id.toLowerCase(), change);
}

async function setFields(
  { store, clock, settings }: Uses<"setFields", "clock" | "settings">,
  userId: string,
  fields: Readonly<Record<string, unknown>>,
  act?: HostAct,
): ReturnType<HostUsers["setFields"]> {
  const named = Object.keys(fields).map((name) => {
    const field = Object.hasOwn(settings.fields, name) ? settings.fields[name] : undefined;
    if (field === undefined) throw new TypeError(`fields: this site has no field ${name}`);
    return [name, field] as const;
  });
  const checked = await checkFields(Object.fromEntries(named), fields);
  if (!checked.ok) return checked;
  const input = { userId, fields: checked.value, ...operatorIn(act), now: clock.now() };
  return (await store.setFields(input)) ? done(null) : refused("not-found");
}

function operatorIn({ by, reason }: HostAct = {}): admin.Operator {
  return {
    actor: by === undefined ? "host" : `host:${lineIn("by", by)}`,
    reason: reason === undefined ? undefined : lineIn("reason", reason),
  };
}

function lineIn(name: string, text: string): string {
  const line = parseReason(text);
  if (line === undefined) throw new TypeError(`${name}: give one to 300 characters`);
  return line;
}
