// The progress of long work: a bar that redraws itself on a terminal, plain lines anywhere else.

export type Progress = { at(done: number): void; end(): void };

const WIDTH = 30;

/** Shows progress towards `total` on stderr. */
export function progress(what: string, total: number): Progress {
  const terminal = process.stderr.isTTY;
  let told = -1;
  return {
    at(done) {
      const percent = Math.floor((done / total) * 100);
      const step = terminal ? percent : Math.floor(percent / 10);
      if (step === told) return;
      told = step;
      if (terminal) process.stderr.write(`\r${bar(done / total)} ${`${percent}`.padStart(3)} %`);
      else process.stderr.write(`${what}: ${done} of ${total}\n`);
    },
    end() {
      if (terminal) process.stderr.write("\n");
    },
  };
}

function bar(share: number): string {
  const full = Math.round(share * WIDTH);
  return "█".repeat(full) + "░".repeat(WIDTH - full);
}
