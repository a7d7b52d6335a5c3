import type { Language } from "../../domain/language.ts";
import { html } from "../../ui/markup.ts";
import { refuses, shows, type Answer } from "../../http/answer.ts";
import { textPage } from "../../http/text-page.ts";
import { get, type Route } from "../../http/route.ts";
import type { Site, Warning } from "../../http/site.ts";
import type { Context } from "../../ports/context.ts";
import { copy } from "./copy.ts";
import type { OperatorHold } from "../../ports/outbox-store.ts";
import type { StoreWait } from "../../ports/store.ts";
import { findHealth, type Trouble } from "./health.ts";
import type { Sign } from "./signs.ts";

const WELL: Answer = { status: 204, json: { status: 204 } };

/** Load balancers accept any 2xx; a person who reads the answer learns what to fix. */
function readyWith(language: Language, warnings: readonly Warning[]): Answer {
  if (warnings.length === 0) return WELL;
  const body = html`<ul>
    ${warnings.map(({ title }) => html`<li>${title(language)}</li>`)}
  </ul>`;
  const told = warnings.map(({ reason, title }) => ({ reason, title: title(language) }));
  return shows({ title: language.words(copy).ready, body }, { state: "ready", warnings: told });
}

/** Anybody may read it, so it does not say who holds them and why: the doctor does. */
const heldWarning = ({ since }: OperatorHold): Warning => ({
  reason: "held-by-operator",
  title: (language) => language.words(copy).heldByOperator({ since: language.time(since) }),
});

/** A warning and how to fix its cause. */
export const warning = (
  reason: Sign | `${StoreWait}-wait` | "events-dead" | "sending-held",
): Warning => ({
  reason,
  title: (language) => language.words(copy).warnings[reason],
});

const ENDING = { trouble: { part: "ending" }, waits: [] } as const;

function wordsFor(language: Language, trouble: Trouble | typeof ENDING.trouble): string {
  const words = language.words(copy);
  if (trouble.part === "outbox") return words.outbox({ age: language.duration(trouble.age) });
  return trouble.part === "store" ? words.store[trouble.why] : words.ending;
}

/** For load balancers and supervisors. */
export const healthRoutes = (
  context: Context,
  { isEnding, warnings }: Pick<Site, "isEnding" | "warnings">,
): readonly Route[] => [
  get("/healthz", async () => WELL),
  get("/readyz", async ({ language }) => {
    const {
      trouble,
      waits,
      heldBy = null,
      isUntold = false,
    } = isEnding() ? { ...ENDING, heldBy: null, isUntold: false } : await findHealth(context);
    const isHeld = context.serving.isHeld();
    if (trouble === undefined || (isHeld && trouble.part === "outbox")) {
      const untold = isUntold ? [warning("events-dead")] : [];
      const held = [
        ...(isHeld ? [warning("sending-held")] : []),
        ...(heldBy === null ? [] : [heldWarning(heldBy)]),
      ];
      const busy = waits.map((wait) => warning(`${wait}-wait`));
      return readyWith(language, [...held, ...busy, ...untold, ...warnings()]);
    }
    const text = wordsFor(language, trouble);
    return refuses(
      503,
      "not-ready",
      textPage(language.words(copy).title, text),
      {
        title: text,
        fields: { [trouble.part]: trouble.part === "store" ? trouble.why : "not-ready" },
      },
      { headers: { "retry-after": "5" } },
    );
  }),
];
