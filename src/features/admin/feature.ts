import { seconds } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { factorsRemovedMail } from "./mail.ts";

export const admin: Feature = {
  name: "admin",
  words: copy,
  tasks: [
    {
      name: "note-looks",
      every: seconds(10),
      run: async ({ notes }) => void (await notes.flush()),
    },
  ],
  mails: { "factors-removed": { notice: true, render: factorsRemovedMail } },
  events: {
    "user.disabled": { acts: ["disabled"] },
    "user.enabled": { acts: ["enabled"] },
    "user.promoted": { acts: ["promoted"] },
    "user.demoted": { acts: ["demoted"] },
  },
};
