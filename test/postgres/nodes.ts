// Three Posterns on one PostgreSQL, as behind a balancer that knows nothing of sessions.

import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { Mailer } from "../../src/ports/mailer.ts";
import { composePostern, type ComposedPostern } from "../../src/postern.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { browserOf, type Browser } from "../../src/testing/browser.ts";
import { movableClock, type MovableClock } from "../../src/testing/clock.ts";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { smallPuzzles } from "../attacks/proof-tools.ts";
import { countingHasher } from "../attacks/tools.ts";

const BASE_URL = "https://postern.example";

type NodesOptions = {
  /** Takes the mails in the place of a captured mailbox. */
  readonly mailer?: (clock: MovableClock) => Mailer;
  /** Whether the nodes live between requests, and work by themselves. */
  readonly background?: boolean;
};

/** Three nodes with one clock and one mailbox; each request goes to the next of them. */
export async function nodesOn(database: string, { mailer, background = false }: NodesOptions = {}) {
  const clock = movableClock();
  const mailbox = capturedMailbox();
  const passwordHasher = countingHasher();
  const nodes: ComposedPostern[] = [];
  for (let node = 0; node < 3; node += 1) {
    const driver = await openDriver({ database, dataFolder: undefined });
    await migrate(driver, clock.now());
    nodes.push(
      composePostern({
        baseUrl: BASE_URL,
        secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
        background,
        log: { info: () => {}, warn: () => {}, error: () => {} },
        store: openStore(driver),
        mailer: mailer?.(clock) ?? mailbox,
        passwordHasher,
        clock,
      }),
    );
  }
  for (const node of nodes) smallPuzzles(node, 2);
  let turn = 0;
  const next = (): ComposedPostern => nodes[(turn += 1) % nodes.length]!;
  const browser = (client: string): Browser =>
    browserOf((request) => next().fetch(request, { address: client }), BASE_URL);
  return {
    clock,
    nodes,
    browser,
    /** All of them look at the outbox at once, until none finds anything. */
    async deliver() {
      while ((await Promise.all(nodes.map((node) => node.deliver()))).some((sent) => sent > 0));
      return mailbox.list();
    },
    store: nodes[0]!.context.store,
    passwordHasher,
    async confirmed(email: string): Promise<Browser> {
      const own = browser("198.51.100.1");
      await own.submit("/register", { email, password: PASSWORD });
      await own.open((await this.deliver())[0]!.links[0]!);
      await own.submit("/confirm");
      return own;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.stop()));
      for (const node of nodes) await node.context.store.close();
    },
  };
}
