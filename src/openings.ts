// What is noted about mailed links.

import { openerOf } from "./domain/opening.ts";
import type { Web } from "./http/web.ts";
import type { Context } from "./ports/context.ts";

/** Where openings of mailed links are noted. */
export const openingsInto =
  ({ links, notes }: Pick<Context, "links" | "notes">): Web["noteOpening"] =>
  (purpose, token, request) => {
    const id = links.read(purpose, token);
    if (id !== undefined) notes.opened({ id, purpose, opener: openerOf(request) });
  };
