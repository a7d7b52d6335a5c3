// Types for reading the configuration.

export type Environment = Readonly<Record<string, string | undefined>>;

export type Mode = "development" | "test" | "production";

/** Where a value came from, for `postern config`. */
export type Provenance = {
  readonly name: string;
  readonly value: string;
  readonly from: string;
};

export type LoadOptions = {
  readonly environment: Environment;
  /** The mode if NODE_ENV is not set: `postern dev` and `postern start` differ here. */
  readonly mode: Mode;
  readonly folder?: string;
  readonly configFile?: string | undefined;
  /** Command-line flags, which have precedence over everything. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly database?: string | undefined;
};

export type Known = {
  readonly mode: Mode;
  readonly environment: Environment;
  readonly folder: string;
  readonly load: LoadOptions;
  readonly file: Readonly<Record<string, unknown>>;
  readonly problems: string[];
};
