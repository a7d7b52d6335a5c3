import { z } from "zod";
import { captchaProviders, captchaTokenIn } from "../../domain/captcha.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { askedAt } from "../../domain/user-field.ts";
import type { Terms } from "../../domain/terms.ts";
import { localPath } from "../../domain/next-path.ts";
import { randomId } from "../../domain/id.ts";
import { suggestAddress } from "../../domain/suggest-address.ts";
import { goesTo, refuses, shows, type Answer } from "../../http/answer.ts";
import { invalid, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { enteredIn, fieldRefusals, fieldsOnPage, withFields } from "../../http/user-fields.ts";
import { termsIn, termsJson } from "../../http/terms-box.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import {
  alreadyLoggedInPage,
  closedPage,
  newAddressErrors,
  registerPage,
  type RegisterPage,
} from "./pages.ts";
import { askedNow } from "./proof-of-work.ts";
import { register, type RegistrationRefusal } from "./registration.ts";

const registerForm = z.strictObject({
  email: text,
  password: text,
  next: z.string().optional(),
  form_id: z.string().optional(),
  source: z.string().optional(),
  proof: z.string().optional(),
});

/**
 * The form with the fields that programs and the widget of a captcha add, and with the version of the terms that is accepted;
 * none without a captcha and terms.
 */
function formWith(ofWidget: readonly string[] | undefined, terms: Terms | undefined) {
  const names = [
    ...(ofWidget === undefined ? [] : ["captcha", ...ofWidget]),
    ...(terms === undefined ? [] : ["terms"]),
  ];
  const fields: Readonly<Record<never, never>> = Object.fromEntries(
    names.map((name) => [name, z.string().optional()]),
  );
  return registerForm.extend(fields);
}

const suggestionForm = z.strictObject({ email: text });
type SuggestionForm = z.output<typeof suggestionForm>;

type RegisterForm = z.output<typeof registerForm>;

const FORM_ID = /^[A-Za-z0-9_-]{22}$/;

export function registrationRoutes(context: Context, web: Web): readonly Route[] {
  const { settings, captcha } = context;
  const facts = captcha && captchaProviders[captcha.provider];
  const fields = askedAt(settings.fields, "registration");
  const form = withFields(formWith(facts?.fields, settings.terms), fields);
  return [
    get("/register", async (exchange) => openForm(context, exchange)),
    post("/register", form, async (exchange, sent) => {
      const { email, password, next, form_id: formId, proof } = sent;
      const registered = await exchange.once(() =>
        register(context, {
          email,
          password,
          next,
          fields: enteredIn(fields, sent),
          terms: termsIn(sent),
          formId: formId !== undefined && FORM_ID.test(formId) ? formId : undefined,
          source: sourceIn(settings, sent.source),
          proof,
          captcha: facts && captchaTokenIn(facts, sent),
          needsProof: exchange.json,
          language: exchange.language.tag,
          client: exchange.client,
        }),
      );
      if (!registered.ok) return refusal(context, exchange, sent, registered);
      const body = { state: "unconfirmed", email: registered.value.email };
      const cookies = [web.sessionCookie(registered.value.minted)];
      return goesTo("/unconfirmed", { status: 201, body }, { cookies });
    }),
    // Requested while an address is typed. It knows nothing but the names of providers and the site's rules (I7).
    {
      ...post("/suggestion", suggestionForm, async (_: Exchange, { email }: SuggestionForm) => {
        const address = parseEmailAddress(email);
        const suggestion = address.ok
          ? suggestAddress(address.value, settings.registration.domains)
          : undefined;
        const body = suggestion === undefined ? {} : { suggestion };
        return goesTo("/register", { status: 200, body });
      }),
      standsOn: "/register",
    },
  ];
}

async function openForm(context: Context, exchange: Exchange): Promise<Answer> {
  const { settings } = context;
  if (!settings.registration.open) return closed(exchange);
  if (exchange.current !== undefined) {
    const { email } = exchange.current.user;
    const greeting = { appName: settings.appName, email, formToken: exchange.formToken() };
    return shows(alreadyLoggedInPage(exchange.language, greeting), { email });
  }
  const next = localPath(exchange.query["next"], settings);
  const source = sourceIn(settings, exchange.query[settings.sources.parameter]);
  const page = await pageFor(context, exchange, { source });
  const content = registerPage(exchange.language, { ...page, next, errors: {} });
  return shows(content, { ...page.asked, ...termsJson(settings.terms) });
}

/** A source that the site knows. Nothing else that a link or a form says of it is kept. */
const sourceIn = ({ sources }: Context["settings"], said: string | undefined): string | undefined =>
  sources.allowed.find((each) => each === said);

type Wrong = Pick<
  Extract<RegistrationRefusal, { readonly reason: "invalid" }>,
  "fields" | "problems"
>;

const pageFor = async (
  context: Context,
  exchange: Exchange,
  { email = "", ...sent }: Partial<RegisterForm> = {},
  { fields = {}, problems = {} }: Partial<Wrong> = {},
): Promise<Omit<RegisterPage, "next" | "errors">> => ({
  email,
  emailErrors: newAddressErrors(exchange.language, context.settings, email),
  own: fieldsOnPage(askedAt(context.settings.fields, "registration"), sent, problems),
  appName: context.settings.appName,
  termsUrl: context.settings.termsUrl,
  terms: context.settings.terms && {
    ...context.settings.terms,
    accepted: termsIn(sent),
    problem: fields.terms,
  },
  minLength: context.settings.passwords.minLength,
  formToken: exchange.formToken(),
  formId: randomId(context.random),
  source: sourceIn(context.settings, sent.source),
  asked: await askedNow(context),
});

async function refusal(
  context: Context,
  exchange: Exchange,
  sent: RegisterForm,
  refused: RegistrationRefusal,
): Promise<Answer> {
  const { settings } = context;
  if (refused.reason === "closed") return closed(exchange);
  if (refused.reason === "too-many") {
    return tooMany(exchange.language, context, refused.retryOn);
  }
  const { language } = exchange;
  const words = language.words(copy);
  const isInvalid = refused.reason === "invalid";
  const page = await pageFor(context, exchange, sent, isInvalid ? refused : {});
  const errors = isInvalid ? refused.fields : {};
  const shown = { ...page, next: localPath(sent.next, settings), errors };
  if (refused.reason === "proof-of-work-needed") {
    const { asked } = page;
    const { title, detail } = words.proof.needed;
    const told =
      asked?.captcha === undefined
        ? detail({ most: String(asked?.challenge.maxnumber ?? 0) })
        : words.captcha.needed({ provider: captchaProviders[asked.captcha.provider].name });
    const members = { detail: told, ...asked };
    return refuses(403, refused.reason, registerPage(language, shown), { title, members });
  }
  const { fields, members } = fieldRefusals(language, page.own);
  const told = { ...members, ...(refused.fields.terms && termsJson(settings.terms)) };
  return invalid(language, registerPage(language, shown), { ...refused.fields, ...fields }, told);
}

const closed = ({ language }: Exchange): Answer => refuses(403, "closed", closedPage(language));
