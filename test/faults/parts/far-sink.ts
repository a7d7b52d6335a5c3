// A mail server in its own thread, so that it does not take time from the sender.

import { once } from "node:events";
import { Worker } from "node:worker_threads";

export type Question = "up" | "down" | "report";

export type SinkReport = {
  readonly taken: number;
  /** How many different Message-IDs were accepted. */
  readonly different: number;
  /** The bytes of some of the mails. */
  readonly samples: readonly string[];
};

export type FarSink = AsyncDisposable & {
  readonly port: number;
  up(): Promise<void>;
  report(): Promise<SinkReport>;
};

/** Starts it. It is down: its port refuses connections. */
export async function farSink(): Promise<FarSink> {
  const thread = new Worker(new URL("./sink-thread.ts", import.meta.url));
  const [port] = (await once(thread, "message")) as [number];
  const ask = async (question: Question): Promise<unknown> => {
    thread.postMessage(question);
    return ((await once(thread, "message")) as [unknown])[0];
  };
  return {
    port,
    up: async () => void (await ask("up")),
    report: async () => (await ask("report")) as SinkReport,
    async [Symbol.asyncDispose]() {
      await ask("down");
      await thread.terminate();
    },
  };
}
