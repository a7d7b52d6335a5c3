import { postern } from "postern/bun";
import { accounts } from "./accounts.ts";
import { site } from "./site.ts";

Bun.serve({ port: Number(process.env.PORT ?? 3000), fetch: postern(accounts, site) });
