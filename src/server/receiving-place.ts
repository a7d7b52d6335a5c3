// Where bounce reports are received, as operators write it.

import type { Options } from "../options/types.ts";
import type { Known } from "./config-types.ts";
import type { Place } from "./listen.ts";

export type ReceivingPlace = Place & { readonly protocol: "lmtp" | "smtp" };

/** Only this machine's own mail server reaches it. */
export const USUAL_PLACE: ReceivingPlace = { protocol: "lmtp", host: "127.0.0.1", port: 2424 };

export const LIKE_A_PLACE = "like 127.0.0.1:2424 or unix:/run/postern/bounces.sock";

/** In front of both forms, a protocol may stand: `lmtp://127.0.0.1:2424`, or `lmtp:unix:/…` as Postfix writes it. */
const PLACE =
  /^(?:(?<protocol>lmtp|smtp):(?:\/\/)?)?(?:unix:(?<path>\/.+)|(?<host>\[[^\]]+\]|[^:/[\]]+):(?<port>\d+))$/i;

/** Undefined for text that names no place. LMTP is meant unless it says SMTP. */
export function parseReceivingPlace(text: string): ReceivingPlace | undefined {
  const { protocol, path, host, port } = PLACE.exec(text)?.groups ?? {};
  const spoken = protocol?.toLowerCase() === "smtp" ? "smtp" : "lmtp";
  if (path !== undefined) return { protocol: spoken, path };
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { protocol: spoken, host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/** A place in the form that is read. */
export function shownPlace(place: ReceivingPlace): string {
  if ("path" in place) return `${place.protocol}:unix:${place.path}`;
  const { protocol, host, port } = place;
  return `${protocol}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** POSTERN_BOUNCE_LISTEN: where the server itself receives reports; undefined: nowhere. */
export function readReceivingPlace(
  { environment, problems }: Known,
  { bounceAddress }: Options,
): ReceivingPlace | undefined {
  const text = environment["POSTERN_BOUNCE_LISTEN"];
  if (text === undefined) return undefined;
  const place = parseReceivingPlace(text);
  if (place === undefined)
    problems.push(`POSTERN_BOUNCE_LISTEN: give an address ${LIKE_A_PLACE}, not "${text}"`);
  if (bounceAddress === undefined)
    problems.push("POSTERN_BOUNCE_ADDRESS: give the address that bounces are sent to as well");
  return place;
}
