// What the examples of the public names assume: a mounted Postern, and a request of a confirmed user.

import { catalogue, type Feature } from "../../src/extend.ts";
import type { Postern } from "../../src/index.ts";
import { testPostern } from "../../src/testing/index.ts";

const app = await testPostern();
const browser = await app.confirmed("ada@example.com");
const cookie = [...browser.jar].map((pair) => pair.join("=")).join("; ");

export const postern: Postern = app.postern;
export const mounted: Postern = app.postern;
export const request = new Request(`${app.baseUrl}/dashboard`, { headers: { cookie } });

/** The rest of the feature whose routes or work an example shows. */
export const aroundIt: Omit<Feature, "store" | "routes"> = {
  name: "greetings",
  words: catalogue({
    en: {
      notices: { greeted: "You were greeted." },
      auditActs: { greeted: "Greeted" },
      mailNames: { greeting: "A greeting" },
    },
  }),
  limits: [{ name: "greetings", windows: [{ count: 5, every: 3_600_000 }] }],
  purposes: { greeting: { lifetime: 3_600_000 } },
  mails: {
    greeting: {
      notice: true,
      render: (_language, { appName }) => ({
        subject: "Good day",
        preheader: "",
        blocks: [{ paragraph: "Good day." }],
        reason: `You received this email because you have an account at ${appName}.`,
      }),
    },
  },
  migrations: [
    {
      number: 1,
      name: "greetings",
      tables: ["greetings"],
      sql: `CREATE TABLE greetings (
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE, words TEXT NOT NULL
      );`,
    },
  ],
};
