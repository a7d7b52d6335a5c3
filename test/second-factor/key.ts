// A key that exists only here: one word that is two factors by itself, like a passkey. It begins a sign-in, completes one, and is
// shown once more before something important.

import { z } from "zod";
import { catalogue } from "../../src/domain/catalogue.ts";
import type { Credential } from "../../src/domain/evidence.ts";
import { randomId } from "../../src/domain/id.ts";
import { localPath } from "../../src/domain/next-path.ts";
import type { Feature } from "../../src/feature.ts";
import { goesTo, problem } from "../../src/http/answer.ts";
import { text } from "../../src/http/form.ts";
import { guardedPost, post } from "../../src/http/route.ts";
import { completeLogIn } from "../../src/identity/complete-log-in.ts";
import { enrol } from "../../src/identity/enrol.ts";

const keyForm = z.strictObject({ word: text, next: z.string().optional() });

const copy = catalogue({
  en: { auditActs: { "key-added": "Key added" }, mailNames: { "key-added": "New key" } },
});

export const key: Feature = {
  name: "key",
  words: copy,
  mails: {
    "key-added": {
      notice: true,
      render: () => ({
        subject: "Your key",
        preheader: "It was added.",
        blocks: [{ paragraph: "It was added." }],
        reason: "You have a key.",
      }),
    },
  },
  routes: (context, web) => [
    guardedPost("recent-set-up", "/profile/key", keyForm, async (exchange, { word }) => {
      const credential = keyOf(randomId(context.random), word);
      const news = { mail: "key-added", act: "key-added" };
      const enrolment = { credentials: [credential], news } as const;
      const added = await enrol(context, exchange.current, enrolment, exchange.client);
      if (!added.ok) return goesTo("/profile", problem(409, added.reason, { title: "No." }));
      return goesTo("/profile", { status: 204 }, { cookies: [web.sessionCookie(added.value)] });
    }),
    post("/login/key", keyForm, async (exchange, { word, next }) => {
      const found = await context.store.findByHandle(word);
      if (found === undefined) return goesTo("/login", problem(401, "wrong-key", { title: "No." }));
      const { user, credential } = found;
      const here = exchange.current ?? exchange.pending;
      const completed = await completeLogIn(context, {
        user,
        shown: [{ kind: "key", factor: "both", credentialId: credential.id }],
        client: exchange.client,
        isKnown: true,
        ...(here?.user.id === user.id ? { continues: here } : {}),
      });
      if (!completed.ok) return goesTo("/login", problem(403, completed.reason, { title: "No." }));
      const to = localPath(next, context.settings) ?? "/profile";
      return goesTo(to, { status: 204 }, { cookies: web.logInCookies(completed.value) });
    }),
  ],
};

const keyOf = (id: string, word: string) =>
  ({
    id,
    kind: "key",
    factor: "both",
    secret: word,
    handle: word,
  }) as const satisfies Partial<Credential>;
