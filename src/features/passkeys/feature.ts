import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { passkeyAddedMail, passkeyBehindMail, passkeyRemovedMail } from "./mail.ts";
import { passkeyRoutes } from "./routes.ts";

/** A sample with the browser in which it happened. */
const samples = () => ({ usual: { about: "Firefox on Linux" } });

export const passkeys: Feature = {
  name: "passkeys",
  routes: passkeyRoutes,
  words: copy,
  mails: {
    "passkey-added": { notice: true, render: passkeyAddedMail, samples },
    "passkey-removed": { notice: true, render: passkeyRemovedMail, samples },
    "passkey-behind": { notice: true, render: passkeyBehindMail, samples },
  },
};
