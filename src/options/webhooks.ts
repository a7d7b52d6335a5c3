// The option `webhooks`: what they may reach, and for how long one of them may take.

import { z } from "zod";
import { parseCidrs } from "../domain/client-address.ts";
import { seconds } from "../domain/time.ts";
import { duration, isRecord } from "./values.ts";

export const networks = z
  .custom<readonly string[]>((value) => Array.isArray(value) && value.every(isText))
  .transform((texts, context) => {
    const parsed = parseCidrs(texts.join(","));
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: 'give networks, like ["10.0.0.0/8"]' });
    return z.NEVER;
  });

const isText = (value: unknown): value is string => typeof value === "string";

/** Standard Webhooks recommends 15 to 30 seconds. After 30 seconds nothing waits for any receiver of events. */
const [USUAL, LONGEST] = [seconds(15), seconds(30)];

export const webhooks = z
  .custom<Readonly<Record<string, unknown>>>(isRecord)
  .default({})
  .pipe(
    z.strictObject({
      allowPrivate: networks.default([]),
      allowHttp: z.boolean('give "true" or "false"').default(false),
      timeout: duration
        .refine((value) => value <= LONGEST, 'give a length of time of at most "30 seconds"')
        .default(USUAL),
    }),
  );
