// All texts for registering.

import { catalogue } from "../../domain/catalogue.ts";

export const copy = catalogue({
  en: {
    title: "Create an account",
    haveOne: "Already have one?",
    logIn: "Log in",
    email: "Email address",
    emailHint:
      "We send a link to this address to confirm it. We use it to log you in and for messages about your account.",
    password: "Create a password",
    passwordHint: "{minLength} characters or more. A few unrelated words work well.",
    didYouMean: "Did you mean {address}?",
    button: "Create account",
    terms: "By creating an account you agree to the {terms}.",
    termsLink: "terms",
    loggedInAs: "You are logged in as {email}.",
    continueTo: "Continue to {app}",
    logOutFirst: "Log out and create another account",
    closed: {
      title: "Registration is closed",
      text: "This site does not accept new accounts at the moment.",
    },
    /** Asked for while a site sends unusually many mails to people it does not know. */
    proof: {
      noScript:
        "Unusually many people are registering at the moment. Without JavaScript, your email may arrive up to {wait} later, or you may have to request it again.",
      working:
        "Unusually many people are registering at the moment. To keep out robots, your browser is solving a small puzzle. You do not have to do anything.",
      progress: "Solving the puzzle",
      waiting:
        "One moment, please. Your account is created once your browser has solved the puzzle, or after {patience} at the latest.",
      done: "Your browser has solved the puzzle.",
      failed:
        "Your browser could not solve the puzzle. You can still create an account, but your email may arrive up to {wait} later, or you may have to request it again.",
      /** What programs are told. */
      needed: {
        title: "A proof of work is needed",
        detail:
          'Find the number from 0 to {most} for which the SHA-256 of challenge.salt, followed by the number in decimal digits, is challenge.challenge in hexadecimal. Send the same request again within an hour, with the salt followed by the number in the field "proof". Each proof is good for one registration.',
      },
    },
    /** The operator's captcha, by the name of its provider. */
    captcha: {
      label: "Check that you are not a robot",
      hint: "Unusually many people are registering at the moment, so {provider} checks that you are not a robot. If the check does not appear, you can still create an account, but your email may arrive up to {wait} later, or you may have to request it again.",
      /** What programs are told. */
      needed:
        'Send the same request again with a token of {provider} for the site key captcha.siteKey in the field "captcha". Each token is good for one registration.',
    },
    emailErrors: {
      "email-missing": "Enter your email address",
      "email-format": "Enter an email address in the correct format, like name@example.com",
      "email-source-route":
        "Enter an email address without % and ! in it, like name@example.com: mail servers may read those as the way to another address",
      "email-too-long": "Email address must be 254 characters or fewer",
    },
    notAllowed: "We cannot use that address here. Enter another email address",
    notAllowedAskFor:
      "We cannot use that address here. Enter another email address, or ask for help: {support}",
    notAllowedButMeant: "We cannot use that address here. Did you mean {address}?",
    passwordErrors: {
      "password-missing": "Enter a password",
      "password-too-short": "Password must be {minLength} characters or more",
      "password-too-long": "Password must be 256 characters or fewer",
      "password-common":
        "This password is on a list of leaked or very common passwords. Choose another one",
      "password-contains-address": "Password must not contain your email address or “{app}”",
      "password-forbidden-character":
        "Password contains a character that cannot be typed again. Choose another one",
    },
    /** Names of audit log actions, for the page that shows users their own data. */
    auditActs: {
      registered: "Registered",
      "registration-address-changed": "Changed the address of the registration",
      "registration-cancelled": "Cancelled the registration",
      "registration-expired": "Registration removed: nobody confirmed it",
    },
  },
  de: () => import("./copy.de.ts"),
  fr: () => import("./copy.fr.ts"),
  ar: () => import("./copy.ar.ts"),
});
