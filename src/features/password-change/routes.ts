import { z } from "zod";
import { goesTo, shows, type Answer } from "../../http/answer.ts";
import { invalid, passwordPaused, tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import {
  get,
  guardedGet,
  guardedPost,
  type AuthenticatedExchange,
  type Route,
} from "../../http/route.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { link } from "../../ui/form.ts";
import { newDevice } from "../../identity/complete-log-in.ts";
import { asksPassword } from "../../identity/own-password.ts";
import { fieldErrors } from "../registration/index.ts";
import { copy } from "./copy.ts";
import { passwordPage, type PasswordPage } from "./pages.ts";
import { changePassword, type PasswordChangeFields } from "./password-change.ts";

const passwordForm = z.strictObject({ currentPassword: text, password: text });

export function passwordChangeRoutes(context: Context, web: Web): readonly Route[] {
  return [
    // Where password managers look for the form (W3C, A Well-Known URL for Changing Passwords).
    get("/.well-known/change-password", async () => ({
      ...goesTo(
        "/profile/password",
        { status: 302 },
        { headers: { location: "/profile/password" } },
      ),
      status: 302,
    })),
    guardedGet("asks-password", "/profile/password", async (exchange) => {
      const page = pageFor(context, exchange, {});
      const proof = page.asksPassword ? "password" : "none";
      return shows(passwordPage(exchange.language, page), { proof });
    }),
    guardedPost("asks-password", "/profile/password", passwordForm, async (exchange, sent) => {
      const changed = await exchange.once(() =>
        changePassword(context, exchange.current, sent, exchange.client),
      );
      if (!changed.ok) {
        if (changed.reason === "invalid") return refusal(context, exchange, changed.fields);
        if (changed.reason === "password-paused") return passwordPaused(exchange.language);
        return tooMany(
          exchange.language,
          context,
          changed.retryOn,
          link("/forgot", exchange.language.words(copy).tooMany),
        );
      }
      const { minted, othersEnded } = changed.value;
      const body = { state: "changed", sessionsEnded: othersEnded };
      const { user } = exchange.current;
      // All known devices are unknown now; this browser gets a new mark.
      const device = user.confirmedOn === null ? undefined : newDevice(context, user.emailKey);
      const cookies = [
        ...web.logInCookies({ minted, device }),
        web.noticeCookie("password-changed"),
      ];
      return goesTo("/profile", { status: 200, body }, { cookies });
    }),
  ];
}

const pageFor = (
  context: Context,
  exchange: AuthenticatedExchange,
  errors: PasswordPage["errors"],
): PasswordPage => ({
  email: exchange.current.user.email,
  formToken: exchange.formToken(),
  asksPassword: asksPassword(context, exchange.current),
  minLength: context.settings.passwords.minLength,
  errors,
});

function refusal(
  context: Context,
  exchange: AuthenticatedExchange,
  fields: PasswordChangeFields,
): Answer {
  const { passwords, appName } = context.settings;
  const { minLength } = passwords;
  const { password } = fields;
  const { language } = exchange;
  const words = language.words(copy);
  const errors = {
    currentPassword: fields.currentPassword && words.currentErrors[fields.currentPassword],
    password:
      password === "password-unchanged"
        ? words.unchanged
        : fieldErrors(language, { errors: { password }, minLength, appName }).password,
  };
  const content = passwordPage(language, pageFor(context, exchange, errors));
  return invalid(language, content, { ...fields });
}
