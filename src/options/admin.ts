// The option `admin`: whether the console for the site's staff is there, and on which host.

import { z } from "zod";
import { isRecord } from "./values.ts";

const A_HOST = "give a host like admin.example.com";

/** A name, and a port if it is not the usual one; as browsers write it. */
const host = z.string(A_HOST).transform((given, context) => {
  const url = URL.parse(`https://${given}`);
  if (url !== null && url.host !== "" && `https://${url.host}/` === url.href) return url.host;
  context.addIssue({ code: "custom", message: A_HOST });
  return z.NEVER;
});

export const admin = z
  .custom<boolean | { host: string }>((given) => typeof given === "boolean" || isRecord(given))
  .transform((given) => (typeof given === "boolean" ? { on: given } : { ...given, on: true }))
  .pipe(z.strictObject({ on: z.boolean(), host: host.optional() }))
  .transform(({ on, host: only }) => ({ on, host: only }));
