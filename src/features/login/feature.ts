import { resolvePaused } from "../../stores/sql/login-mails.ts";
import { newDeviceMail, passwordPausedMail } from "./mail.ts";
import type { Feature } from "../../feature.ts";
import { auditActs, notices, mailNames } from "./copy.ts";
import { loginRoutes } from "./routes.ts";

export const login: Feature = {
  name: "login",
  routes: loginRoutes,
  notices,
  auditActs,
  mails: {
    "new-device": { notice: true, render: newDeviceMail, words: mailNames["new-device"] },
    "password-paused": {
      notice: true,
      resolve: resolvePaused,
      render: passwordPausedMail,
      words: mailNames["password-paused"],
    },
  },
};
