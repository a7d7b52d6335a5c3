// A mail server of a hundred lines that ends a conversation at any step, or never answers.

import { createServer, type AddressInfo, type Socket } from "node:net";

/** The steps of a conversation, as the client's words begin. */
export type Step = "EHLO" | "MAIL" | "RCPT" | "DATA" | "dot";

export type OddServer = AsyncDisposable & {
  readonly port: number;
  /** The mails whose final dot arrived, answered or not. */
  readonly mails: readonly string[];
  /** The commands that arrived. */
  readonly heard: readonly string[];
  /** At this step the connection is cut instead of answered; undefined ends it. */
  cutAt(step: Step | undefined): void;
  /** From this step on nothing is answered, and nothing is cut. */
  silentAt(step: Step): void;
  /** At the final dot, the answer comes when this resolves. */
  answerAfter(wait: Promise<void> | undefined): void;
};

export async function oddServer(): Promise<OddServer> {
  const mails: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let cut: Step | undefined;
  let silent: Step | undefined;
  let wait: Promise<void> | undefined;

  function talk(socket: Socket): void {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    let heard = "";
    let isData = false;
    const say = (words: string): void => void socket.write(`${words}\r\n`);
    const answer = (step: Step, words: string): void => {
      if (cut === step) socket.destroy();
      else if (silent !== step) say(words);
    };
    const command = (line: string): void => {
      const step = line.slice(0, 4).toUpperCase();
      commands.push(step);
      if (step === "EHLO") answer("EHLO", "250 odd.example");
      else if (step === "MAIL") answer("MAIL", "250 2.1.0 ok");
      else if (step === "RCPT") answer("RCPT", "250 2.1.5 ok");
      else if (step === "DATA") {
        isData = cut !== "DATA";
        answer("DATA", "354 go on");
      } else say(step === "QUIT" ? "221 bye" : "250 ok");
    };
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      for (;;) {
        const mark = isData ? "\r\n.\r\n" : "\r\n";
        const end = heard.indexOf(mark);
        if (end < 0) return;
        const said = heard.slice(0, end);
        heard = heard.slice(end + mark.length);
        if (!isData) command(said);
        else {
          isData = false;
          mails.push(said);
          if (wait === undefined) answer("dot", "250 2.0.0 taken");
          else void wait.then(() => answer("dot", "250 2.0.0 taken"));
        }
      }
    });
    say("220 odd.example ESMTP");
  }

  const server = createServer(talk);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    heard: commands,
    cutAt: (step) => (cut = step),
    silentAt: (step) => (silent = step),
    answerAfter(promise) {
      wait = promise;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
