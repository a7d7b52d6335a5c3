// Logging in with a passkey, and with a password, through the routes.

import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { authenticator } from "../../test/passkeys/authenticator.ts";
import { ADA, addKey, LOGIN, signed } from "../../test/passkeys/tools.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";

/** Browsers that log in at the same time. */
const BROWSERS = 16;

export const passkeyRows: readonly Row[] = [
  {
    name: "passkeys",
    what: "logins with a passkey, in process, SQLite in memory",
    limit: "logins with the right password",
    unit: "a second",
    better: "more",
    aim: { atLeast: 5 },
    measure,
  },
];

/** The time of a passkey includes asking for it, and its authenticator's own signature. */
async function measure({ quick }: Run): Promise<Figures> {
  const key = authenticator();
  await using app = await testPostern({ passwordHasher: argon2Hasher(), limits: "off" });
  await addKey(await app.confirmed(ADA), key);
  const password = async (browser: Browser) =>
    browser.json("POST", "/login", { email: ADA, password: PASSWORD });
  const passkey = async (browser: Browser) =>
    browser.json("POST", LOGIN, await signed(browser, key));
  const logins =
    (act: (browser: Browser) => Promise<{ readonly status: number }>): Measure =>
    async () => {
      const startedOn = performance.now();
      const endsOn = startedOn + (quick ? 500 : 2_000);
      let count = 0;
      const one = async () => {
        while (performance.now() < endsOn) {
          const { status } = await act(app.browser());
          if (status !== 200) throw new Error(`A login was answered with ${status}.`);
          count += 1;
        }
      };
      await Promise.all(Array.from({ length: BROWSERS }, one));
      return count / ((performance.now() - startedOn) / 1000);
    };
  const contestants = { postern: logins(passkey), limit: logins(password) };
  return await takeTurns(contestants, quick ? 3 : 9);
}
