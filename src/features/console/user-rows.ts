// A user in a file: the same columns and facts from the console and the command line.

import { iso } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";

const stateOf = (user: User): string =>
  user.disabledOn !== null ? "disabled" : user.confirmedOn !== null ? "confirmed" : "unconfirmed";

/** A user for programs: every fact, and nothing that gives access. */
export const userJson = (user: User) => ({
  id: user.id,
  email: user.email,
  state: stateOf(user),
  admin: user.admin,
  roles: user.roles,
  registeredOn: iso(user.registeredOn),
  registeredWith: user.registeredWith,
  confirmedOn: iso(user.confirmedOn),
  confirmedVia: user.confirmedVia,
  passwordChangedOn: iso(user.passwordChangedOn),
  disabledOn: iso(user.disabledOn),
  deletesOn: iso(user.deletesOn),
  language: user.language,
  fields: user.fields,
  terms: user.terms.map(({ version, acceptedOn }) => ({ version, acceptedOn: iso(acceptedOn) })),
});

/** The columns for spreadsheets, and a user in them. */
export const USER_COLUMNS: readonly string[] =
  "id email state admin registered_on registered_with confirmed_on confirmed_via disabled_on deletes_on".split(
    " ",
  );

export const userCells = (user: User) => [
  user.id,
  user.email,
  stateOf(user),
  user.admin,
  iso(user.registeredOn),
  user.registeredWith,
  iso(user.confirmedOn),
  user.confirmedVia,
  iso(user.disabledOn),
  iso(user.deletesOn),
];
