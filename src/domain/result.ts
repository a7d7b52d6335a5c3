// Outcomes that a person or an attacker can cause are values, not exceptions.

/** Either the act was done and this is what came of it, or it was refused for a named reason. */
export type Result<Value, Reason extends string = string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason };

/** The act was done. */
export const done = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
});

/** The act was refused; `reason` is a stable kebab-case word that programs may rely on. */
export const refused = <Reason extends string>(
  reason: Reason,
): { readonly ok: false; readonly reason: Reason } => ({ ok: false, reason });
