// All texts for the home and the profile page.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    home: {
      title: "Welcome to {app}",
      anonymous: "Create an account, or log in to the one you have.",
      closed: "Log in to your account. Registration is closed at the moment.",
      register: "Create an account",
      logIn: "Log in",
      unconfirmed: "You are logged in as {email}. Confirm your address to go on.",
      confirm: "Go to the waiting page",
      confirmed: "You are logged in as {email}, and your address is confirmed.",
      profile: "See your profile",
      grace:
        "You are logged in as {email}. Confirm your address by {until} to keep using this site.",
      forEver: "You are logged in as {email}. Your address is not confirmed yet.",
    },
    profile: {
      title: "Your profile",
      confirmed: "Confirmed",
      notYet: "Not confirmed yet",
      registered: "Registered",
      pending: "Confirm {email} to finish changing your address.",
      cancelPending: "Cancel the change",
      losing:
        "Your second step is to be removed on {date}. Somebody who knows your password and reads your mailbox said that it is lost.",
      keepFactor: "Keep your second step",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
