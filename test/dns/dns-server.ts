// A real DNS server on this machine (RFC 1035, over UDP and TCP) that answers what a test wants.

import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** The records of a name. `broken` answers SERVFAIL, `silent` nothing at all. */
export type Zone = Readonly<Record<string, readonly ZoneRecord[] | "broken" | "silent">>;

export type ZoneRecord =
  | { readonly a: string }
  | { readonly aaaa: string }
  | { readonly mx: string; readonly priority?: number }
  | { readonly ptr: string }
  /** Several strings, as a text is published that is cut in other places than after 255 bytes. */
  | { readonly txt: string | readonly string[] };

export type DnsServer = AsyncDisposable & {
  /** For `--dns`. */
  readonly address: string;
  /** How often each name was asked for. */
  readonly asked: ReadonlyMap<string, number>;
};

const TYPES = { a: 1, ptr: 12, mx: 15, txt: 16, aaaa: 28 } as const;
const [NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME] = [0, 2, 3];

/** What an answer over UDP may have, to whoever does not say more. */
const SHORT = 512;

/** Starts it, on a free port by default. Names are in lower case. */
export async function dnsServer(zone: Zone, listenOn = 0): Promise<DnsServer> {
  const asked = new Map<string, number>();
  const answerTo = (query: Buffer): Buffer | undefined => answerFrom(zone, asked, query);
  const whole = overTcp(answerTo);
  const socket = await bothOn(whole, listenOn);
  socket.on("message", (query, { address, port }) => {
    const answer = answerTo(query);
    if (answer !== undefined) socket.send(shortened(query, answer), port, address);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      await new Promise<void>((resolve) => socket.close(() => resolve()));
      await new Promise((resolve) => whole.close(resolve));
    },
  };
}

/** Binds UDP and TCP to one port. A free one for UDP may be taken for TCP; then another is tried. */
async function bothOn(whole: Server, listenOn: number): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(listenOn, "127.0.0.1");
  await once(socket, "listening");
  try {
    await once(whole.listen(socket.address().port, "127.0.0.1"), "listening");
    return socket;
  } catch (error) {
    socket.close();
    if (listenOn !== 0) throw error;
    return bothOn(whole, listenOn);
  }
}

/** Whoever is told that an answer is cut asks again over TCP, where each message has its length in front. */
const overTcp = (answerTo: (query: Buffer) => Buffer | undefined): Server =>
  createServer((connection) => {
    let read = Buffer.alloc(0);
    connection.on("error", () => connection.destroy());
    connection.on("data", (bytes) => {
      read = Buffer.concat([read, bytes]);
      if (read.length < 2 || read.length < 2 + read.readUInt16BE(0)) return;
      const answer = answerTo(read.subarray(2)) ?? Buffer.alloc(0);
      connection.end(
        Buffer.concat([Buffer.from([answer.length >> 8, answer.length & 255]), answer]),
      );
    });
  });

/** Without EDNS (RFC 6891), a long answer is cut to its question and marked. */
function shortened(query: Buffer, answer: Buffer): Buffer {
  const isLong = answer.length > SHORT && query.readUInt16BE(10) === 0;
  if (!isLong) return answer;
  const cut = Buffer.from(answer.subarray(0, questionOf(query).end));
  cut[2]! |= 0x02;
  cut.writeUInt16BE(0, 6);
  return cut;
}

function answerFrom(zone: Zone, asked: Map<string, number>, query: Buffer): Buffer | undefined {
  const { name, type, end } = questionOf(query);
  asked.set(name, (asked.get(name) ?? 0) + 1);
  const there = zone[name];
  if (there === "silent") return undefined;
  const code = there === undefined ? NO_SUCH_NAME : there === "broken" ? SERVER_FAILURE : NO_ERROR;
  const records =
    there === undefined || there === "broken" ? [] : there.filter((each) => typeOf(each) === type);
  const header = [query[0]!, query[1]!, 0x85, 0x80 | code, 0, 1, 0, records.length, 0, 0, 0, 0];
  const answers = records.map((record) => answerWith(type, dataOf(record)));
  return Buffer.concat([Buffer.from(header), query.subarray(12, end), ...answers]);
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
  return Buffer.concat([record.txt].flat().flatMap(inPieces));
}

/** A text is split into pieces of 255 bytes. */
function inPieces(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / 255));
  return Array.from({ length: count }, (_, at) => {
    const piece = bytes.subarray(at * 255, (at + 1) * 255);
    return Buffer.concat([Buffer.from([piece.length]), piece]);
  });
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
