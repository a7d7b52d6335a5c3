// Routes that a site may leave out, because its host has its own.

/** Their paths, by the name in the option `routes`. What is below a path goes with it, except for the profile's. */
const OPTIONAL = {
  home: ["/"],
  profile: ["/profile"],
  health: ["/healthz", "/readyz"],
  language: ["/profile/language"],
  passwordChange: ["/profile/password", "/.well-known/change-password"],
  emailChange: ["/profile/email"],
  sessions: ["/profile/sessions"],
  data: ["/profile/data"],
  deletion: ["/profile/delete"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of routes that a site may leave out. */
export type OptionalRoute = keyof typeof OPTIONAL;

/** All of these names. */
export const OPTIONAL_ROUTES = Object.keys(OPTIONAL) as readonly OptionalRoute[];

/** Whether one of Postern's own paths is left out. */
export const isLeftOut = (off: readonly OptionalRoute[], path: string): boolean =>
  off.some((name) =>
    OPTIONAL[name].some(
      (left: string) =>
        path === left || (name !== "home" && name !== "profile" && path.startsWith(`${left}/`)),
    ),
  );
