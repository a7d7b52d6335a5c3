// Questions on a terminal. Nothing is asked if nobody can answer.

import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { exitCodes, Refused } from "./exit.ts";

export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks for a yes, or for a number to be typed. If nobody can answer, refuses and says how to say yes in advance. */
export async function confirmed(question: string, number?: number): Promise<void> {
  if (!canAsk()) throw new Refused("not-confirmed", `${question} To confirm, add --yes.`);
  const how = number === undefined ? "[y/N]" : `To confirm, type ${number}:`;
  const answer = (await ask(`${question} ${how} `, process.stderr)).trim();
  const isYes = number === undefined ? /^y(es)?$/i.test(answer) : answer === `${number}`;
  if (!isYes) throw new Refused("not-confirmed", "Nothing was changed.");
}

/** Asks for one line, which is shown. */
export const answered = (question: string): Promise<string> => ask(question, process.stderr);

/** Asks for a new password twice; what is typed is not shown. */
export async function newPassword(): Promise<string> {
  const password = await askHidden("Password: ");
  if ((await askHidden("Once more: ")) === password) return password;
  throw new Refused(
    "passwords-differ",
    "The two passwords differ. Nothing was changed; try again.",
  );
}

async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await ask("", nowhere);
  process.stderr.write("\n");
  return answer;
}

/** One line from the terminal. Ctrl-C and Ctrl-D cancel, and restore the terminal. */
function ask(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once("close", () => {
      process.stderr.write("\n");
      reject(interrupted());
    });
    lines.question(question, (answer) => {
      lines.removeAllListeners("close");
      lines.close();
      resolve(answer);
    });
  });
}

const interrupted = (): Refused =>
  new Refused("interrupted", "Cancelled. Nothing was changed.", exitCodes.interrupted);

/** All of stdin, without the line break that `echo` adds at the end. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}
