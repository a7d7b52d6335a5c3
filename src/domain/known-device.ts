// A cookie identifies a browser that logged in before, so that a stranger's wrong guesses from the same network
// never make the owner wait.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";
import type { Instant } from "./time.ts";

/** The content of a genuine mark. The store knows whether it still counts: a recovery makes marks void. */
export type DeviceMark = {
  readonly deviceId: string;
  /** When the mark was made; 0 for marks of the previous version, which did not contain it. */
  readonly madeOn: Instant;
};

/** Marks of the browsers in which somebody logged in with an address. */
export type KnownDevices = {
  /** The cookie's value for a browser in which somebody has just logged in with this address. */
  mark(emailKey: string, mark: DeviceMark): string;
  /** The content of the cookie, if it is a mark for this address. */
  read(emailKey: string, value: string | undefined): DeviceMark | undefined;
};

/**
 * Marks are signed for one address and stored nowhere. They do not log anybody in: a known device only has its
 * own count of wrong passwords, which is as strict as any other (OWASP, "device cookies").
 */
export function knownDevices(keys: KeyRing): KnownDevices {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.device").digest(),
  );
  const sign = (key: KeyObject, emailKey: string, deviceId: string, madeOn: string): string =>
    createHmac("sha256", key)
      .update([deviceId, emailKey, ...(madeOn === "" ? [] : [madeOn])].join("\0"))
      .digest("base64url");
  return {
    mark(emailKey, { deviceId, madeOn }) {
      const time = madeOn.toString(36);
      return `${deviceId}.${time}.${sign(derived[0], emailKey, deviceId, time)}`;
    },
    read(emailKey, value) {
      const [, deviceId = "", time = "", signature = ""] = MARK.exec(value ?? "") ?? [];
      if (deviceId === "") return undefined;
      const genuine = derived.some((key) =>
        isSameText(sign(key, emailKey, deviceId, time), signature),
      );
      return genuine ? { deviceId, madeOn: time === "" ? 0 : parseInt(time, 36) } : undefined;
    },
  };
}

/** The device's id, the time of the mark (missing in marks of the previous version), and the signature. */
const MARK = /^([A-Za-z0-9_-]{22})\.(?:([0-9a-z]{1,10})\.)?([A-Za-z0-9_-]{43})$/;
