import { namedPages, type PagesIn } from "../../http/named-page.ts";
import { TWO_STEP } from "../../http/route.ts";
import { maySetUp, mustKeepFactor } from "../../identity/second-factor-policy.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import {
  codesGuessedMail,
  codesMadeMail,
  codeUsedMail,
  twoStepOffMail,
  twoStepOnMail,
} from "./mail.ts";
import * as pages from "./pages.ts";
import { twoStepRoutes } from "./routes.ts";
import * as stepPages from "./second-step-pages.ts";

const inFirefox = () => ({ usual: { about: "Firefox on Linux" } });

export const twoStep: Feature = {
  name: "two-step",
  routes: twoStepRoutes,
  pages: [...namedPages(pages), ...namedPages(stepPages)],
  words: copy,
  navigation: [
    {
      order: 45,
      href: TWO_STEP,
      row(user, language, settings) {
        // Whoever is in where it is required has shown two factors.
        const isOn = user.factors === 2 || mustKeepFactor(settings, user);
        if (!isOn && !maySetUp(settings)) return undefined;
        const { term, on, off, action } = language.words(copy).onProfile;
        return { term, value: isOn ? on : off, action };
      },
    },
  ],
  mails: {
    "two-step-on": { notice: true, render: twoStepOnMail, samples: inFirefox },
    "two-step-off": { notice: true, render: twoStepOffMail, samples: inFirefox },
    "recovery-codes-made": { notice: true, render: codesMadeMail, samples: inFirefox },
    "recovery-code-used": {
      notice: true,
      render: codeUsedMail,
      samples: () => ({
        usual: { about: "7 Firefox on Linux" },
        few: { about: "1 Firefox on Linux" },
      }),
    },
    "codes-guessed": { notice: true, render: codesGuessedMail, samples: inFirefox },
  },
};

/** The props of its pages. */
export type TwoStepPages = PagesIn<typeof pages> & PagesIn<typeof stepPages>;
