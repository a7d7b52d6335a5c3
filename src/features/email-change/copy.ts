// Every sentence of changing an address. A translation is another value of this type.

export const copy = {
  problem: "There is a problem",
  request: {
    title: "Change your email address",
    now: "Now:",
    email: "New email address",
    hint: "We send a link to the new address. Until you open it, nothing changes.",
    button: "Send the link",
    back: "Back to your profile",
    errors: {
      "same-address": "That is already your address",
      frozen: "A change of this address was undone lately, so it cannot be changed for a week",
      unconfirmed: "Confirm your address first. You can change it on the waiting page",
    },
  },
  cancel: {
    title: "Cancel the change of your address?",
    text: (email: string) => `The link we sent to ${email} stops working.`,
    button: "Cancel the change",
  },
  change: {
    title: (email: string) => `Use ${email} for your account?`,
    text: (old: string) => `It takes the place of ${old}. Other devices will be logged out.`,
    password: "Password of your account",
    button: "Use this address",
    proofNeeded: "Enter the password of your account",
    wrongPassword: "That is not the password of your account",
    done: (email: string) => `Your email address is now ${email}`,
    doneText: (old: string) =>
      `We wrote to ${old}, from where this can be undone for 7 days. Every other device was logged out.`,
    continue: "Continue",
  },
  stop: {
    title: "Stop this change?",
    text: (email: string, to: string) =>
      `Somebody who is logged in as you asked to move the account from ${email} to ${to}.`,
    sure: "I did not ask for this change, or I do not want it any more",
    notSure: "Tick the box to stop the change",
    button: "Stop it",
    done: "The change is stopped",
    doneText:
      "Your address stays as it is. If you did not ask for the change, choose a new password.",
    reset: "Choose a new password",
  },
  undo: {
    title: "Undo the change of your address?",
    text: (email: string) =>
      `The account comes back to ${email}. Every device is logged out, the password stops working, and the address cannot be changed for a week.`,
    sure: "I want my old address back",
    notSure: "Tick the box to undo the change",
    button: "Undo and lock",
    done: (email: string) => `Your email address is ${email} again`,
    doneText: "Every device is logged out. Choose a new password to log in.",
    reset: "Choose a new password",
  },
  states: {
    expired: { title: "This link has expired", text: "Ask for the change again on your profile." },
    used: { title: "This link was already used", text: "There is nothing more to do." },
    replaced: {
      title: "This link was replaced",
      text: "Another change came after it, or this one was stopped.",
    },
    removed: { title: "This link no longer works", text: "What it belonged to is gone." },
    "address-taken": {
      title: "This address already has an account",
      text: "It was confirmed for another account in the meantime, so nothing was changed.",
    },
    unknown: {
      title: "We do not recognise this link",
      text: "Your mail program may have cut it. Copy the whole link.",
    },
    profile: "Go to your profile",
  },
  mail: {
    new: {
      subject: (app: string) => `Confirm your new address for ${app}`,
      preheader: "Until then nothing changes.",
      cause: (app: string, time: string) =>
        `On ${time} somebody asked to use this address for an account with ${app}.`,
      button: "Use this address",
      lifetime: (until: string) => `The link works until ${until}.`,
      notYou: "Not you? Ignore this: without the account's password nothing happens.",
      reason: "somebody asked to use this address for an account",
    },
    inUse: {
      subject: (app: string) => `Somebody tried to use your address with ${app}`,
      preheader: "Nothing has changed.",
      text: (app: string, email: string) =>
        `Somebody with an account at ${app} asked to move it to ${email}, which is your account's address. Nothing was changed.`,
      own: "If that was you, and you have two accounts: log in with this address, or use another one.",
      logIn: "Log in",
      reason: "this address belongs to an account",
    },
    requested: {
      subject: (app: string) => `Your ${app} address is about to change`,
      preheader: (masked: string) => `To ${masked}. You can stop it.`,
      text: (time: string, masked: string) =>
        `On ${time} somebody who is logged in as you asked to move the account to ${masked}. It happens when that address is confirmed.`,
      button: "Stop the change",
      advice: "Not you? Stop the change, then choose a new password.",
      reason: "this address belongs to the account",
    },
    changed: {
      subject: (app: string) => `Your ${app} address was changed`,
      preheader: (until: string) => `You can undo this until ${until}.`,
      text: (masked: string, time: string) => `It is now ${masked}, since ${time}.`,
      button: "Undo and lock",
      lifetime: (until: string) => `Not you? Undo it: the link works until ${until}.`,
      reason: "this address belonged to the account until now",
    },
    undone: {
      subject: (app: string) => `The change of your ${app} address was undone`,
      preheader: (masked: string) => `The account is back at ${masked}.`,
      text: (masked: string, time: string) =>
        `On ${time} somebody who reads the mails to ${masked} took the account back to that address. Every device was logged out, and the password no longer works.`,
      advice: "If that was not meant to happen, talk to whoever reads the mails there.",
      reason: "this address belonged to the account until now",
    },
  },
} as const;
