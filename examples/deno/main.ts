import process from "node:process";
import { postern } from "postern/deno";
import { accounts } from "./accounts.ts";
import { site } from "./site.ts";

Deno.serve({ port: Number(process.env.PORT ?? 3000) }, postern(accounts, site));
