// A second factor that exists only here: a PIN, to test what a sign-in does if one is required.

import { z } from "zod";
import { catalogue } from "../../src/domain/catalogue.ts";
import type { Shown } from "../../src/domain/evidence.ts";
import { randomId } from "../../src/domain/id.ts";
import type { Language } from "../../src/domain/language.ts";
import { localPath } from "../../src/domain/next-path.ts";
import { takeSecondStep } from "../../src/identity/complete-log-in.ts";
import { enrol } from "../../src/identity/enrol.ts";
import { goesTo, refuses, shows } from "../../src/http/answer.ts";
import type { Feature } from "../../src/feature.ts";
import { text } from "../../src/http/form.ts";
import { guardedGet, guardedPost, SECOND_STEP, signingIn } from "../../src/http/route.ts";
import type { Context } from "../../src/ports/context.ts";
import { button, field, form } from "../../src/ui/form.ts";
import { html } from "../../src/ui/markup.ts";

const pinForm = z.strictObject({
  pin: text,
  next: z.string().optional(),
  remember: z.string().optional(),
});

const copy = catalogue({
  en: {
    auditActs: { "pin-added": "PIN added" },
    mailNames: { "pin-added": "New PIN" },
  },
});

export const pin: Feature = {
  name: "pin",
  words: copy,
  mails: {
    "pin-added": {
      notice: true,
      render: () => ({
        subject: "Your PIN",
        preheader: "It was set.",
        blocks: [{ paragraph: "It was set." }],
        reason: "You have a PIN.",
      }),
    },
  },
  routes: (context, web) => [
    guardedGet("second-step", SECOND_STEP, async (exchange) =>
      shows(pinPage(exchange.language, exchange.formToken(), exchange.query["next"] ?? ""), {}),
    ),
    guardedPost("second-step", SECOND_STEP, pinForm, async (exchange, sent) => {
      const continues = signingIn(exchange);
      const shown = await shownBy(context, continues.user.id, sent.pin);
      const wrong = refuses(
        422,
        "wrong-pin",
        pinPage(exchange.language, exchange.formToken(), sent.next ?? ""),
        {
          title: "That is not your PIN.",
        },
      );
      if (shown === undefined) return wrong;
      const remember = sent.remember !== undefined;
      const completed = await takeSecondStep(context, continues, shown, exchange.client, remember);
      if (!completed.ok) return wrong;
      const next = localPath(sent.next, context.settings.baseUrl) ?? context.settings.home;
      return goesTo(next, { status: 204 }, { cookies: web.logInCookies(completed.value) });
    }),
    guardedPost(
      "recent-set-up",
      "/profile/pin",
      z.strictObject({ pin: text }),
      async (exchange, sent) => {
        const credential = {
          id: randomId(context.random),
          kind: "pin",
          factor: "second",
          secret: sent.pin,
        } as const;
        const news = { mail: "pin-added", act: "pin-added" };
        const enrolment = { credentials: [credential], news } as const;
        const added = await enrol(context, exchange.current, enrolment, exchange.client);
        const cookies = added.ok ? [web.sessionCookie(added.value)] : [];
        return goesTo("/profile", { status: 204 }, { cookies });
      },
    ),
  ],
};

async function shownBy(
  { store }: Pick<Context, "store">,
  userId: string,
  typed: string,
): Promise<Shown | undefined> {
  const credentials = await store.listCredentials(userId);
  const found = credentials.find(({ kind, secret }) => kind === "pin" && secret === typed);
  return found && { kind: "pin", factor: "second", credentialId: found.id };
}

const pinPage = (language: Language, formToken: string, next: string) => ({
  title: "Enter your PIN",
  body: form({
    action: SECOND_STEP,
    formToken,
    hidden: { next },
    body: html`${field(language, { name: "pin", label: "PIN", type: "text" })}
    ${button({ label: "Log in" })}`,
  }),
});
