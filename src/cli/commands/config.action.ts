// `postern config` and `postern secret`.

import { checkConfig } from "../../server/config.ts";
import { makeSecret } from "../../server/secret.ts";
import type { Globals } from "../globals.ts";
import { print, printJson, table } from "../output.ts";

/** Prints every value in force and its origin. Secrets are masked where they are read. */
export async function showConfig(globals: Globals): Promise<void> {
  const { mode, provenance } = await checkConfig({
    environment: process.env,
    mode: "development",
    configFile: globals.config,
    database: globals.database,
  });
  if (globals.json) return printJson({ mode, values: provenance });
  print(
    table(
      [{ title: "name", style: "cyan" }, { title: "value" }, { title: "from", style: "dim" }],
      provenance.map(({ name, value, from }) => [name, value, from]),
    ),
  );
}

/** Prints a new secret, which is stored nowhere. */
export function showSecret(globals: Globals): void {
  const secret = makeSecret();
  if (globals.json) printJson({ secret });
  else print(secret);
}
