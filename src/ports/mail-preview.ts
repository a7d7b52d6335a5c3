// Mails as their readers will see them, made from sample variables: for operators, not for readers.

/** A kind of mail, and which of its samples. */
export type MailSample = {
  /** The kind, and the sample if the kind has several: `confirm-again.by-address`. */
  readonly name: string;
  readonly kind: string;
};

/** A mail made from sample variables. */
export type MailPreview = MailSample & {
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** The HTML as it is sent. */
  readonly html: string;
  /** The HTML as it looks to a reader who prefers light or dark, whatever the viewer prefers. */
  readonly light: string;
  readonly dark: string;
};

/** All mails of a site with sample variables. Each is rendered when it is asked for. */
export type MailPreviews = {
  samples(): readonly MailSample[];
  /** Tags of the languages. */
  readonly languages: readonly string[];
  /** Undefined if there is no such sample or language. */
  of(language: string, name: string): Promise<MailPreview | undefined>;
};
