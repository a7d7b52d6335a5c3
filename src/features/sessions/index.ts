export {
  endSession,
  findVisit,
  mintSession,
  renewSession,
  type MintedSession,
} from "./sessions.ts";
export type { Visit } from "./store.ts";
