import { namedPages, type PagesIn } from "../../http/named-page.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { passkeyAddedMail, passkeyBehindMail, passkeyRemovedMail } from "./mail.ts";
import { passkeyPageRoutes } from "./page-routes.ts";
import * as pages from "./pages.ts";
import { passkeyRoutes } from "./routes.ts";

/** A sample with the browser in which it happened. */
const samples = () => ({ usual: { about: "Firefox on Linux" } });

export const passkeys: Feature = {
  name: "passkeys",
  routes: (context, web) => [...passkeyPageRoutes(context), ...passkeyRoutes(context, web)],
  pages: namedPages(pages),
  words: copy,
  navigation: [
    {
      order: 45,
      href: "/profile/passkeys",
      row: (_, language, { passkeys: { on } }) => (on ? language.words(copy).onProfile : undefined),
    },
  ],
  mails: {
    "passkey-added": { notice: true, render: passkeyAddedMail, samples },
    "passkey-removed": { notice: true, render: passkeyRemovedMail, samples },
    "passkey-behind": { notice: true, render: passkeyBehindMail, samples },
  },
  events: {
    "factor.added": { acts: ["passkey-added", "two-step-on"] },
    "factor.removed": {
      acts: ["passkey-removed", "two-step-off", "factors-removed", "factor-removal-done"],
    },
  },
};

/** The props of its pages. */
export type PasskeysPages = PagesIn<typeof pages>;
