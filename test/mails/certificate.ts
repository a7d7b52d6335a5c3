// A self-made certificate for a server on this machine: RFC 5280 in as few bytes as possible.

import { generateKeyPairSync, sign, type KeyPairKeyObjectResult } from "node:crypto";

export type Certificate = { readonly key: string; readonly cert: string };

/** A certificate for an IPv4 address, valid for one year from `now`; self-signed, unless it is for keys of another kind. */
export function selfSigned(ip: string, now: Date, keys?: KeyPairKeyObjectResult): Certificate {
  const issuer = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { publicKey, privateKey } = keys ?? issuer;
  const ends = new Date(now.getTime() + 365 * 86_400_000);
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from("mail.test")))));
  const address = der(0x87, Buffer.from(ip.split(".").map(Number)));
  const names = sequence(SUBJECT_ALT_NAME, der(0x04, sequence(address)));
  const signed = sequence(
    der(0xa0, Buffer.from([2, 1, 2])), // version 3
    der(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(now), time(ends)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(names)),
  );
  const signature = sign("sha256", signed, issuer.privateKey);
  const whole = sequence(signed, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  const base64 = whole.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
const time = (at: Date): Buffer =>
  der(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, "")
        .slice(2)}`,
    ),
  );

const COMMON_NAME = der(0x06, Buffer.from("550403", "hex"));
const SUBJECT_ALT_NAME = der(0x06, Buffer.from("551d11", "hex"));
const ECDSA_WITH_SHA256 = sequence(der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
