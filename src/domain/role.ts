// Roles: what a user is to the site, beyond being its user. Postern's own open the console, a site's own mean what it says.

import type { User } from "./user.ts";

/** A role of Postern's own: `viewer` reads, `support` also helps people, `admin` may do everything. */
export type OwnRole = "viewer" | "support" | "admin";

/** Postern's own roles, the one with the fewest rights first. Each has the rights of those before it. */
const OWN_ROLES: readonly OwnRole[] = ["viewer", "support", "admin"];

const isOwn = (role: string): role is OwnRole => OWN_ROLES.some((own) => own === role);

/**
 * Whether a user has the rights of a role. One of Postern's own is included in those above it; a site's own has to be given,
 * to admins too, because Postern does not know what it allows.
 */
export const hasRole = ({ roles }: Pick<User, "roles">, wanted: string): boolean =>
  isOwn(wanted)
    ? OWN_ROLES.slice(OWN_ROLES.indexOf(wanted)).some((role) => roles.includes(role))
    : roles.includes(wanted);

/** All roles that there are on a site, its own last. */
export const rolesOf = (declared: readonly string[]): readonly string[] => [
  ...OWN_ROLES.toReversed(),
  ...declared,
];

/** The user without roles that the site no longer has. They stay stored. */
export function withKnownRoles<Someone extends Pick<User, "roles">>(
  user: Someone,
  declared: readonly string[],
): Someone {
  const isKnown = (role: string): boolean => isOwn(role) || declared.includes(role);
  return user.roles.every(isKnown) ? user : { ...user, roles: user.roles.filter(isKnown) };
}

/** Whether a site may have a role of its own with this name. */
export const isRoleName = (name: string): boolean =>
  /^[a-z][a-z0-9-]{0,31}$/.test(name) && !isOwn(name);
