import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

type Place = { readonly port: number; readonly host: string };

/**
 * Listens, and returns the port. If that fails, throws with a message for people that includes `otherwise` as
 * what to do.
 */
export async function listen(
  server: Server,
  { port, host }: Place,
  otherwise: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new Error(wordsOf(error.code ?? "?", { port, host }, otherwise), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function wordsOf(code: string, { port, host }: Place, otherwise: string): string {
  if (code === "EADDRINUSE") return `Port ${port} is taken. Stop what uses it. ${otherwise}`;
  if (code === "EACCES") return `You are not allowed to use port ${port}. ${otherwise}`;
  if (["ENOTFOUND", "EAI_AGAIN", "EADDRNOTAVAIL", "EINVAL"].includes(code))
    return `"${host}" is not an address of this machine. To listen, give one like 127.0.0.1, or 0.0.0.0 for all.`;
  return `Port ${port} of ${host} cannot be used (${code}). ${otherwise}`;
}
