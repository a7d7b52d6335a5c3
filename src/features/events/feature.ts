import { HISTORY } from "../../domain/mail.ts";
import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";

export const eventLog: Feature = {
  name: "events",
  words: copy,
  tasks: [
    {
      name: "forget-events",
      every: minutes(10),
      async run({ store, clock }) {
        await store.purgeDeliveries({ before: clock.now() - HISTORY });
      },
    },
  ],
};
