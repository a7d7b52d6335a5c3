// The option `oldLinks`: how the application before Postern signed the confirmation links that it mailed.

import { z } from "zod";
import { parseKeyRing } from "../domain/key-ring.ts";
import { days } from "../domain/time.ts";
import type { Options } from "./types.ts";
import { duration, isRecord } from "./values.ts";

/** Shorter than our own, because it cannot be changed any more; but whoever guesses it writes links to everybody. */
const SHORTEST = 16;

const SECRET =
  "give the SECRET_KEY of the old application, at least 16 characters that nobody can guess";

const secrets = z
  .custom<string>((value) => typeof value === "string", SECRET)
  .transform((text, context) => {
    const ring = parseKeyRing(text);
    const keys = text.split(",").map((key) => key.trim());
    if (ring.ok || (ring.reason === "short" && keys.every((key) => key.length >= SHORTEST)))
      return keys;
    context.addIssue({ code: "custom", message: SECRET, params: { isComplete: true } });
    return z.NEVER;
  });

const PATH = 'give a path that ends with ":token", like "/confirm/:token"';

export const oldLinks = z
  .custom<NonNullable<Options["oldLinks"]>>(isRecord)
  .pipe(
    z.strictObject({
      path: z
        .string(PATH)
        .regex(/^(?:\/[\w.~-]+)+\/:token$/, PATH)
        .default("/confirm/:token"),
      secret: secrets,
      salt: z.string('give the salt, like "email-confirm"'),
      derivation: z
        .enum(
          ["django-concat", "hmac", "concat", "none"],
          'give "django-concat", "hmac", "concat" or "none"',
        )
        .default("django-concat"),
      digest: z
        .enum(["sha1", "sha256", "sha512"], 'give "sha1", "sha256" or "sha512"')
        .default("sha1"),
      maxAge: duration.default(days(3)),
    }),
  )
  .transform(({ secret, ...rules }) => ({ ...rules, secrets: secret }))
  .optional();
