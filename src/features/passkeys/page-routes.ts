import type { Credential } from "../../domain/evidence.ts";
import type { Language } from "../../domain/language.ts";
import { localPath } from "../../domain/next-path.ts";
import { readPasskey } from "../../domain/passkey.ts";
import { ownSignals } from "../../domain/passkey-signals.ts";
import type { Instant } from "../../domain/time.ts";
import { iso, shows, type Answer, type JsonBody } from "../../http/answer.ts";
import { notFound } from "../../http/errors.ts";
import { guardedGet, type AuthenticatedExchange, type Route } from "../../http/route.ts";
import { maySetUp } from "../../identity/second-factor-policy.ts";
import type { Uses } from "../../ports/context.ts";
import { leftWithout, passkeysOf } from "./own-passkeys.ts";
import { offerPage, passkeyPage, passkeysPage, type PasskeyRow } from "./pages.ts";

type Showing = Uses<"listCredentials", "clock" | "settings">;

const PATH = "/profile/passkeys";

/** The pages of a user's passkeys. They require recent evidence, as everything does that changes how one logs in. */
export function passkeyPageRoutes(context: Showing): readonly Route[] {
  const { settings } = context;
  return [
    guardedGet("recent-set-up", PATH, async (exchange) => listed(context, exchange)),
    guardedGet("recent-set-up", `${PATH}/offer`, async (exchange) => {
      const next = localPath(exchange.query["next"], settings) ?? settings.home;
      const suggested = suggestedName(exchange);
      const formToken = exchange.formToken();
      return shows(offerPage(exchange.language, { formToken, suggested, next }), { next });
    }),
    guardedGet("recent-set-up", `${PATH}/:id`, async (exchange) => {
      const { user } = exchange.current;
      const credentials = await context.store.listCredentials(user.id);
      const found = passkeysOf(credentials).find(({ id }) => id === exchange.params["id"]);
      if (found === undefined) return notFound(exchange.language, settings.appName);
      const left = leftWithout(found.id, credentials, user, settings);
      const passkey = rowOf(found, exchange.language, context.clock.now());
      const formToken = exchange.formToken();
      return shows(passkeyPage(exchange.language, { formToken, passkey, left }), {
        ...passkeyJson(found),
        left: left.ways,
      });
    }),
  ];
}

const suggestedName = ({ client, language }: AuthenticatedExchange): string =>
  language.browser(client.browser);

async function listed(
  { store, clock, settings }: Showing,
  exchange: AuthenticatedExchange,
): Promise<Answer> {
  const { language } = exchange;
  const { user } = exchange.current;
  const passkeys = passkeysOf(await store.listCredentials(user.id));
  const now = clock.now();
  const content = passkeysPage(language, {
    formToken: exchange.formToken(),
    passkeys: passkeys.map((each) => rowOf(each, language, now)),
    adds: {
      passkeys: settings.passkeys.on,
      keys: settings.passkeys.on && maySetUp(settings),
    },
    suggested: suggestedName(exchange),
    signals: ownSignals(
      settings.passkeys,
      user,
      passkeys.flatMap(({ handle }) => handle ?? []),
    ),
  });
  return shows(content, { passkeys: passkeys.map(passkeyJson) });
}

const rowOf = (passkey: Credential, language: Language, now: Instant): PasskeyRow => ({
  id: passkey.id,
  name: passkey.name ?? "",
  added: language.ago(passkey.createdOn, now),
  used: passkey.lastUsedOn === null ? undefined : language.ago(passkey.lastUsedOn, now),
  synced: readPasskey(passkey).backup === "done",
  does: passkey.factor === "both" ? "log-in" : "second-step",
});

const passkeyJson = (passkey: Credential): JsonBody => ({
  id: passkey.id,
  name: passkey.name,
  createdOn: iso(passkey.createdOn),
  lastUsedOn: iso(passkey.lastUsedOn),
  synced: readPasskey(passkey).backup === "done",
  logsIn: passkey.factor === "both",
});
