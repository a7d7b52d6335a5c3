// A user's passkeys as the pages show them, and what is left without one.

import { PASSKEY, PASSWORD, RECOVERY_CODE, TOTP, type Credential } from "../../domain/evidence.ts";
import type { User } from "../../domain/user.ts";
import { mustKeepFactor } from "../../identity/second-factor-policy.ts";
import type { Settings } from "../../ports/settings.ts";

/** Passkeys and security keys, oldest first. */
export const passkeysOf = (credentials: readonly Credential[]): readonly Credential[] =>
  credentials.filter(({ kind }) => kind === PASSKEY);

/** A way to log in. `reset`: with a new password, by a link that is mailed. */
export type WayLeft =
  | "password"
  | "password-and-code"
  | "password-and-recovery-code"
  | "password-and-key"
  | "reset"
  | { readonly passkey: string };

/** What removing a passkey leaves. */
export type Left = {
  /** Those that work today, under today's policy. */
  readonly ways: readonly WayLeft[];
  /** Whether logging in takes only one step without it, and two with it. */
  readonly oneStep: boolean;
  /** Whether this site requires a second step, and this is the last one. */
  readonly required: boolean;
};

/** What would be left to a user without one of these credentials. */
export function leftWithout(
  id: string,
  credentials: readonly Credential[],
  user: Pick<User, "factors" | "admin">,
  settings: Pick<Settings, "passkeys" | "secondFactor">,
): Left {
  const { passkeys } = settings;
  const rest = credentials.filter((each) => each.id !== id);
  const has = (kind: string, factor?: string): boolean =>
    rest.some((each) => each.kind === kind && (factor === undefined || each.factor === factor));
  const isSecure = rest.some(({ factor }) => factor === "second" || factor === "both");
  const mustKeep = mustKeepFactor(settings, user);
  const wantsTwo = user.factors === 2 || mustKeep;
  const twoSteps = wantsTwo && isSecure;
  const withPassword: readonly WayLeft[] = twoSteps
    ? [
        ...(has(TOTP) ? (["password-and-code"] as const) : []),
        ...(passkeys.on && has(PASSKEY, "second") ? (["password-and-key"] as const) : []),
        ...(has(RECOVERY_CODE) ? (["password-and-recovery-code"] as const) : []),
      ]
    : ["password"];
  const ways: readonly WayLeft[] = [
    ...(has(PASSWORD) ? withPassword : []),
    ...rest
      .filter(({ kind, factor }) => passkeys.on && kind === PASSKEY && factor === "both")
      .map(({ name }) => ({ passkey: name ?? "" })),
  ];
  return {
    ways: ways.length === 0 ? ["reset"] : ways,
    oneStep: wantsTwo && !isSecure,
    required: mustKeep && !isSecure,
  };
}
