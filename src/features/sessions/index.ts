export {
  endSession,
  findVisit,
  listSessions,
  mintSession,
  renewSession,
  sessionAfter,
  type MintedSession,
} from "./sessions.ts";
export type { Visit } from "./store.ts";
