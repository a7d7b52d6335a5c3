// A mail is described once; its HTML and its text are two ways to write the same blocks down.

import { copy } from "./copy.ts";
import { html, type Markup } from "./markup.ts";

export type MailBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  /** The thing to do: a button, and the bare URL for whoever has to copy it. */
  | { readonly kind: "action"; readonly label: string; readonly url: string }
  | { readonly kind: "code"; readonly label: string; readonly code: string }
  | { readonly kind: "small"; readonly text: string }
  /** The way out for others than the expected reader: "Was it not you? Remove the registration". */
  | { readonly kind: "link"; readonly label: string; readonly url: string };

export type MailProps = {
  readonly appName: string;
  /** What mail programs show beside the subject. Only there, so it says nothing that is not below. */
  readonly preheader: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
  readonly foot: {
    readonly support?: string | undefined;
    /** Completes "You get this because …". */
    readonly reason: string;
  };
};

export type MailParts = { readonly html: string; readonly text: string };
