import { postern } from "postern/next";
import { accounts } from "../../accounts.mjs";

// <glue>
export const { GET, POST } = postern(accounts);
// </glue>
