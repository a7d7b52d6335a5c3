// What a look leaves behind, between the request and the store (decision 90).

import { minutes, type Duration } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { LookNote, NotesStore, OpeningNote } from "../ports/notes-store.ts";
import type { Notes } from "../ports/notes.ts";

/** How many notes wait at most: what comes beyond them before the next writing is not noted. */
const MOST = 1_000;

/** An operator who looks at one person again within this time leaves one line. */
const QUIET: Duration = minutes(15);

/** Notes are kept in memory, grouped, until they are flushed. A process that dies loses them. */
export function notesIn({
  store,
  clock,
}: {
  readonly store: NotesStore;
  readonly clock: Clock;
}): Notes {
  const openings = new Map<string, OpeningNote>();
  const looks = new Map<string, LookNote>();
  return {
    opened({ id: linkId, purpose, opener }) {
      const key = `${opener} ${linkId}`;
      const known = openings.get(key);
      if (known === undefined && openings.size >= MOST) return;
      const on = clock.now();
      const firstOn = known?.firstOn ?? on;
      const count = (known?.count ?? 0) + 1;
      openings.set(key, { linkId, purpose, opener, firstOn, lastOn: on, count });
    },
    looked({ actor, userId }) {
      const key = `${actor} ${userId}`;
      if (looks.has(key) || looks.size >= MOST) return;
      looks.set(key, { actor, userId, on: clock.now() });
    },
    exported({ actor, what }) {
      const key = `${actor} ${what}`;
      if (looks.has(key) || looks.size >= MOST) return;
      looks.set(key, { actor, userId: null, exported: what, on: clock.now() });
    },
    async flush() {
      const [opened, looked] = [taken(openings), taken(looks)];
      if (opened.length > 0) await store.noteOpenings(opened);
      if (looked.length > 0) await store.noteLooks({ looks: looked, quiet: QUIET });
      return opened.length + looked.length;
    },
  };
}

function taken<Note>(notes: Map<string, Note>): readonly Note[] {
  const all = [...notes.values()];
  notes.clear();
  return all;
}
