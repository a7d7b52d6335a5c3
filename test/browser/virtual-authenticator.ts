// Authenticators that exist only in a test's browser (WebAuthn Level 3, 11): passkeys of a device, and security keys.

import type { Page } from "playwright-core";
import type { Device } from "./chromium.ts";

export type Authenticator = {
  /** Whether its owner touches it when it is asked. Otherwise it waits. */
  touches(present: boolean): Promise<unknown>;
  /** Whether it recognises its owner's finger, face or PIN. */
  recognises(verified: boolean): Promise<unknown>;
  /** How many passkeys it keeps for logging in without an address. */
  keeps(): Promise<number>;
  /** The names of the accounts of its passkeys. */
  accounts(): Promise<readonly (string | undefined)[]>;
  /** Gives another tab of the same browser the same passkeys: Chromium has an authenticator for each. */
  isAlsoIn(tab: Page): Promise<void>;
};

const KINDS = {
  /** A laptop or a phone with a fingerprint reader. */
  device: {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  },
  /** A security key that keeps nothing and has no PIN. */
  key: { protocol: "ctap2", transport: "usb" },
  /** A security key from before 2018. */
  u2f: { protocol: "u2f", transport: "usb" },
} as const;

type Kind = keyof typeof KINDS;

/** Gives a page of a device an authenticator. */
export async function authenticator({ page }: Device, kind: Kind): Promise<Authenticator> {
  const { session, authenticatorId } = await plugs(page, kind);
  const credentials = async () =>
    (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return {
    touches: (enabled) =>
      session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    recognises: (isUserVerified) =>
      session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    keeps: async () =>
      (await credentials()).filter(({ isResidentCredential }) => isResidentCredential).length,
    accounts: async () => (await credentials()).map(({ userName }) => userName),
    async isAlsoIn(tab) {
      const other = await plugs(tab, kind);
      for (const credential of await credentials())
        await other.session.send("WebAuthn.addCredential", {
          authenticatorId: other.authenticatorId,
          credential,
        });
    },
  };
}

async function plugs(page: Page, kind: Kind) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = { automaticPresenceSimulation: true, ...KINDS[kind] };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return { session, authenticatorId };
}
