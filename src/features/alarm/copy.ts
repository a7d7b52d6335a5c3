export const copy = {
  mail: {
    subject: (appName: string) => `${appName} could not send its mail`,
    preheader: "People are waiting for links. What to look at.",
    text: (appName: string, since: string, waiting: number) =>
      `Since ${since}, mail of ${appName} was not going out. ${waiting} ${
        waiting === 1 ? "mail was" : "mails were"
      } waiting when this was noticed. Nothing is lost: they are sent as soon as it works again.`,
    refused: (appName: string, since: string) =>
      `Mail servers have refused mail of ${appName} because of the sender, or by a policy against it, since ${since}. Nobody but you can mend that: it is about the site's account, its domain or its reputation, not about the addresses.`,
    refusedBy: (domain: string, count: number, answer: string) =>
      `${domain}, ${count} ${count === 1 ? "mail" : "mails"}: ${answer}`,
    answer: (answer: string) => `The mail server said: ${answer}`,
    help: "To see what waits, run: postern mail list. To find what is wrong, run: postern doctor.",
    again: "As long as it lasts you get this mail once a day.",
    reason: "this is the operator's address in the site's settings",
  },
};
