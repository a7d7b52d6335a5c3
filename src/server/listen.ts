import type { AddressInfo, Server } from "node:net";

/** A port of an address, or the path of a socket. */
export type Place = { readonly port: number; readonly host: string } | { readonly path: string };

/**
 * Listens, and returns the port, or 0 for a socket. If that fails, throws with a message for people that includes `otherwise`
 * as what to do. Every user of the machine may connect to a socket, as to a port: its folder decides who reaches it.
 */
export async function listen(server: Server, place: Place, otherwise: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(wordsOf(error.code ?? "?", place, otherwise), { cause: error }));
    });
    if ("path" in place) {
      server.listen({ path: place.path, readableAll: true, writableAll: true }, resolve);
    } else server.listen(place.port, place.host, resolve);
  });
  return "path" in place ? 0 : (server.address() as AddressInfo).port;
}

function wordsOf(code: string, place: Place, otherwise: string): string {
  if ("path" in place) {
    const name = `The socket ${place.path}`;
    return code === "EADDRINUSE"
      ? `${name} is taken. Stop what uses it. ${otherwise}`
      : `${name} cannot be made (${code}): look whether its folder exists, and at its rights. ${otherwise}`;
  }
  const { host, port } = place;
  if (code === "EADDRINUSE") return `Port ${port} is taken. Stop what uses it. ${otherwise}`;
  if (code === "EACCES") return `You are not allowed to use port ${port}. ${otherwise}`;
  if (["ENOTFOUND", "EAI_AGAIN", "EADDRNOTAVAIL", "EINVAL"].includes(code))
    return `"${host}" is not an address of this machine. To listen, give one like 127.0.0.1, or 0.0.0.0 for all.`;
  return `Port ${port} of ${host} cannot be used (${code}). ${otherwise}`;
}
