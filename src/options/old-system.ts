// The option `oldSystem`: how the application before Postern is asked about people who have not been moved over.

import { z } from "zod";
import { parseKeyRing } from "../domain/key-ring.ts";
import type { OldSystemRules } from "../domain/old-system.ts";
import { seconds } from "../domain/time.ts";
import type { Options } from "./types.ts";
import { duration, isRecord } from "./values.ts";
import { networks } from "./webhooks.ts";

const SECRET = "give a secret of at least 32 characters; `npx postern secret` makes one";

const URL_WORDS = 'give a URL that begins with https, like "https://old.example.com/postern"';

/** Every wrong password waits so long, so it is short. */
const [USUAL, LONGEST] = [seconds(2), seconds(10)];

const hasUrl = (text: string): boolean => {
  const url = URL.parse(text);
  return url?.protocol === "https:" && url.username === "" && url.password === "";
};

export const oldSystem = z
  .custom<NonNullable<Options["oldSystem"]>>(isRecord)
  .pipe(
    z.strictObject({
      url: z.string(URL_WORDS).refine(hasUrl, URL_WORDS).optional(),
      secret: z
        .string(SECRET)
        .refine((text) => parseKeyRing(text).ok, SECRET)
        .default(""),
      allowPrivate: networks.default([]),
      timeout: duration
        .refine((value) => value <= LONGEST, 'give a length of time of at most "10 seconds"')
        .default(USUAL),
      system: z
        .string('give a name, like "flask-security"')
        .regex(/^[a-z][a-z\d.-]{0,63}$/, 'give a name, like "flask-security"')
        .default("old-system"),
    }),
  )
  .refine(({ url, secret }) => url === undefined || secret !== "", {
    path: ["secret"],
    message: SECRET,
  })
  .transform(({ url, ...rules }) => ({ ...rules, url }))
  .optional();

/** The rules that are chosen with the option, for a command that reads no others; undefined if there are none, or wrong ones. */
export const oldSystemRules = (options: Pick<Options, "oldSystem">): OldSystemRules | undefined =>
  oldSystem.safeParse(options.oldSystem).data;
