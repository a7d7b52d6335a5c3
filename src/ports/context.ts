import type { Codes } from "../domain/code.ts";
import type { KnownDevices } from "../domain/known-device.ts";
import type { LinkCodec } from "../domain/link-codec.ts";
import type { ReturnPaths } from "../domain/return-path.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Passwords } from "./passwords.ts";
import type { Random } from "./random.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** All that use cases may need. Each takes a `Pick` of it: its signature is the list of its effects. */
export type Context = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly passwords: Passwords;
  readonly links: LinkCodec;
  readonly codes: Codes;
  readonly devices: KnownDevices;
  /** Undefined where no address for bounces is configured. */
  readonly returnPaths: ReturnPaths | undefined;
  readonly settings: Settings;
  readonly log: Log;
};

/** What is known of whoever asks: the network address for limits, words for the browser. */
export type Client = {
  readonly address: string;
  readonly browser: string;
  /** The browser's mark of a known device, as it was sent: good for one address, or made up. */
  readonly device?: string | undefined;
};
