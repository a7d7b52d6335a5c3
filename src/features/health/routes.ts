import { inWords } from "../../domain/time.ts";
import { html } from "../../ui/markup.ts";
import { refuses, type Answer } from "../../http/answer.ts";
import { page, type Route } from "../../http/route.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { findTrouble } from "./health.ts";

const WELL: Answer = { status: 204, json: { status: 204 } };

const ENDING = { part: "ending" } as const;

/** For load balancers and supervisors. */
export const healthRoutes = (context: Context, isEnding: () => boolean): readonly Route[] => [
  page("/healthz", async () => WELL),
  page("/readyz", async () => {
    const trouble = isEnding() ? ENDING : await findTrouble(context);
    if (trouble === undefined) return WELL;
    const text = trouble.part === "outbox" ? copy.outbox(inWords(trouble.age)) : copy[trouble.part];
    return refuses(
      503,
      "not-ready",
      { title: copy.title, body: html`<p>${text}</p>` },
      { title: text, fields: { [trouble.part]: "not-ready" } },
      { headers: { "retry-after": "5" } },
    );
  }),
];
