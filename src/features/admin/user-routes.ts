// The console's pages for one user, and the acts on them: those of the command line, in the name of whoever is logged in.

import { iso, shows, type Answer } from "../../http/answer.ts";
import { consoleAct, type ActField, type Acting } from "../../http/console-act.ts";
import { consolePage } from "../../http/console-page.ts";
import { notFound } from "../../http/errors.ts";
import type { AuthenticatedExchange, Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { PASSWORD, RECOVERY_CODE, type Credential } from "../../domain/evidence.ts";
import { refused, type Result } from "../../domain/result.ts";
import { hasRole, type OwnRole } from "../../domain/role.ts";
import type { User } from "../../domain/user.ts";
import type { Context } from "../../ports/context.ts";
import { credentialText } from "../../ui/credential.ts";
import { field, type FormError } from "../../ui/form.ts";
import * as admin from "./admin.ts";
import { copy } from "./copy.ts";
import { ENTRIES, userPage, whyPath } from "./user-pages.ts";
import { explain } from "./why.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

const WHY = "/admin/why";
const USERS = "/admin/users";

export const userRoutes = (tools: Tools): readonly Route[] => [
  consolePage(tools, {
    path: WHY,
    role: "viewer",
    show: (exchange) => {
      const typed = (exchange.query["address"] ?? "").trim();
      return showWhy(tools, exchange, typed, typed === "" ? WHY : whyPath(typed));
    },
  }),
  consolePage(tools, {
    path: `${USERS}/:id`,
    role: "viewer",
    under: USERS,
    async show(exchange) {
      const id = exchange.params["id"] ?? "";
      const [user] = await tools.context.store.findUsers({ id });
      if (user === undefined) return notFound(exchange.language, tools.context.settings.appName);
      return showWhy(tools, exchange, undefined, `${USERS}/${id}`);
    },
  }),
  ...ACTS.flatMap((act) => actRoutes(tools, act)),
  ...factorRoutes(tools),
];

async function showWhy(
  { context, site }: Tools,
  { language, query, params, current }: AuthenticatedExchange,
  typed: string | undefined,
  path: string,
): Promise<Answer> {
  const from = Math.max(0, Math.trunc(Number(query["from"] ?? 0)) || 0);
  const given = { digestsOf: context.mailboxes.of, baseUrl: context.settings.baseUrl };
  const asked = typed ?? params["id"] ?? "";
  const explained = asked === "" ? undefined : await explain(context, asked, given);
  const actor = `admin:${current.user.id}`;
  for (const { id: userId } of explained?.trail.users ?? []) {
    context.notes.looked({ actor, userId });
  }
  const [user, ...rivals] = explained?.trail.users ?? [];
  const mayRemove = user !== undefined && rivals.length === 0 && hasRole(current.user, "admin");
  const factors = mayRemove ? await removableOf(context, user.id) : [];
  const shown = { typed, explained, viewer: current.user, factors, from, path, names: site };
  const body = {
    asked: explained?.asked ?? null,
    users: explained?.trail.users.map(({ id, email }) => ({ id, email })) ?? [],
    findings: explained?.findings ?? [],
    timeLine:
      explained?.timeLine
        .slice(from, from + ENTRIES)
        .map(({ on, ...entry }) => ({ on: iso(on), ...entry })) ?? [],
  };
  return shows(() => userPage(language, shown), body);
}

type ActName =
  | "resend"
  | "confirm"
  | "correct"
  | "reset"
  | "end-sessions"
  | "remove-factors"
  | "disable"
  | "enable"
  | "restore"
  | "delete";

type Act = {
  readonly name: ActName;
  readonly role: OwnRole;
  readonly light?: true;
  readonly danger?: true;
  /** The label of a field for an address. */
  readonly field?: "typeAddress" | "newAddress";
  perform(
    context: Context,
    acting: Acting,
    user: User,
    fields: Readonly<Record<string, string>>,
  ): Promise<Result<unknown, string>>;
};

const reasonOf = ({ reason = "" }: Acting): string => reason;

const ACTS: readonly Act[] = [
  {
    name: "resend",
    role: "support",
    light: true,
    perform: (context, acting, { id }) => admin.resend(context, acting, id),
  },
  {
    name: "reset",
    role: "support",
    light: true,
    perform: (context, acting, { id }) => admin.sendReset(context, acting, id),
  },
  {
    name: "confirm",
    role: "support",
    perform: (context, acting, { id }) =>
      admin.confirmUser(context, { ...acting, reason: reasonOf(acting) }, id),
  },
  {
    name: "correct",
    role: "support",
    field: "newAddress",
    async perform(context, acting, { id }, { address = "" }) {
      const typed = parseEmailAddress(address);
      if (typed.ok && !(await context.addressPolicy.accepts(typed.value)))
        return refused("email-not-allowed");
      return admin.correctAddress(context, acting, id, address);
    },
  },
  {
    name: "end-sessions",
    role: "support",
    async perform(context, acting, { id }) {
      return { ok: true, value: await admin.endUserSessions(context, acting, id) };
    },
  },
  {
    name: "remove-factors",
    role: "admin",
    danger: true,
    perform: (context, acting, { id }) =>
      admin.removeFactors(context, { ...acting, reason: reasonOf(acting) }, id, undefined),
  },
  {
    name: "disable",
    role: "support",
    danger: true,
    perform: (context, acting, { id }) => admin.disableUser(context, acting, id),
  },
  {
    name: "enable",
    role: "support",
    perform: (context, acting, { id }) => admin.enableUser(context, acting, id),
  },
  {
    name: "restore",
    role: "support",
    perform: (context, acting, { id }) => admin.takeBackDeletion(context, acting, id),
  },
  {
    name: "delete",
    role: "admin",
    danger: true,
    // So that nobody deletes the wrong person in passing.
    field: "typeAddress",
    async perform(context, acting, { id, emailKey }, { address = "" }) {
      if (keyOf(address) !== emailKey) return refused("address-mismatch");
      return admin.deleteUser(context, acting, id);
    },
  },
];

const keyOf = (typed: string): string | undefined => {
  const address = parseEmailAddress(typed);
  return address.ok ? address.value.key : undefined;
};

const addressField = (label: NonNullable<Act["field"]>): ActField => ({
  name: "address",
  show: (language, value, error) =>
    field(language, {
      name: "address",
      label: language.words(copy).userPages[label],
      type: "email",
      value,
      error,
      autocomplete: "off",
    }),
});

function actRoutes(tools: Tools, act: Act): readonly Route[] {
  const { context } = tools;
  const { name, role, light, danger, field: label } = act;
  return consoleAct<User>(tools, {
    path: `/admin/users/:id/${name}`,
    role,
    under: USERS,
    notice: "staff-acted",
    ...(light && { light }),
    ...(label && { fields: [addressField(label)] }),
    async find({ params }) {
      return (await context.store.findUsers({ id: params["id"] ?? "" }))[0];
    },
    says: (language, { email }) => {
      const words = language.words(copy).userPages.perform[name];
      return { ...words, title: words.title({ email }), ...(danger && { danger }) };
    },
    back: ({ id, email }) => (name === "delete" ? whyPath(email) : `/admin/users/${id}`),
    perform: async (user, acting, fields) =>
      light !== true && isAboveStaff(user, acting)
        ? refused("higher-role")
        : act.perform(context, acting, user, fields),
    refusal: (language, reason) => refusalIn(language.words(copy).userPages.refusals, reason),
  });
}

/** Second factors and passkeys. Codes that stand in for a lost factor go with the last of them. */
const removableOf = async (
  { store }: Pick<Context, "store">,
  userId: string,
): Promise<readonly Credential[]> =>
  (await store.listCredentials(userId)).filter(
    ({ kind }) => kind !== PASSWORD && kind !== RECOVERY_CODE,
  );

const factorRoutes = (tools: Tools): readonly Route[] =>
  consoleAct<{ readonly user: User; readonly factor: Credential }>(tools, {
    path: `${USERS}/:id/factors/:factor/remove`,
    role: "admin",
    under: USERS,
    notice: "staff-acted",
    async find({ params }) {
      const [user] = await tools.context.store.findUsers({ id: params["id"] ?? "" });
      if (user === undefined) return undefined;
      const all = await removableOf(tools.context, user.id);
      const factor = all.find(({ id }) => id === params["factor"]);
      return factor && { user, factor };
    },
    says: (language, { user: { email }, factor }) => {
      const { title, text, button } = language.words(copy).userPages.removeFactor;
      const named = { factor: credentialText(language, factor) };
      return { title: title({ email }), text: text(named), button, danger: true };
    },
    back: ({ user: { id } }) => `${USERS}/${id}`,
    perform: ({ user, factor }, acting) =>
      admin.removeFactors(tools.context, { ...acting, reason: reasonOf(acting) }, user.id, [
        factor.id,
      ]),
    refusal: (language, reason) => refusalIn(language.words(copy).userPages.refusals, reason),
  });

/** Otherwise support could end or disable the account of everybody who may undo that. */
const isAboveStaff = (user: User, { by }: Acting): boolean =>
  hasRole(user, "admin") && !hasRole(by, "admin");

function refusalIn(words: Readonly<Record<string, string>>, reason: string): FormError {
  const isOfAddress = reason.startsWith("email-");
  const isTyped = isOfAddress || reason === "address-mismatch";
  const otherwise = words[isOfAddress ? "address-odd" : "not-possible"];
  const message = words[reason] ?? otherwise ?? reason;
  return isTyped ? { field: "address", message } : { message };
}
