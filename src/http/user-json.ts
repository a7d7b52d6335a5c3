import type { User } from "../domain/user.ts";
import { iso, type JsonBody } from "./answer.ts";

/** A user as JSON, for that user only. */
export const publicUser = (user: User): JsonBody => ({
  id: user.id,
  email: user.email,
  registeredOn: iso(user.registeredOn),
  confirmedOn: iso(user.confirmedOn),
  admin: user.admin,
  roles: user.roles,
  language: user.language,
  fields: user.fields,
  terms: user.terms.map(({ version, acceptedOn }) => ({ version, acceptedOn: iso(acceptedOn) })),
});
