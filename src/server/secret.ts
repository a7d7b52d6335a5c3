// The key ring of the server: from the environment, from a file, or made once for development.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseKeyRing } from "../domain/key-ring.ts";
import { systemRandom } from "../adapters/system-random.ts";
import type { Environment, Mode } from "./config-types.ts";

export type FoundSecret = { readonly secret: string; readonly from: string };

/** A fresh key: 256 random bits. */
export const makeSecret = (): string => Buffer.from(systemRandom.bytes(32)).toString("base64url");

type Where = {
  readonly mode: Mode;
  readonly environment: Environment;
  readonly dataFolder: string | undefined;
};

/**
 * Finds the secret, or says in a sentence why it cannot be used. A secret that is to be made and kept in the data folder is
 * empty: `keepSecret` makes it.
 */
export function findSecret({ mode, environment, dataFolder }: Where): FoundSecret | string {
  const given = environment["POSTERN_SECRET"];
  if (given !== undefined) return checked(given, "POSTERN_SECRET", "environment");
  const file = environment["POSTERN_SECRET_FILE"];
  if (file !== undefined) return fromFile(file);
  if (mode === "production") {
    return "POSTERN_SECRET: give a secret of at least 32 characters; `postern secret` makes one";
  }
  if (dataFolder === undefined) return { secret: makeSecret(), from: "made for this run" };
  return keptSecret(dataFolder);
}

function fromFile(file: string): FoundSecret | string {
  try {
    const read = readIfThere(file);
    return read === undefined
      ? `POSTERN_SECRET_FILE: there is no file ${file}`
      : checked(read, "POSTERN_SECRET_FILE", file);
  } catch (error) {
    // A folder, which Docker makes if the file to be mounted does not exist; or somebody else's file.
    const { code = "?" } = error as NodeJS.ErrnoException;
    return `POSTERN_SECRET_FILE: ${file} cannot be read as a file (${code})`;
  }
}

function checked(text: string, name: string, from: string): FoundSecret | string {
  const ring = parseKeyRing(text.trim());
  if (ring.ok) return { secret: text.trim(), from };
  const why = {
    missing: "is empty",
    short: "has a key of fewer than 32 characters",
    sample: "is a sample that everybody knows",
  };
  return `${name}: ${why[ring.reason]}; \`postern secret\` makes a good one`;
}

function keptSecret(dataFolder: string): FoundSecret {
  const path = join(dataFolder, "secret");
  const kept = readIfThere(path);
  if (kept !== undefined) return { secret: kept.trim(), from: path };
  return { secret: "", from: `${path}, to be made at the first start` };
}

/** Makes the secret of a development server and keeps it, so that links survive a restart. */
export function keepSecret(dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true });
  const secret = makeSecret();
  writeFileSync(join(dataFolder, "secret"), `${secret}\n`, { mode: 0o600, flag: "wx" });
  return secret;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}
