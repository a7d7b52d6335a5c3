// Domains whose servers hang: each uses only its own share of the connections, and other mail is sent.

import { afterEach, expect, test, vi } from "vitest";
import { seconds, type Duration } from "../../src/domain/time.ts";
import { joined } from "../../src/features.ts";
import { startSender } from "../../src/outbox/sender.ts";
import type { HandOver, Message } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

/** A mailer with five connections, whose mails to the domains of one site hang until they are given up, or the end. */
function hangingMailer() {
  const end = Promise.withResolvers<HandOver>();
  const sent: string[] = [];
  const hanging = new Set<string>();
  const givenUp: HandOver = { ok: false, fault: "passing", answer: "no answer in time" };
  return {
    sent,
    hanging,
    end: () => end.resolve({ ok: true, answer: "250 at last" }),
    mailer: {
      atOnce: 5,
      send: async ({ to }: Message, signal?: AbortSignal): Promise<HandOver> => {
        if (!to.endsWith("slow.example")) {
          sent.push(to);
          return { ok: true, answer: "250 taken" };
        }
        hanging.add(to);
        const gaveUp = new Promise<HandOver>((resolve) =>
          signal?.addEventListener("abort", () => resolve(givenUp)),
        );
        return Promise.race([gaveUp, end.promise]).finally(() => hanging.delete(to));
      },
    },
  };
}

/** Lets the event loop turn until it is so, or long enough. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !isSo(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

afterEach(() => void vi.useRealTimers());

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

test("where ten hang, a mail to another waits five seconds for every five of them, and a later one does not wait", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { sent, hanging, end, mailer } = hangingMailer();
  await using app = await testPostern({ limits: "off" });
  const register = (email: string) =>
    app.browser().json("POST", "/register", { email, password: PASSWORD });
  const pass = async (time: Duration, isSo: () => boolean) => {
    app.clock.forward(time);
    await vi.advanceTimersByTimeAsync(time);
    await until(isSo);
  };
  // Far more than are claimed at once wait before the others.
  for (let mail = 0; mail < 50; mail += 1) await register(`a${mail}@d${mail % 10}.slow.example`);
  await register("ada@example.com");
  const sender = startSender({ ...app.postern.context, mailer, mails: joined().mails });
  await until(() => hanging.size === 5);
  await pass(seconds(5), () => hanging.has("a9@d9.slow.example"));
  expect(sent).toEqual([]);
  await pass(seconds(5), () => sent.length === 1);
  expect(sent).toEqual(["ada@example.com"]);
  // All of them are known to hang now.
  for (let other = 1; other < 8; other += 1) {
    await pass(seconds(5), () => false);
    await register(`bob@other${other}.example.com`);
    sender.wake();
    await pass(60, () => sent.length > other);
    expect(sent).toHaveLength(other + 1);
  }
  end();
  const stopped = sender.stop();
  await vi.advanceTimersByTimeAsync(10);
  await stopped;
});
