// Outcomes that a person or an attacker can cause are values, not exceptions.

/** The operation was done; `value` is its result. */
export type Done<Value> = { readonly ok: true; readonly value: Value };

/** The operation was refused for a stable kebab-case reason, with `More` to tell the person. */
export type Refused<Reason extends string, More extends object = object> = {
  readonly ok: false;
  readonly reason: Reason;
} & More;

/**
 * Either the operation was done, or it was refused. A refusal without further data can be named by its reason
 * alone.
 *
 * @example
 * const found: Result<User, "not-found" | TooMany> = refused("not-found");
 */
export type Result<Value, Refusal extends string | Refused<string> = string> =
  | Done<Value>
  | ([Extract<Refusal, string>] extends [never] ? never : Refused<Extract<Refusal, string>>)
  | Exclude<Refusal, string>;

/**
 * Makes a `Done`.
 *
 * @example
 * ```ts
 * const half = (count: number): Result<number, "odd"> =>
 *   count % 2 === 0 ? done(count / 2) : refused("odd");
 * half(4); // → { ok: true, value: 2 }
 * ```
 */
export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });

/**
 * Makes a `Refused`; `reason` is a stable kebab-case word that programs may rely on.
 *
 * @example
 * ```ts
 * refused("too-many"); // → { ok: false, reason: "too-many" }
 * ```
 */
export const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({
  ok: false,
  reason,
});
