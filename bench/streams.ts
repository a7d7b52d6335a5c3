// Thousands of open streams of server-sent events, over raw sockets.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { requestText } from "./load.ts";

export type Streams = Disposable & {
  /** Resolves when the stream at this place is told something. */
  told(place: number): Promise<void>;
  /** How many are open. */
  count(): number;
};

const AT_ONCE = 100;

/** Opens a stream for each set of headers. Rejects if one is refused. */
export async function openStreams(
  url: string,
  headers: readonly Readonly<Record<string, string>>[],
): Promise<Streams> {
  const sockets: Socket[] = [];
  const listening = new Map<number, () => void>();
  const left = headers.entries();
  const open = async (): Promise<void> => {
    for (const [place, own] of left) {
      const { hostname, port } = new URL(url);
      const socket = connect({ host: hostname, port: Number(port) }).setEncoding("latin1");
      sockets.push(socket);
      socket.on("error", () => socket.destroy());
      socket.write(requestText(url, { headers: { ...own, accept: "text/event-stream" } }));
      const [answer] = (await once(socket, "data")) as [string];
      if (!answer.startsWith("HTTP/1.1 200 ")) throw new Error(answer);
      socket.on("data", (text: string) => {
        if (text.includes("data:")) listening.get(place)?.();
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));
  return {
    told: (place) => new Promise((resolve) => listening.set(place, resolve)),
    count: () => sockets.filter(({ destroyed }) => !destroyed).length,
    [Symbol.dispose]: () => sockets.forEach((socket) => socket.destroy()),
  };
}
