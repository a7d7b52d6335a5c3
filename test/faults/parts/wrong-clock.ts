// Loaded into a program before anything else; sets its clock wrong by CLOCK_OFF_BY milliseconds.

import { pathToFileURL } from "node:url";

const offBy = Number(process.env["CLOCK_OFF_BY"] ?? 0);

/** The environment of a program whose machine's clock is wrong. */
export const wrongClock = (milliseconds: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import ${pathToFileURL(import.meta.filename).href}`,
  CLOCK_OFF_BY: `${milliseconds}`,
});

const Right = Date;

if (offBy !== 0) {
  globalThis.Date = class extends Right {
    constructor(...parts: readonly unknown[]) {
      super(...((parts.length === 0 ? [Right.now() + offBy] : parts) as [number]));
    }
    static override now(): number {
      return Right.now() + offBy;
    }
  } as DateConstructor;
}
