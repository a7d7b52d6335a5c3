import { passwordChangedMail } from "./mail.ts";
import type { Feature } from "../../feature.ts";
import { auditActs, notices, onProfile, mailNames } from "./copy.ts";
import { passwordChangeRoutes } from "./routes.ts";

export const passwordChange: Feature = {
  name: "password-change",
  routes: passwordChangeRoutes,
  notices,
  auditActs,
  navigation: [
    {
      order: 40,
      row: ({ passwordChangedOn: on }, web) => ({
        ...onProfile,
        value: on === null ? onProfile.neverChanged : onProfile.changed(web.time(on).text),
      }),
    },
  ],
  mails: {
    "password-changed": {
      notice: true,
      render: passwordChangedMail,
      words: mailNames["password-changed"],
    },
  },
};
