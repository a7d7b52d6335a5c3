// Whether a report is about the mailbox that Postern wrote to, or about one that the mail was passed on to.

/** Upper and lower case, a detail after "+" and quotes are a server's to change. */
const nameOf = (address: string): string =>
  address
    .slice(0, address.includes("@") ? address.lastIndexOf("@") : undefined)
    .replace(/^"(.*)"$/, "$1")
    .split("+", 1)[0]!
    .normalize("NFC")
    .toLowerCase();

/** A report may write other than ASCII letters as numbers (RFC 6533 section 3). */
const isEncoded = (address: string): boolean => address.includes("\\x{");

/**
 * Whether the recipients that a report names as failed include the mailbox of an address; also if it names none.
 *
 * The names are compared, and not the domains: providers rewrite the domain (`ada@acme.onmicrosoft.example`). Another
 * name is the member of an alias or a list; the mail may have reached the others, and the address works.
 */
export const isAbout = (failed: readonly string[], email: string): boolean =>
  failed.length === 0 || failed.some((each) => isEncoded(each) || nameOf(each) === nameOf(email));
