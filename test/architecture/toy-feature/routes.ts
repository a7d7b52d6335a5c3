// Each handler parses, calls one store method, and answers once for people and once for programs.

import {
  countAct,
  get,
  goesTo,
  guardedGet,
  guardedPost,
  heldLink,
  openLink,
  post,
  refuses,
  shows,
  takesLinkOut,
  text,
  tooMany,
  z,
  type Answer,
  type Language,
  type LinkRefusal,
  type Route,
  type Web,
  type WithVerbs,
} from "../../../src/extend.ts";
import { confirmPage, deadPage, newsletterPage } from "./pages.ts";
import type { NewsletterStore } from "./store.ts";
import { copy } from "./words.ts";

const askForm = z.strictObject({ topic: text });
const noFields = z.strictObject({});
const beginForm = z.strictObject({ link: z.string().optional() });

export function newsletterRoutes(context: WithVerbs<NewsletterStore>, web: Web): readonly Route[] {
  const { store, clock } = context;
  return [
    guardedGet("allowed", "/profile/newsletter", async ({ current, formToken, language }) => {
      const topic = await store.findNewsletter(current.user.id);
      return shows(newsletterPage(language, { formToken: formToken(), topic }), {
        topic: topic ?? null,
      });
    }),
    guardedPost("allowed", "/profile/newsletter", askForm, async (exchange, { topic }) => {
      const { language } = exchange;
      const { user } = exchange.current;
      if (topic.trim() === "") {
        const error = language.words(copy).topicMissing;
        const content = newsletterPage(language, {
          formToken: exchange.formToken(),
          topic: undefined,
          error,
        });
        return refuses(422, "invalid", content, { title: error, fields: { topic: "missing" } });
      }
      const busy = await countAct(context, "newsletter", exchange.client);
      if (busy !== undefined) return tooMany(language, context, busy.retryOn);
      await store.askForNewsletter({ user, topic: topic.trim(), now: clock.now() });
      const cookies = [web.noticeCookie("newsletter-asked")];
      return goesTo("/profile", { status: 202, body: { state: "asked" } }, { cookies });
    }),
    guardedPost("allowed", "/profile/newsletter/stop", noFields, async ({ current }) => {
      await store.stopNewsletter({ userId: current.user.id, now: clock.now() });
      return goesTo(
        "/profile",
        { status: 204 },
        { cookies: [web.noticeCookie("newsletter-stopped")] },
      );
    }),
    // The link moves from the address bar to a cookie; a GET does not use it up.
    get("/newsletter/:link", async (exchange) => {
      const { link } = await openLink(context, "newsletter", exchange.params["link"]);
      return takesLinkOut(web, "newsletter", exchange, "/newsletter", link !== undefined);
    }),
    get("/newsletter", async (exchange) => {
      const token = heldLink(web, "newsletter", exchange);
      const { state, link } = await openLink(context, "newsletter", token);
      if (state !== "ready") return dead(exchange.language, state);
      const content = confirmPage(exchange.language, {
        formToken: exchange.formToken(),
        email: link.email,
      });
      return shows(content, { state, email: link.email });
    }),
    post("/newsletter", beginForm, async (exchange, sent) => {
      const token = heldLink(web, "newsletter", exchange, sent.link);
      const { state, link } = await openLink(context, "newsletter", token);
      if (state !== "ready") return dead(exchange.language, state);
      const begun = await store.beginNewsletter({ linkId: link.id, now: clock.now() });
      if (!begun.ok) return dead(exchange.language, begun.reason);
      const cookies = [
        web.cookies.link("newsletter").clear(),
        web.noticeCookie("newsletter-begun"),
      ];
      return goesTo("/profile", { status: 200, body: { state: "begun" } }, { cookies });
    }),
  ];
}

const dead = (language: Language, state: LinkRefusal): Answer =>
  refuses(state === "unknown" ? 404 : 410, state, deadPage(language));
