/** The options that every command takes. */
export type Globals = {
  readonly config?: string;
  readonly database?: string;
  readonly json?: true;
};
