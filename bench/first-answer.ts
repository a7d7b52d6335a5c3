// How long a program takes from its start to its first answer.

import type { Program } from "../src/testing/process.ts";

/** In milliseconds, to the end of the first page with status 200. The program is ended. */
export async function firstAnswer(url: string, start: () => Program): Promise<number> {
  const startedOn = performance.now();
  await using program = start();
  await page(url, program);
  const took = performance.now() - startedOn;
  program.kill("SIGKILL"); // when asked to stop, it would first wait for its clients
  return took;
}

/** Resolves after the first page with status 200. */
export async function page(url: string, program: Program): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 200) return void (await response.text());
    if (program.hasEnded()) throw new Error(`it did not start: ${program.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
