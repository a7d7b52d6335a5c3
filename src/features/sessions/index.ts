export {
  endSession,
  findVisit,
  listSessions,
  mintSession,
  renewSession,
  sessionAfter,
  staysLoggedIn,
  type MintedSession,
} from "./sessions.ts";
export type { Visit } from "./store.ts";
