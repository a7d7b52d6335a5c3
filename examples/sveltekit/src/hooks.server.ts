import { sequence } from "@sveltejs/kit/hooks";
import { confirmed, postern } from "postern/sveltekit";
import { accounts } from "#lib/server/accounts.ts";

export const handle = sequence(postern(accounts), confirmed(accounts, "/dashboard", "/api"));
