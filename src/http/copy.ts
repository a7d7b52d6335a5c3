// Texts that belong to no single feature: errors, doors, and notices that are shown once.

import { catalogue } from "../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    goHome: "Go to {app}",
    again: "Open the page again",
    crossSite: {
      title: "We could not accept that form",
      text: "It did not come from this site, or the page was open too long.",
    },
    otherName: {
      title: "Open this site at its own address",
      text: "You opened it at {opened}, and its forms work only at {baseUrl}. Nothing was changed.",
      open: "Open it there",
    },
    notFound: { title: "Page not found", text: "If you typed the address, check it." },
    notAdmin: {
      title: "This page is for administrators",
      text: "You are logged in with an account that is not an administrator’s.",
    },
    roleMissing: {
      title: "This page is not for your account",
      text: "You are logged in with an account that does not have the role for it. Whoever runs the site can give it to you.",
    },
    wrongMethod: {
      title: "That cannot be done here",
      text: "This address does not take that kind of request.",
    },
    malformed: {
      title: "We could not read that form",
      text: "Something in it is not what this page sends. Open the page again and retype it.",
    },
    oddCursor: {
      title: "We could not find that part of the list",
      text: "The address of this page was changed or cut off.",
      again: "Open the list from its beginning",
    },
    tooLarge: { title: "That is too large", text: "That is more than this page takes." },
    mediaType: {
      title: "We could not read that form",
      text: "Send it as application/x-www-form-urlencoded or application/json, without any content encoding.",
    },
    tooMany: {
      title: "Too many attempts",
      text: "Wait until {until}, then try again.",
    },
    passwordPaused: {
      title: "The password cannot be used here for now",
      text: "Too many wrong passwords were typed for this address. Browsers that have logged in with it before still can. Everywhere else a new password is needed, and an email shows the way.",
      action: "Choose a new password",
    },
    broken: {
      title: "There is a problem with this service",
      text: "Try again in a few minutes. Reference {reference}",
    },
    misused: {
      title: "There is a problem with this service",
      text: "Nothing was changed. The cause is how this site is set up. For its developers:",
    },
    busy: {
      title: "The service is not available",
      text: "Too many people are here at once, or something it needs is not answering. Try again in a few seconds.",
    },
    loginNeeded: "Log in first",
    confirmFirst: "Confirm your email address first",
    passwordNeeded: "Enter your password again first",
    secondFactorNeeded: "Your second factor is needed to go on.",
    secondFactorRequired: "Set up two-step login first",
    /** The terms of a site, wherever they are accepted. */
    terms: {
      read: "Read the terms, version {version}",
      newTab: "(opens in a new tab)",
      accept: "I accept the terms",
      needed: "Accept the terms first",
      errors: {
        "terms-missing": "Tick the box to accept the terms",
        "terms-changed":
          "The terms have changed since you opened this page. Read the new ones, and tick the box to accept them",
      },
    },
    /** The extra fields of a site, by the site's own labels. */
    userFields: {
      missing: "Fill in “{label}”",
      tooLong: "“{label}” is too long",
      wrong: "Check “{label}”",
      optional: "{label} (optional)",
      choose: "Choose",
    },
    /** Shown once, on the next page. Features add their own. */
    notices: {
      "log-in-first": "Log in to go on.",
      "session-ended": "You were logged out because that session has ended. Log in to go on.",
      "confirm-first": "Confirm your address to go on.",
      "second-factor-required": "This site requires two-step login. Set it up to go on.",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
