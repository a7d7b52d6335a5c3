// The other end of `farSink`: a mail server with its own thread.

import { parentPort } from "node:worker_threads";
import type { Question, SinkReport } from "./far-sink.ts";
import { sink } from "./sink.ts";

/** One mail in this many is read; the bytes of all of them would fill the memory. */
const SAMPLE = 97;

const mails = sink((place) => place % SAMPLE === 0);
const port = await mails.open("far");
await mails.down();

parentPort?.on("message", (question: Question) => void answer(question));
parentPort?.postMessage(port);

async function answer(question: Question): Promise<void> {
  if (question === "up") await mails.up();
  if (question === "down") await mails.down();
  parentPort?.postMessage(question === "report" ? report() : null);
}

const report = (): SinkReport => ({
  taken: mails.taken.length,
  different: new Set(mails.taken.map(({ messageId }) => messageId)).size,
  samples: mails.taken.flatMap(({ bytes }) => (bytes.length === 0 ? [] : [bytes.toString()])),
});
