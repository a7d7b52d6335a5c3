// The reports that real mail servers wrote about mails of Postern, as they are kept and told again.

const OF_ANY = "bounces+MAIL@";

/** Without our own mail, which it may quote, and for any return path. */
export const shortened = (message: string, returnPath: string): string =>
  message
    .replace(/^-+(_NmP-\S+?)(?:_\S+)?\r?\n[^]*\1\S*--\s*$/m, "(the mail)\r\n")
    .replaceAll(`${nameOf(returnPath)}@`, OF_ANY);

/** The report of a recording, for a mail with this return path. */
export const reportFor = (kept: string, returnPath: string) => ({
  to: returnPath,
  message: kept.replaceAll(OF_ANY, `${nameOf(returnPath)}@`),
});

const nameOf = (address: string): string => address.split("@")[0] ?? "";
