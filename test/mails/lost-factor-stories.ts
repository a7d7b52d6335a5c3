// What causes the mails about a second factor that is lost.

import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import type { Browser } from "../../src/testing/browser.ts";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { begins, LOST, passes, withPassword } from "../second-factor/lost.ts";
import { ADA, withTwoSteps } from "../second-factor/two-steps.ts";

/** Ada, logged in, whose sign-in requires two factors. */
async function withTwoFactors(app: TestPostern): Promise<Browser> {
  const { browser } = await withTwoSteps(app);
  await app.mails();
  app.clock.forward("2 days");
  return browser;
}

export const LOST_FACTOR_STORIES = {
  "lose-factor": async (app: TestPostern): Promise<CapturedMail> => {
    await withTwoFactors(app);
    await (await withPassword(app)).submit(LOST);
    return app.mailTo(ADA);
  },
  "factor-removal-begun": async (app: TestPostern): Promise<CapturedMail> => {
    await withTwoFactors(app);
    await begins(app);
    return app.mailTo(ADA);
  },
  "factor-removal-soon": async (app: TestPostern): Promise<CapturedMail> => {
    await withTwoFactors(app);
    await begins(app);
    await passes(app, 6 * 24);
    return app.mailTo(ADA);
  },
  "factor-removal-stopped": async (app: TestPostern): Promise<CapturedMail> => {
    const ada = await withTwoFactors(app);
    await begins(app);
    await app.mails();
    await ada.submit("/profile/keep-factor");
    return app.mailTo(ADA);
  },
  "factor-removal-done": async (app: TestPostern): Promise<CapturedMail> => {
    await withTwoFactors(app);
    await begins(app);
    await passes(app, 8 * 24);
    return app.mailTo(ADA);
  },
};
