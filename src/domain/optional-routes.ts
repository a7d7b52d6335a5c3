// Routes that a site may leave out, because its host has its own.

/** The name of routes that a site may leave out. */
export type OptionalRoute =
  | "home"
  | "profile"
  | "health"
  | "language"
  | "passwordChange"
  | "emailChange"
  | "sessions"
  | "data"
  | "deletion";

/** Their paths. What is below a path goes with it, except for the profile's. */
const OPTIONAL: Readonly<Record<OptionalRoute, readonly string[]>> = {
  home: ["/"],
  profile: ["/profile"],
  health: ["/healthz", "/readyz"],
  language: ["/profile/language"],
  passwordChange: ["/profile/password", "/.well-known/change-password"],
  emailChange: ["/profile/email"],
  sessions: ["/profile/sessions"],
  data: ["/profile/data"],
  deletion: ["/profile/delete"],
};

/** All of these names. */
export const OPTIONAL_ROUTES = Object.keys(OPTIONAL) as readonly OptionalRoute[];

/** Whether one of Postern's own paths is left out. */
export const isLeftOut = (off: readonly OptionalRoute[], path: string): boolean =>
  off.some((name) =>
    OPTIONAL[name].some(
      (left) =>
        path === left || (name !== "home" && name !== "profile" && path.startsWith(`${left}/`)),
    ),
  );
