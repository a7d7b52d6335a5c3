// A proxy to a server that can be pointed at another one, and that can go silent.

import { connect, createServer, type Socket } from "node:net";

export type Proxy = {
  readonly port: number;
  /** New connections go to another port; existing ones break. */
  turnTo(port: number): void;
  /**
   * Open connections stay open, but nothing is transmitted: what is sent is acknowledged and kept.
   * `newOnesToo`: this also applies to new connections.
   */
  freeze(options?: { readonly newOnesToo?: boolean }): void;
  /** Everything that was kept is transmitted, and whatever is sent from now on. */
  thaw(): void;
  stop(): Promise<void>;
};

/** Passes connections on to a port of this machine. */
export async function startProxy(to: number): Promise<Proxy> {
  let target = to;
  let isFrozen = false;
  const open = new Map<Socket, Socket>();
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    for (const [each, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.set(each, other);
      if (!isFrozen) each.pipe(other);
      each.on("error", () => undefined);
      each.on("close", () => {
        open.delete(each);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    turnTo(port) {
      target = port;
      for (const each of open.keys()) each.destroy();
    },
    freeze({ newOnesToo = false } = {}) {
      isFrozen = newOnesToo;
      for (const each of open.keys()) each.unpipe().pause();
    },
    thaw() {
      isFrozen = false;
      for (const [each, other] of open) each.unpipe().pipe(other);
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const each of open.keys()) each.destroy();
      await closed;
    },
  };
}
