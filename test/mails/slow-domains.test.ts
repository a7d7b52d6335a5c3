// Domains whose servers hang: each uses only its own share of the connections, and other mail is sent.

import { expect, test } from "vitest";
import { joined } from "../../src/features.ts";
import { startSender } from "../../src/outbox/sender.ts";
import type { HandOver, Message } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

/** A mailer with five connections, whose mails to the domains of one site hang until the end. */
function hangingMailer() {
  const end = Promise.withResolvers<HandOver>();
  const sent: string[] = [];
  return {
    sent,
    end: () => end.resolve({ ok: true, answer: "250 at last" }),
    mailer: {
      atOnce: 5,
      send: async ({ to }: Message): Promise<HandOver> => {
        if (to.endsWith("slow.example")) return end.promise;
        sent.push(to);
        return { ok: true, answer: "250 taken" };
      },
    },
  };
}

/** Lets the event loop turn until it is so, or long enough. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !isSo(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("where two domains hang, mail goes out to the others with the default five connections", async () => {
  const { sent, end, mailer } = hangingMailer();
  await using app = await testPostern({ limits: "off" });
  const register = (email: string) =>
    app.browser().json("POST", "/register", { email, password: PASSWORD });
  for (let mail = 0; mail < 8; mail += 1) await register(`a${mail}@d${mail % 2}.slow.example`);
  await register("ada@example.com");
  const sender = startSender({ ...app.postern.context, mailer, mails: joined().mails });
  await until(() => sent.length === 1);
  expect(sent).toEqual(["ada@example.com"]);
  end();
  await sender.stop();
});
