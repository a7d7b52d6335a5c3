// Where people read their mail, so that the waiting page can link to it.

type Mailbox = { readonly name: string; readonly url: string };

const GMAIL: Mailbox = { name: "Gmail", url: "https://mail.google.com/" };
const OUTLOOK: Mailbox = { name: "Outlook", url: "https://outlook.live.com/mail/" };
const YAHOO: Mailbox = { name: "Yahoo Mail", url: "https://mail.yahoo.com/" };
const ICLOUD: Mailbox = { name: "iCloud Mail", url: "https://www.icloud.com/mail" };
const PROTON: Mailbox = { name: "Proton Mail", url: "https://mail.proton.me/" };
const GMX: Mailbox = { name: "GMX", url: "https://www.gmx.net/" };
const WEB_DE: Mailbox = { name: "WEB.DE", url: "https://web.de/" };

const MAILBOXES: ReadonlyMap<string, Mailbox> = new Map([
  ["gmail.com", GMAIL],
  ["googlemail.com", GMAIL],
  ["outlook.com", OUTLOOK],
  ["hotmail.com", OUTLOOK],
  ["live.com", OUTLOOK],
  ["yahoo.com", YAHOO],
  ["icloud.com", ICLOUD],
  ["me.com", ICLOUD],
  ["proton.me", PROTON],
  ["protonmail.com", PROTON],
  ["gmx.net", GMX],
  ["gmx.de", GMX],
  ["web.de", WEB_DE],
]);

/** The web mailbox of an address, if it is a well-known one. */
export const mailboxOf = (email: string): Mailbox | undefined =>
  MAILBOXES.get(email.slice(email.lastIndexOf("@") + 1).toLowerCase());
