// A webhook and its deliveries on the terminal: in tables, in words, and as JSON; never a secret.

import type { EventTypes } from "../domain/event.ts";
import type { UrlRefusal } from "../domain/webhook-url.ts";
import type { AddRefusal, Webhook } from "../features/webhooks/endpoints.ts";
import type { SigningSecret } from "../ports/webhook-store.ts";
import { Refused } from "./exit.ts";
import { iso, oneLine, shortTime, table } from "./output.ts";

const typesWords = (types: EventTypes): string => (types === "*" ? "all" : types.join(", "));

const OFF_WHY: Readonly<Record<string, string>> = {
  operator: "by an operator",
  gone: "its receiver said that it is gone",
  failing: "nothing but failures for days",
};

/** How it does, in words. */
function healthWords({ offOn, offWhy, failingSince }: Webhook): string {
  if (offOn !== null) {
    const why = OFF_WHY[offWhy ?? ""] ?? "by an operator";
    return `off since ${shortTime(offOn)}: ${why}`;
  }
  return failingSince === null ? "on" : `failing since ${shortTime(failingSince)}`;
}

export const webhookTable = (webhooks: readonly Webhook[]): string =>
  table(
    [{ title: "name" }, { title: "state" }, { title: "events" }, { title: "url" }],
    webhooks.map((each) => [each.name, healthWords(each), typesWords(each.types), each.url]),
  );

export const webhookFacts = (
  webhook: Webhook,
  secrets: readonly SigningSecret[],
): readonly (readonly [string, string])[] => [
  ["name", webhook.name],
  ["url", webhook.url],
  ["events", typesWords(webhook.types)],
  ["state", healthWords(webhook)],
  ["added", shortTime(webhook.createdOn)],
  ...secrets.map(({ createdOn, endsOn }): readonly [string, string] => [
    "secret",
    `made ${shortTime(createdOn)}${endsOn === null ? "" : `, signs until ${shortTime(endsOn)}`}`,
  ]),
];

export const webhookJson = (webhook: Webhook) => ({
  id: webhook.id,
  name: webhook.name,
  url: webhook.url,
  events: webhook.types,
  on: webhook.offOn === null,
  offSince: iso(webhook.offOn),
  offWhy: webhook.offWhy,
  failingSince: iso(webhook.failingSince),
  addedOn: iso(webhook.createdOn),
});

export const secretJson = ({ createdOn, endsOn }: SigningSecret) => ({
  madeOn: iso(createdOn),
  endsOn: iso(endsOn),
});

const URL_WORDS: Readonly<Record<UrlRefusal, string>> = {
  "no-url": "is not a URL that events can be sent to. Give one like https://app.example/hooks",
  "has-password":
    "has a name or password in it, which would be shown to whoever lists webhooks. The receiver checks the signature instead",
  "not-https":
    "begins with http:, so others could read what is sent. Use https; for a test on your own machine, allow it with POSTERN_WEBHOOKS_ALLOW_HTTP=true",
  "not-public":
    "is not a public address. To allow its network, set POSTERN_WEBHOOKS_ALLOW_PRIVATE, like 10.0.0.0/8",
};

/** Why an endpoint was not added. */
export function addWords(reason: AddRefusal, url: string, name: string | undefined): Refused {
  if (reason === "bad-name") {
    const words = `"${oneLine(name ?? url)}" is not a name for a webhook. Give --name with up to 64 letters, digits and . : _ -`;
    return new Refused(reason, words);
  }
  if (reason === "name-taken") {
    const words = `There is a receiver with this name. Give another one: --name TEXT\nList webhooks with: postern webhooks list`;
    return new Refused(reason, words);
  }
  return new Refused(reason, `"${oneLine(url)}" ${URL_WORDS[reason]}.`);
}
