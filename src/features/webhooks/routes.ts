// Pausing and resuming a webhook in the console. Events and their receivers are listed by their own feature.

import type { Route } from "../../http/route.ts";
import { consoleAct, type ActField } from "../../http/console-act.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import type { FormError } from "../../ui/form.ts";
import { selectField } from "../../ui/select.ts";
import { copy } from "./copy.ts";
import { findWebhook, switchOff, switchOn, type Webhook } from "./endpoints.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

const LIST = "/admin/events";

export const webhookRoutes = (tools: Tools): readonly Route[] => [
  ...switching(tools, "off"),
  ...switching(tools, "on"),
];

/** What the site itself does is for admins. */
const switching = (tools: Tools, to: "on" | "off"): readonly Route[] =>
  consoleAct<Webhook>(tools, {
    path: `/admin/webhooks/:id/${to}`,
    role: "admin",
    under: LIST,
    ...(to === "on" && { fields: [missed] }),
    notice: "staff-acted",
    find: ({ params }) => findWebhook(tools.context, params["id"] ?? ""),
    says(language, { name }) {
      const { title, text, button } = language.words(copy).acts[to];
      return { title: title({ name }), text, button };
    },
    back: () => LIST,
    perform: (webhook, acting, { missed: typed }) =>
      to === "off"
        ? switchOff(tools.context, acting, webhook)
        : switchOn(tools.context, acting, webhook, { replay: typed === "replay" }),
    refusal(language, reason): FormError {
      const words: Readonly<Record<string, string>> = language.words(copy).acts.refusals;
      return { message: words[reason] ?? reason };
    },
  });

/** Whether what a webhook missed is sent first. */
const missed: ActField = {
  name: "missed",
  show(language, typed, error) {
    const words = language.words(copy).acts.on;
    return selectField(language, {
      name: "missed",
      label: words.missed,
      selected: typed,
      error,
      options: [
        { value: "replay", text: words.replay },
        { value: "leave", text: words.leave },
      ],
    });
  },
};
