import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens, and says at which port. Throws where it is taken, with `otherwise` to do. */
export async function listen(
  server: Server,
  { port, host }: { readonly port: number; readonly host: string },
  otherwise: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const words = `Port ${port} is taken. Stop what uses it. ${otherwise}`;
      reject(taken ? new Error(words, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}
