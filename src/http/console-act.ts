// An act of the console: a page that says what will happen and asks why, and the form on it.

import { z } from "zod";
import { parseReason } from "../domain/reason.ts";
import { done, type Result } from "../domain/result.ts";
import type { Language } from "../domain/language.ts";
import type { User } from "../domain/user.ts";
import type { OwnRole } from "../domain/role.ts";
import { copy } from "../ui/copy.ts";
import { button, errorSummary, field, form, link, type FormError } from "../ui/form.ts";
import { html, type Markup } from "../ui/markup.ts";
import { goesTo, refuses, shows, type Answer, type PageContent } from "./answer.ts";
import { notFound } from "./errors.ts";
import { text } from "./form.ts";
import { hiddenFrom, inConsole, type ConsoleTools } from "./console-page.ts";
import { guardedGet, guardedPost, type AuthenticatedExchange, type Route } from "./route.ts";
import type { Web } from "./web.ts";

/** Who acts, and why: what the audit log is told. */
export type Acting = {
  readonly actor: string;
  readonly reason: string | undefined;
  /** The user who acts. */
  readonly by: Pick<User, "roles">;
};

/** What the page of an act says. */
export type ActWords = {
  /** What is going to be done to whom: "Disable ada@example.com". */
  readonly title: string;
  /** What comes of it. */
  readonly text: string;
  readonly button: string;
  /** It cannot be taken back, or hurts. */
  readonly danger?: true;
};

/** A further field of an act, besides the reason. */
export type ActField = {
  readonly name: string;
  /** Label and control, with what was typed, and what is wrong with it. */
  show(language: Language, typed: string, error: string | undefined): Markup;
};

/** An act of the console, on what `find` finds. */
export type ConsoleAct<Subject> = {
  /** The path of its page, and of the form on it: "/admin/outbox/:id/retry". */
  readonly path: string;
  /** Who may do it: those who have this role, or one above it. */
  readonly role: OwnRole;
  /** Which entry of the navigation it belongs to, by its path. */
  readonly under: string;
  /** Harmless: it asks for no sign-in of the last ten minutes, and for a reason only if there is one. */
  readonly light?: true;
  readonly fields?: readonly ActField[];
  /** The name of the notice that is shown afterwards. */
  readonly notice: string;
  /** Undefined where there is no such thing. Changes nothing. */
  find(exchange: AuthenticatedExchange): Promise<Subject | undefined>;
  says(language: Language, subject: Subject): ActWords;
  /** The page from which somebody comes, and to which they go back. */
  back(subject: Subject): string;
  /** The page that shows what the act led to, if that is another one. */
  done?(subject: Subject): string;
  /** Acts, and writes a line to the audit log. `fields`: what was typed, by name. */
  perform(
    subject: Subject,
    acting: Acting,
    fields: Readonly<Record<string, string>>,
  ): Promise<Result<unknown, string>>;
  /** A refusal in words; of a field, if its name is given. */
  refusal(language: Language, reason: string, subject: Subject): FormError;
};

type Tools = ConsoleTools & { readonly web: Pick<Web, "noticeCookie"> };

/**
 * The page and the form of an act. Like every form it is refused from another site; unless the act is `light`, whoever acts has
 * just shown everything that their sign-in requires, and is asked for that before the page. So nothing that they type is lost.
 */
export function consoleAct<Subject>(tools: Tools, act: ConsoleAct<Subject>): readonly Route[] {
  const { path, fields = [] } = act;
  const door = act.light === true ? "allowed" : "recently-authenticated";
  const names = Object.fromEntries(fields.map(({ name }) => [name, text]));
  const schema = z.strictObject({ reason: text, ...names });
  const isHiddenFrom = hiddenFrom(tools, act.role);
  const page = guardedGet(door, path, async (exchange) => {
    const subject = await act.find(exchange);
    if (subject === undefined) return missing(tools, exchange);
    const { title, text: said } = act.says(exchange.language, subject);
    const content = actPage(act, exchange, subject, {}, []);
    return inConsole(tools, exchange, act.under, shows(content, { title, text: said }));
  });
  const sent = guardedPost(door, path, schema, async (exchange, typed: Typed) => {
    const subject = await act.find(exchange);
    if (subject === undefined) return missing(tools, exchange);
    const outcome = await exchange.once(() => performed(act, exchange, subject, typed));
    if (outcome.ok) {
      const body = { state: "done" };
      const cookies = [tools.web.noticeCookie(act.notice)];
      return goesTo((act.done ?? act.back)(subject), { status: 200, body }, { cookies });
    }
    const answer = refusal(act, exchange, { subject, typed, reason: outcome.reason });
    return inConsole(tools, exchange, act.under, answer);
  });
  return [page, sent].map((route) => ({ ...route, isHiddenFrom }));
}

type Typed = Readonly<Record<string, string>>;

const missing = ({ context }: ConsoleTools, { language }: AuthenticatedExchange): Answer =>
  notFound(language, context.settings.appName);

async function performed<Subject>(
  act: ConsoleAct<Subject>,
  { current }: AuthenticatedExchange,
  subject: Subject,
  { reason: why = "", ...fields }: Typed,
): Promise<Result<null, string>> {
  const reason = parseReason(why);
  if (reason === undefined && !(act.light === true && why.trim() === ""))
    return { ok: false, reason: "reason-missing" };
  const actor = `admin:${current.user.id}`;
  const outcome = await act.perform(subject, { actor, reason, by: current.user }, fields);
  return outcome.ok ? done(null) : { ok: false, reason: outcome.reason };
}

function refusal<Subject>(
  act: ConsoleAct<Subject>,
  exchange: AuthenticatedExchange,
  refused: { readonly subject: Subject; readonly typed: Typed; readonly reason: string },
): Answer {
  const { language } = exchange;
  const { subject, typed, reason } = refused;
  const isReason = reason === "reason-missing";
  const error = isReason
    ? { field: "reason", message: language.words(copy).console.reasonMissing }
    : act.refusal(language, reason, subject);
  const isField = error.field !== undefined;
  return refuses(
    isField ? 422 : 409,
    isField ? "invalid" : reason,
    actPage(act, exchange, subject, typed, [error]),
    {
      title: error.message,
      ...(error.field === undefined ? {} : { fields: { [error.field]: reason } }),
    },
  );
}

function actPage<Subject>(
  act: ConsoleAct<Subject>,
  { language, url, formToken }: AuthenticatedExchange,
  subject: Subject,
  typed: Typed,
  errors: readonly FormError[],
): PageContent {
  const words = language.words(copy).console;
  const says = act.says(language, subject);
  const errorOf = (name: string): string | undefined =>
    errors.find((error) => error.field === name)?.message;
  const reason = field(language, {
    name: "reason",
    label: act.light === true ? words.reasonIfAny : words.reason,
    hint: words.reasonHint,
    type: "text",
    maxlength: 300,
    value: typed["reason"],
    error: errorOf("reason"),
    autocomplete: "off",
  });
  return {
    title: says.title,
    error: errors.length > 0,
    body: html`${errors.length === 0 ? "" : errorSummary(language, errors)}
      <p>${says.text}</p>
      ${form({
        action: url.pathname,
        formToken: formToken(),
        body: html`${(act.fields ?? []).map(({ name, show }) => show(language, typed[name] ?? "", errorOf(name)))}
        ${reason}
        ${button({ label: says.button, kind: says.danger === true ? "danger" : "primary" })}`,
      })}
      <p>${link(act.back(subject), words.back)}</p>`,
  };
}
