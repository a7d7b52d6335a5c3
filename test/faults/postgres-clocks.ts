// Three machines whose clocks are ten minutes apart, senders that claim all the time, and a mail server that
// takes longer than a claim lasts: a claimed mail stays with its sender, and each machine reports that its
// clock is wrong.

import { minutes } from "../../src/domain/time.ts";
import { atMost, exactly, inSeconds, seen, type Figure } from "./parts/figures.ts";
import { post, register } from "./parts/load.ts";
import type { Node } from "./parts/node.ts";
import { mailsInHand } from "./parts/reckoning.ts";
import { startSite } from "./parts/site.ts";
import { aWhile, until } from "./parts/wait.ts";
import { wrongClock } from "./parts/wrong-clock.ts";

export type Clocks = {
  readonly people: number;
  /** How many milliseconds the mail server takes for each mail. */
  readonly pause: number;
};

const OFF_BY: Readonly<Record<string, number>> = { a: -minutes(5), b: 0, c: minutes(5) };

/** The mailbox to which all mails go. */
const ADA = "ada@example.com";

/** The mail of its registration, and those that others ask for, a minute apart. */
const mailsWithin = (milliseconds: number): number => 2 + Math.floor(milliseconds / minutes(1));

export async function postgresClocks({ people, pause }: Clocks): Promise<readonly Figure[]> {
  const offBy = (name: string) => wrongClock(OFF_BY[name] ?? 0);
  await using site = await startSite({ environment: offBy });
  const { nodes, database, mails } = site;
  mails.behave({ pause: () => pause });
  const startedOn = performance.now();
  const ofAll = <Value>(act: (url: string, place: number) => Promise<Value>) =>
    Promise.all(Array.from({ length: people }, (_, place) => act(nodes[place % 3]!.url, place)));
  await register(nodes[0]!.url, ADA);
  await ofAll((url, place) => register(url, `ada@${place}.example`));
  await ofAll((url) => post(`${url}/forgot`, { email: ADA }));
  const toOthers = (): number => mails.taken.filter(({ to }) => to !== ADA).length;
  const within = 60_000 + people * pause;
  await until("everybody has a mail", () => toOthers() >= people, { within });
  await aWhile(pause + 1_000); // for possible second copies
  await until("nothing is in hand", async () => (await mailsInHand(database)).length === 0, {
    within,
  });
  const took = performance.now() - startedOn;
  const told = await Promise.all(nodes.map(saidOf));
  const count = (where: keyof Said): number => told.filter((said) => said[where]).length;
  const copies = Map.groupBy(mails.taken, ({ messageId }) => messageId);
  return [
    seen("minutes between the first clock and the last", 10),
    seen("time that the mail server thinks about each mail", `${inSeconds(pause)} s`),
    exactly("mails to so many people, one each", toOthers(), people),
    exactly("mails taken twice", mails.taken.length - copies.size, 0),
    exactly("nodes whose mails another took over", nodes.filter(isTakenOver).length, 0),
    seen(`mails to one mailbox asked for, within ${inSeconds(took)} s`, people + 1),
    atMost("mails that it got", mails.taken.length - toOthers(), mailsWithin(took)),
    exactly("nodes with a wrong clock that say so at /readyz", count("ready"), 2),
    exactly("… in the log", count("log"), 2),
    exactly("… by the doctor", count("doctor"), 2),
  ];
}

const isTakenOver = (node: Node): boolean => node.log().includes("mail-taken-over");

type Said = { readonly ready: boolean; readonly log: boolean; readonly doctor: boolean };

async function saidOf(node: Node): Promise<Said> {
  const answer = await fetch(`${node.url}/readyz`, { headers: { accept: "application/json" } });
  const doctor = await node.command("doctor", "--json");
  return {
    ready: (await answer.text()).includes("clock-off"),
    log: node.log().includes("clock-off"),
    doctor: /5 minutes (?:ahead of|behind) the database's/.test(doctor),
  };
}
