import type { AuditEntry } from "../../ports/admin-store.ts";

/** A line of the audit log for programs: the same from the console and the command line. */
export const auditJson = ({ id, happenedOn, actor, act, userId, detail }: AuditEntry) => ({
  id,
  happenedOn: new Date(happenedOn).toISOString(),
  actor,
  act,
  userId,
  detail,
});
