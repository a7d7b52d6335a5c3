// Asking the application before Postern about people who have not been moved over.

import { createHmac } from "node:crypto";
import type { Cidr } from "./client-address.ts";
import { seconds, type Duration, type Instant } from "./time.ts";

/** How the application before Postern is asked. */
export type OldSystemRules = {
  /** Where it is asked, with https; undefined if a function of the host asks. */
  readonly url: string | undefined;
  readonly secret: string;
  /** Networks that are not public, but may be reached. */
  readonly allowPrivate: readonly Cidr[];
  /** How long it has to answer. */
  readonly timeout: Duration;
  /** The name that an import of its users has, so that one knows whom the other moved. */
  readonly system: string;
};

/** Room for what is done around the question, in the step that every wrong answer takes. */
const ROOM: Duration = seconds(1);

/** How long every wrong answer takes while the old system is asked. */
export const askingStep = ({ timeout }: Pick<OldSystemRules, "timeout">): Duration =>
  timeout + ROOM;

/** The headers that show who asks, and when: those of Standard Webhooks, with the secret as it is. */
export function signedHeaders(
  secret: string,
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: Instant },
): Readonly<Record<string, string>> {
  const time = `${Math.floor(now / 1_000)}`;
  const signature = createHmac("sha256", secret).update(`${id}.${time}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${signature}` };
}
