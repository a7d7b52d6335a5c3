import { days, minutes } from "../../domain/time.ts";
import {
  loseFactorMail,
  removalBegunMail,
  removalDoneMail,
  removalSoonMail,
  removalStoppedMail,
} from "./mail.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import type { SampleVariables } from "../../ports/mail-variables.ts";
import { LINK_LIVES } from "./lost-factor.ts";
import { copy } from "./copy.ts";
import { lostFactorRoutes } from "./routes.ts";

/** A sample with the time of the removal. */
const inAWeek = ({ causedOn }: SampleVariables) => ({ usual: { about: `${causedOn + days(7)}` } });

export const lostFactor: Feature = {
  name: "lost-factor",
  routes: lostFactorRoutes,
  pages: namedPages(pages),
  words: copy,
  tasks: [
    {
      name: "factor-removals",
      every: minutes(10),
      async run({ store, clock, settings }) {
        const now = clock.now();
        return {
          factorRemovalsAnnounced: await store.warnOfFactorRemovals(now),
          factorsRemoved: await store.removeDueFactors(now, settings.secondFactor),
        };
      },
    },
  ],
  purposes: {
    "lose-factor": { lifetime: LINK_LIVES, code: "typed" },
    // It lives until the wait ends, whatever whoever began it does: only the wait's own end ends it.
    "keep-factor": {
      lifetime: days(60),
      endsWith: "removal",
      code: "typed",
      outlivesAddress: true,
    },
  },
  mails: {
    "lose-factor": { notice: true, render: loseFactorMail },
    "factor-removal-begun": { notice: true, render: removalBegunMail, samples: inAWeek },
    "factor-removal-soon": { notice: true, render: removalSoonMail, samples: inAWeek },
    "factor-removal-stopped": { notice: true, render: removalStoppedMail },
    "factor-removal-done": { notice: true, render: removalDoneMail },
  },
};

/** The props of its pages. */
export type LostFactorPages = PagesIn<typeof pages>;
