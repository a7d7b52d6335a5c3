// How each filter is asked for its judgement.

import { execFileSync, spawn } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Judgement } from "../../test/mails/judgements.ts";
import type { Delivery } from "../../test/mails/mail-server.ts";

/** Whoever hands the mails over. SpamAssassin takes the networks for documentation (RFC 5737) for forged. */
export const CLIENT = { ip: "198.18.0.7", name: "client.example.net" };

/** As the server that got it passes it on. */
const received = ({ from, to, data }: Delivery): string =>
  [
    `Return-Path: <${from}>`,
    `Received: from ${CLIENT.name} (${CLIENT.name} [${CLIENT.ip}])`,
    "\tby mx.acme.test (Postfix) with ESMTPS id 4XYZ",
    `\tfor <${to[0]!}>; ${new Date().toUTCString().replace("GMT", "+0000")}`,
    data.toString("latin1"),
  ].join("\r\n");

type Judge = (root: string, deliveries: readonly Delivery[]) => Promise<readonly Judgement[]>;

/** It takes seconds to begin, so it gets all mails at once. It does not answer in their order, and asks our own DNS server meanwhile. */
export const bySpamAssassin: Judge = async (root, deliveries) => {
  const mbox = deliveries
    .map((each) => `From ${each.from} Sun Nov 29 10:00:00 2026\n${received(each)}`)
    .map((mail) => mail.replaceAll("\r\n", "\n").replace(/\nFrom /g, "\n>From "))
    .join("\n\n");
  const command = [root, "sh", "/server.sh", "check"];
  const { stdin, stdout } = spawn("chroot", command, { stdio: ["pipe", "pipe", "inherit"] });
  stdin.end(Buffer.from(mbox, "latin1"));
  const said = (await buffer(stdout)).toString("latin1").split(/^From /m);
  return deliveries.map(({ data }) => {
    const id = /^Message-ID: .*$/m.exec(data.toString("latin1"))![0].trim();
    const line = said.find((mail) => mail.includes(id))!;
    const [, score, rules = ""] = /^X-Spam-Score: (\S+) (.*)$/m.exec(line)!;
    return judgement(
      Number(score),
      rules.split(",").map((rule) => rule.split("=") as [string, string]),
    );
  });
};

export const byRspamd: Judge = async (root, deliveries) => {
  execFileSync("chroot", [root, "sh", "/server.sh", "start"], { stdio: "ignore" });
  await untilReady();
  const judged: Judgement[] = [];
  for (const each of deliveries) {
    const answer = await fetch("http://127.0.0.1:11333/checkv2", {
      method: "POST",
      headers: {
        ip: CLIENT.ip,
        helo: CLIENT.name,
        hostname: CLIENT.name,
        from: each.from,
        rcpt: each.to[0]!,
      },
      body: Buffer.from(received(each), "latin1"),
    });
    const { score, symbols } = (await answer.json()) as RspamdAnswer;
    judged.push(
      judgement(
        score,
        Object.values(symbols).map((symbol) => [symbol.name, symbol.score]),
      ),
    );
  }
  return judged;
};

type RspamdAnswer = {
  readonly score: number;
  readonly symbols: Readonly<Record<string, { readonly name: string; readonly score: number }>>;
};

/** Rules without points are left out: they say something about a mail, and judge nothing. */
function judgement(score: number, rules: readonly (readonly [string, string | number])[]) {
  const inPoints = rules.map(([name, points]) => [name, rounded(Number(points))] as const);
  const counted = inPoints.filter(([, points]) => points !== 0);
  return { score: rounded(score), rules: Object.fromEntries(counted) };
}

const rounded = (points: number): number => Math.round(points * 1000) / 1000;

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const isReady = await fetch("http://127.0.0.1:11333/ping").then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(250);
  }
  throw new Error("rspamd does not answer");
}
