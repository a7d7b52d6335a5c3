import { minutes } from "../../domain/time.ts";
import { linkDefaults } from "../../domain/link.ts";
import { deletedMail, deletionMail } from "./mail.ts";
import type { Feature } from "../../feature.ts";
import { auditActs, notices, onProfile, mailNames } from "./copy.ts";
import { deletionRoutes } from "./routes.ts";

export const deletion: Feature = {
  name: "deletion",
  routes: deletionRoutes,
  notices,
  auditActs,
  navigation: [{ order: 90, row: () => onProfile }],
  tasks: [
    {
      name: "delete",
      every: minutes(10),
      run: async ({ store, clock }) => ({ users: await store.deleteDue(clock.now()) }),
    },
  ],
  purposes: {
    "keep-account": {
      lifetime: linkDefaults["keep-account"],
      endsWith: "suspension",
      code: "typed",
    },
  },
  mails: {
    deletion: { notice: true, render: deletionMail, words: mailNames["deletion"] },
    deleted: { notice: true, isLast: true, render: deletedMail, words: mailNames["deleted"] },
  },
};
