export { completeLogIn, newDevice, type LoggedIn, type LogInRefusal } from "./complete-log-in.ts";
export { enrol } from "./enrol.ts";
export {
  endSession,
  findSession,
  listSessions,
  mintSession,
  renewSession,
  sessionAfter,
  staysLoggedIn,
  type FoundSession,
  type MintedSession,
} from "./sessions.ts";
export type { Visit } from "./store.ts";
