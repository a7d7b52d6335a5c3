// What a browser tells password managers, so that they offer no passkey that is gone and show the address as it is now.

import { userHandleOf } from "./passkey.ts";
import type { PasskeySite } from "./passkey-site.ts";
import type { User } from "./user.ts";

/** Methods of `PublicKeyCredential`, and what each is given (WebAuthn Level 3, 5.1.10). */
export type PasskeySignals = {
  readonly signalAllAcceptedCredentials?: {
    readonly rpId: string;
    readonly userId: string;
    readonly allAcceptedCredentialIds: readonly string[];
  };
  readonly signalCurrentUserDetails?: {
    readonly rpId: string;
    readonly userId: string;
    readonly name: string;
    readonly displayName: string;
  };
  readonly signalUnknownCredential?: { readonly rpId: string; readonly credentialId: string };
};

/** What an account is called where a browser lists its passkeys. */
export const userSignal = (
  { rpId }: Pick<PasskeySite, "rpId">,
  user: Pick<User, "id" | "email">,
) => ({
  rpId,
  userId: userHandleOf(user),
  name: user.email,
  displayName: user.email,
});

/** All passkeys of a user, by their ids; any other that claims to be one is forgotten. */
export const ownSignals = (
  site: Pick<PasskeySite, "rpId">,
  user: Pick<User, "id" | "email">,
  handles: readonly string[],
): PasskeySignals => ({
  signalCurrentUserDetails: userSignal(site, user),
  signalAllAcceptedCredentials: {
    rpId: site.rpId,
    userId: userHandleOf(user),
    allAcceptedCredentialIds: handles,
  },
});
