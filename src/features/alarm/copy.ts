export const copy = {
  mail: {
    subject: "Mail could not be sent",
    preheader: "What happened, and what to look at.",
    text: (appName: string, since: string, waiting: number) =>
      `Since ${since}, ${appName} could not send mail. ${
        waiting === 1 ? "1 mail was" : `${waiting} mails were`
      } waiting when this was noticed. Nothing is lost: ${
        waiting === 1 ? "it is" : "they are"
      } sent as soon as sending works again.`,
    refused: (appName: string, since: string) =>
      `Since ${since}, mail servers have refused mail from ${appName} because of its sender or because of a policy. Only you can fix this: the cause is the site's mail account, domain or reputation, not the addresses.`,
    refusedBy: (domain: string, count: number, answer: string) =>
      `${domain}, ${count} ${count === 1 ? "mail" : "mails"}: ${answer}`,
    answer: (answer: string) => `The mail server said: ${answer}`,
    commands: [
      { commandLabel: "To see which mails are waiting, run", command: "postern mail list" },
      { commandLabel: "To find out what is wrong, run", command: "postern doctor" },
    ],
    again: "While this lasts, you get this email once a day.",
    reason: "this is the operator's address in the site's settings",
  },
};

/** Acts of the audit log, as the page with one's own data names them. */
export const auditActs = {
  "mail-trouble": "Told that mail is not going out",
} as const;

/** What each mail was about, as the page with one's own data lists it. */
export const mailNames = {
  "mail-trouble": "Mail is not going out",
} as const;
