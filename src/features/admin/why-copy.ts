// What may be the matter when no mail came, and what to do next, in words for operators. See `diagnose`.

export const why = {
  causes: {
    malformed: {
      is: "This is not an email address.",
      next: "Check the spelling, and ask again.",
    },
    "refused-address": {
      is: "The rules on who may register refuse this address.",
      next: "Ask the person for another address, or change the rules.",
    },
    slip: {
      is: "No user has this address. A user has one that looks like a typing error of it.",
      next: "Look at that address. If the person mistyped it, correct it there, or ask them to register again.",
    },
    "likely-slip": {
      is: "The address looks mistyped. Another one was probably meant.",
      next: "Ask the person. If that is so, correct the address, or ask them to register again.",
    },
    "moved-away": {
      is: "The account that got mail here has another address now.",
      next: "Look at that address.",
    },
    "change-pending": {
      is: "An account with another address asked to move to this one, and waits for the confirmation from this mailbox.",
      next: "Look at the account. Ask the person to open the link in the mail here, or to ask for the change again.",
    },
    "registration-expired": {
      is: "The registration was never confirmed, so it was removed.",
      next: "Ask the person to register again.",
    },
    "registration-cancelled": {
      is: "The registration was cancelled in the browser that made it.",
      next: "Ask the person to register again.",
    },
    "registration-disowned": {
      is: "A reader of the mailbox said that the registration was not theirs, so it was removed.",
      next: "If that was a mistake, ask the person to register again.",
    },
    "registration-superseded": {
      is: "The registration was removed, because another one of the same address was confirmed.",
      next: "Ask the person to log in, or to choose a new password.",
    },
    "account-deleted": {
      is: "The account was deleted.",
      next: "It cannot be brought back. Ask the person to register again.",
    },
    "no-account": {
      is: "Somebody asked for a mail about an account, but no account uses this address.",
      next: "Ask which address the person registered with, or ask them to register.",
    },
    "never-seen": {
      is: "Nothing is known about this address.",
      next: "Ask the person to check the spelling, or to register.",
    },
    disabled: {
      is: "The account is suspended, so it gets no mail.",
      next: "Find out why. If the reason no longer holds, enable the account.",
    },
    deleting: {
      is: "The account is going to be deleted, as its owner asked.",
      next: "If the person wants to keep it, restore it.",
    },
    locked: {
      is: "The account was locked from its mailbox.",
      next: "Send a link to choose a new password.",
    },
    "too-many-passwords": {
      is: "The password does not work for now, because a hundred wrong ones were entered in a row.",
      next: "Send a link to choose a new password.",
    },
    confirmed: {
      is: "The address is confirmed already, so no confirmation mail comes.",
      next: "If the person cannot log in, send a link to choose a new password.",
    },
    rivals: {
      is: "Several registrations wait for this address. The first to confirm gets it.",
      next: "Find the person’s own by its time and browser, and go on with that one.",
    },
    stopped: {
      is: "The owner of the mailbox stopped the mail that other people can cause.",
      next: "If the person wants this mail again, let it through.",
    },
    suppressed: {
      is: "Mail to this address came back, so further mail is held back.",
      next: "When the mailbox works again, allow mail to the address. Then send the mail again.",
    },
    complained: {
      is: "The reader marked a mail of this site as spam.",
      next: "Ask the person to mark it as wanted. Then allow mail to the address again.",
    },
    "copy-holds": {
      is: "No mail goes out, because this database was last used under another base URL.",
      next: "If the site has moved here, let its mail go out.",
    },
    "operator-holds": {
      is: "An operator holds all mails, so nothing goes out.",
      next: "Read the reason. When it no longer applies, release the mails.",
    },
    "server-down": {
      is: "The mail server accepts no mail at all, so all mail waits.",
      next: "Find out what is wrong with the mail server. Mail then goes out by itself.",
    },
    "not-picked-up": {
      is: "The mail is due, but nothing sends it.",
      next: "Check whether the server of the site is running.",
    },
    waits: {
      is: "The mail waits for its turn. Nothing is wrong.",
      next: "Wait: it goes out by itself.",
    },
    credit: {
      is: "The mail waits, because the site has sent as many mails to strangers as it may for now.",
      next: "Send the mail again yourself: what an operator sends does not wait.",
    },
    "withheld-for-credit": {
      is: "The mail was not sent, because the site had sent as many mails to strangers as it may.",
      next: "Send the mail again yourself: what an operator sends does not wait.",
    },
    withheld: {
      is: "The mail was not sent, because too many were asked for to this mailbox.",
      next: "Ask the person to wait an hour, or send the mail again yourself.",
    },
    "tried-again": {
      is: "The mail server of the address put the mail off, as many do at first.",
      next: "Wait for the next try.",
    },
    unclear: {
      is: "The mail server gave no clear answer, so the mail may have arrived.",
      next: "Ask the person to look for it, also in the spam folder. It is tried again.",
    },
    "refused-as-spam": {
      is: "The mail server of the address refuses mail from this site as unwanted.",
      next: "Check the DNS records and the reputation of the site. Then send the mail again.",
    },
    "refused-site": {
      is: "A mail server refuses the way in which this site sends mail.",
      next: "Check the settings for mail. Then send the mail again.",
    },
    "mailbox-full": {
      is: "The mailbox is full.",
      next: "Ask the person to make room. Then send the mail again.",
    },
    "no-mailbox": {
      is: "The mailbox does not exist. The address is probably mistyped.",
      next: "Ask for the right address, and correct it. Or the person does so on the page where they wait for the mail, or registers again.",
    },
    "no-domain": {
      is: "The domain of the address does not exist, or accepts no mail. The address is probably mistyped.",
      next: "Ask for the right address, and correct it. Or the person does so on the page where they wait for the mail, or registers again.",
    },
    refused: {
      is: "The mail server of the address refused the mail.",
      next: "Read its words. Send the mail again, or ask for another address.",
    },
    "not-in-time": {
      is: "The mail could not be sent in time, so it was given up.",
      next: "Send the mail again.",
    },
    cancelled: {
      is: "The last mail was not sent, because it was no longer needed.",
      next: "If the person still waits for one, send another.",
    },
    "link-expired": {
      is: "The mail was handed over, but its link has expired.",
      next: "Send the mail again.",
    },
    "codes-used-up": {
      is: "Too many wrong codes were entered, so the code of the last mail no longer works.",
      next: "Send the mail again, and ask the person to use only the newest one.",
    },
    opened: {
      is: "The link of the mail was opened, but nobody finished there.",
      next: "Ask the person to open it again and finish: with their password, a new one, or in the browser that registered.",
    },
    "opened-by-machine": {
      is: "The mail was handed over. Only a machine has opened its link so far, such as a scanner.",
      next: "Ask the person to look in the spam folder, or to open the link.",
    },
    "handed-over": {
      is: "The mail server accepted the mail. Nobody has used its link yet.",
      next: "Ask the person to look in the spam folder. Then send the mail again.",
    },
  },
  entries: {
    "mail-asked": "Mail queued",
    "mail-parked": "Mail waits: the site has no credit for strangers",
    "mail-put-off": "Mail put off",
    "mail-sent": "Mail handed over",
    "mail-refused": "Mail refused",
    "mail-bounced": "Mail came back",
    "mail-held-back": "Mail held back, because earlier mail came back",
    "mail-given-up": "Mail given up",
    "mail-withheld": "Mail withheld",
    "mail-cancelled": "Mail not sent, because it was no longer needed",
    "mail-stopped": "Mail not sent, because the mailbox stopped such mail",
    "mail-complained": "Mail marked as spam",
    "mails-withheld": "Mails withheld",
    "opened-by-person": "Link of the mail opened",
    "opened-by-machine": "Link of the mail opened by a machine, such as a scanner",
    "link-used": "Link or code of the mail used",
    "link-expired": "Link of the mail expired",
    "codes-tried": "Codes or passwords tried with the link",
    "logged-in-since": "Logged in, and not logged out since",
    suppressed: "Further mail is held back",
    stopped: "Mail that other people can cause stopped",
    "wrong-passwords": "Wrong passwords in a row",
  },
} as const;
