import { linkDefaults } from "../../domain/link.ts";
import { resolveChange } from "../../stores/sql/email-change-mails.ts";
import {
  addressInUseMail,
  addressReservedMail,
  changeEmailMail,
  changeRequestedMail,
  changeUndoneMail,
  emailChangedMail,
} from "./mail.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import * as pages from "./pages.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { emailChangeRoutes } from "./routes.ts";

/** A sample with the other address of the change. */
const toSomebody = () => ({ usual: { about: "eve@example.org" } });

export const emailChange: Feature = {
  name: "email-change",
  routes: emailChangeRoutes,
  pages: namedPages(pages),
  words: copy,
  navigation: [
    {
      order: 10,
      href: "/profile/email",
      row: ({ email }, language) => ({ ...language.words(copy).onProfile, value: email }),
    },
  ],
  purposes: {
    "change-email": {
      lifetime: linkDefaults["change-email"],
      outlivesAddress: true,
      moves: true,
      mailedAs: "change-email",
    },
    // A thief who asks for more changes must not end the owner's links to stop or undo one.
    "stop-change": {
      lifetime: linkDefaults["stop-change"],
      endsWith: "recovery",
      code: "typed",
    },
    "undo-change": {
      lifetime: linkDefaults["undo-change"],
      endsWith: "removal",
      code: "typed",
      outlivesAddress: true,
      wayBack: true,
      carried: true,
    },
  },
  mails: {
    "change-email": {
      isTold: true,
      pool: "change",
      resolve: resolveChange,
      render: changeEmailMail,
      samples: ({ undo }) => ({ usual: {}, reserved: { undo } }),
    },
    "address-in-use": {
      isTold: true,
      pool: "change",
      toOwner: true,
      withholdsLink: true,
      insteadOf: "change-email",
      render: addressInUseMail,
    },
    "address-reserved": {
      isTold: true,
      withholdsLink: true,
      insteadOf: "its-link",
      render: addressReservedMail,
      samples: ({ undo }) => ({ usual: { undo } }),
    },
    "change-requested": {
      notice: true,
      render: changeRequestedMail,
      samples: toSomebody,
    },
    "email-changed": { notice: true, render: emailChangedMail, samples: toSomebody },
    "change-undone": { notice: true, render: changeUndoneMail, samples: toSomebody },
  },
  events: { "user.email-changed": { acts: ["email-changed"], data: ["before"] } },
};

/** The props of its pages. */
export type EmailChangePages = PagesIn<typeof pages>;
