// A real DNS server on this machine (RFC 1035, over UDP) that answers what a test wants.

import { createSocket } from "node:dgram";
import { once } from "node:events";

/** The records of a name. `broken` answers SERVFAIL, `silent` nothing at all. */
export type Zone = Readonly<Record<string, readonly ZoneRecord[] | "broken" | "silent">>;

export type ZoneRecord =
  | { readonly a: string }
  | { readonly aaaa: string }
  | { readonly mx: string; readonly priority?: number }
  | { readonly ptr: string }
  | { readonly txt: string };

export type DnsServer = AsyncDisposable & {
  /** For `--dns`. */
  readonly address: string;
  /** How often each name was asked for. */
  readonly asked: ReadonlyMap<string, number>;
};

const TYPES = { a: 1, ptr: 12, mx: 15, txt: 16, aaaa: 28 } as const;
const [NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME] = [0, 2, 3];

/** Starts it, on a free port by default. Names are in lower case. */
export async function dnsServer(zone: Zone, listenOn = 0): Promise<DnsServer> {
  const socket = createSocket("udp4");
  const asked = new Map<string, number>();
  socket.on("message", (query, { address, port }) => {
    const { name, type, end } = questionOf(query);
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const there = zone[name];
    if (there === "silent") return;
    const code =
      there === undefined ? NO_SUCH_NAME : there === "broken" ? SERVER_FAILURE : NO_ERROR;
    const records =
      there === undefined || there === "broken"
        ? []
        : there.filter((each) => typeOf(each) === type);
    const header = Buffer.from([
      query[0]!,
      query[1]!,
      0x85,
      0x80 | code,
      0,
      1,
      0,
      records.length,
      0,
      0,
      0,
      0,
    ]);
    const answers = records.map((record) => answerWith(type, dataOf(record)));
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), port, address);
  });
  socket.bind(listenOn, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    [Symbol.asyncDispose]: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** The name and type that a query asks for, and where its question ends. */
function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

const typeOf = (record: ZoneRecord): number => TYPES[Object.keys(record)[0] as keyof typeof TYPES];

/** A record for the name in the question (a pointer to byte 12), valid for a minute. */
const answerWith = (type: number, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]),
    data,
  ]);

function dataOf(record: ZoneRecord): Buffer {
  if ("a" in record) return Buffer.from(record.a.split(".").map(Number));
  if ("aaaa" in record) return ipv6(record.aaaa);
  if ("ptr" in record) return nameIn(record.ptr);
  if ("mx" in record)
    return Buffer.concat([Buffer.from([0, record.priority ?? 10]), nameIn(record.mx)]);
  // A text is split into pieces of 255 bytes.
  const pieces = record.txt.match(/[\s\S]{1,255}/g) ?? [];
  return Buffer.concat(
    pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])),
  );
}

const nameIn = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split(".")
      .filter(Boolean)
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function ipv6(address: string): Buffer {
  const [head = "", tail = ""] = address.split("::");
  const [front, back] = [head, tail].map((part) => part.split(":").filter(Boolean));
  const gap = Array<string>(8 - front!.length - back!.length).fill("0");
  return Buffer.from(
    [...front!, ...gap, ...back!].map((group) => group.padStart(4, "0")).join(""),
    "hex",
  );
}
