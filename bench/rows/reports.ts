// How fast a bounce report is read: the real reports of the tests, one after the other.

import { readFileSync, readdirSync } from "node:fs";
import { simpleParser } from "mailparser";
import { readReport, textOfMessage } from "../../src/domain/delivery-status.ts";
import { takeTurns, type Figures, type Measure, type Row, type Run } from "../rows.ts";

const FOLDER = new URL("../../test/mails/reports/", import.meta.url);

export const reports: readonly Row[] = [
  {
    name: "reports",
    what: "bounce reports of real mail servers, read in process",
    limit: "the same bytes, by mailparser's `simpleParser`",
    unit: "a second",
    better: "more",
    aim: { atLeast: 1 },
    measure: read,
  },
];

async function read({ quick }: Run): Promise<Figures> {
  const all = readdirSync(FOLDER).map((name) => readFileSync(new URL(name, FOLDER)));
  const times = quick ? 2 : 10;
  const contestants = {
    postern: perSecond(all, times, async (bytes) => {
      if (!readReport(textOfMessage(bytes)).ok) throw new Error("this is a report");
    }),
    limit: perSecond(all, times, async (bytes) => void (await simpleParser(bytes))),
  };
  return takeTurns(contestants, quick ? 3 : 15);
}

/** Everything is read this many times in each round. */
const perSecond =
  (all: readonly Buffer[], times: number, reader: (bytes: Buffer) => Promise<void>): Measure =>
  async () => {
    const started = performance.now();
    for (let time = 0; time < times; time++) for (const bytes of all) await reader(bytes);
    return (all.length * times * 1_000) / (performance.now() - started);
  };
