// A browser that logged in before is known by a cookie, so that a stranger's wrong guesses from the
// same network never make its owner wait.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

export type KnownDevices = {
  /** The cookie's value for a browser in which somebody just logged in with this address. */
  mark(emailKey: string, deviceId: string): string;
  /** The device's id, if it is known for this address. */
  read(emailKey: string, value: string | undefined): string | undefined;
};

/**
 * Marks are signed for one address and stored nowhere. They open nothing: a known device only has
 * a count of wrong passwords of its own, as strict as everybody's (OWASP, "device cookies").
 */
export function knownDevices(keys: KeyRing): KnownDevices {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.device").digest(),
  );
  const sign = (key: KeyObject, emailKey: string, deviceId: string): string =>
    createHmac("sha256", key).update(`${deviceId}\0${emailKey}`).digest("base64url");
  return {
    mark: (emailKey, deviceId) => `${deviceId}.${sign(derived[0], emailKey, deviceId)}`,
    read(emailKey, value) {
      const [deviceId = "", signature = "", ...more] = value?.split(".") ?? [];
      if (more.length > 0 || !/^[A-Za-z0-9_-]{22}$/.test(deviceId)) return undefined;
      const genuine = derived.some((key) => isSameText(sign(key, emailKey, deviceId), signature));
      return genuine ? deviceId : undefined;
    },
  };
}
