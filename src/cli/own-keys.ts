// The keys of the server, for what it has signed or made a digest of. None are made here.

import { parseKeyRing, type KeyRing } from "../domain/key-ring.ts";
import { readConfig } from "../server/config.ts";
import { exitCodes, Refused } from "./exit.ts";
import type { Globals } from "./globals.ts";

/** Reads the server's secret. `why` says what it is needed for, where it is missing. */
export async function ownKeys(globals: Globals, why: string): Promise<KeyRing> {
  const keys = await keysIfAny(globals);
  if (keys !== undefined) return keys;
  const words = `${why}: set the same POSTERN_SECRET.`;
  throw new Refused("no-secret", words, exitCodes.configuration);
}

/** The same for a command that says less without them: undefined if there is no secret that can be used. */
export async function keysIfAny(globals: Globals): Promise<KeyRing | undefined> {
  const { config } = await readConfig({
    environment: process.env,
    mode: "development",
    configFile: globals.config,
    database: globals.database,
  });
  const ring = parseKeyRing(config.secret);
  return ring.ok ? ring.value : undefined;
}
