// `postern secrets accept`: for a secret that was lost, or a copy of a site that has one of its own.

import { keyMarks } from "../../domain/key-mark.ts";
import type { Globals } from "../globals.ts";
import { print, printJson, say } from "../output.ts";
import { ownKeys } from "../own-keys.ts";
import { withDatabase } from "../with-database.ts";

/** From now on, servers start with the secret that is configured here, and with no other. */
export const accept = (globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context: { store, clock }, actor }) => {
    const marks = keyMarks(await ownKeys(globals, "Servers are to start with a secret"));
    const known = await store.listKeyMarks();
    const isNew = !known.some((mark) => marks.includes(mark));
    if (isNew) await store.acceptKeyMarks({ marks, actor, now: clock.now() });
    if (globals.json) return printJson({ accepted: isNew });
    if (!isNew) return print("This database is already used with this secret.");
    print("From now on, servers start with this secret, and with no other.");
    if (known.length > 0)
      say(
        "Links that were mailed before do not work any more. See what cannot be opened: postern secrets reencrypt",
      );
  });
