import { inWords } from "../../domain/time.ts";
import { html } from "../../ui/markup.ts";
import { refuses, type Answer } from "../../http/answer.ts";
import { page, type Route } from "../../http/route.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import { findTrouble } from "./health.ts";

const WELL: Answer = { status: 204, json: { status: 204 } };

/** For load balancers and supervisors. */
export const healthRoutes = (context: Context): readonly Route[] => [
  page("/healthz", async () => WELL),
  page("/readyz", async () => {
    const trouble = await findTrouble(context);
    if (trouble === undefined) return WELL;
    const text = trouble.part === "store" ? copy.store : copy.outbox(inWords(trouble.age));
    return refuses(
      503,
      "not-ready",
      { title: copy.title, body: html`<p>${text}</p>` },
      { title: text, fields: { [trouble.part]: "not-ready" } },
      { headers: { "retry-after": "5" } },
    );
  }),
];
