import { exitCodes } from "./exit.ts";

/** The first signal asks for an orderly stop. A second one stops at once. */
export function askedToEnd(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(exitCodes.interrupted));
      });
    }
  });
}
