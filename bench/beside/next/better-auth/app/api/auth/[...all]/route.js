import { toNextJsHandler } from "better-auth/next-js";
import { auth } from "../../../../accounts.mjs";

// <glue>
export const { GET, POST } = toNextJsHandler(auth);
// </glue>
