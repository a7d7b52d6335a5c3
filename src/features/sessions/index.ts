export { endSession, findVisit, mintSession, type MintedSession } from "./sessions.ts";
export type { Visit } from "./store.ts";
