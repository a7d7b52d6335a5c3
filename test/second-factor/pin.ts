// A second factor that exists only here: a PIN, to test what a sign-in does if one is required.

import { z } from "zod";
import { catalogue } from "../../src/domain/catalogue.ts";
import { randomId } from "../../src/domain/id.ts";
import { enrol } from "../../src/identity/enrol.ts";
import { goesTo } from "../../src/http/answer.ts";
import type { Feature } from "../../src/feature.ts";
import { text } from "../../src/http/form.ts";
import { guardedPost } from "../../src/http/route.ts";

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
