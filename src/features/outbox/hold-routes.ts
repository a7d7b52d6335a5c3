// An admin holds all mails and events in the console, and releases them.

import { consoleAct } from "../../http/console-act.ts";
import type { Route } from "../../http/route.ts";
import type { Site } from "../../http/site.ts";
import type { Web } from "../../http/web.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { holdSending, resumeSending } from "./outbox.ts";
import { HOLD, PATH, RESUME } from "./pages.ts";

type Tools = { readonly context: Context; readonly web: Web; readonly site: Site };

const ACT = { role: "admin", under: PATH, notice: "staff-acted" } as const;

export const holdRoutes = (tools: Tools): readonly Route[] => {
  const { store } = tools.context;
  return [
    ...consoleAct(tools, {
      ...ACT,
      path: HOLD,
      find: async () => ((await store.outboxStatus()).heldBy === null ? {} : undefined),
      says: (language) => ({ ...language.words(copy).pages.hold, danger: true }),
      back: () => PATH,
      perform: (_, { actor, reason = "" }) => holdSending(tools.context, { actor, reason }),
      refusal: (language) => ({ message: language.words(copy).pages.refusals["held-already"] }),
    }),
    ...consoleAct(tools, {
      ...ACT,
      path: RESUME,
      find: async () => (await store.outboxStatus()).heldBy ?? undefined,
      says(language, heldBy) {
        const words = language.words(copy).pages.resume;
        return { ...words, text: words.text({ ...heldBy, since: language.time(heldBy.since) }) };
      },
      back: () => PATH,
      perform: (_, acting) => resumeSending(tools.context, acting),
      refusal: (language) => ({ message: language.words(copy).pages.refusals["not-held"] }),
    }),
  ];
};
