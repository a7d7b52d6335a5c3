// All systems that users can be read from.

import { authjs, betterAuth, lucia, lucia1, lucia2, payload } from "./node.ts";
import { crypt, dovecot, ldap, PLAIN } from "./plain.ts";
import { django, djangoAllauth, flaskSecurity, flaskUser, tutorial } from "./python.ts";
import {
  devise,
  discourse,
  drupal,
  drupal7,
  laravel,
  phpbb,
  rails,
  symfony,
  wordpress,
} from "./ruby-and-php.ts";
import { aspnet, auth0, firebase, keycloak, kratos, supabase } from "./services.ts";
import type { Source } from "./source.ts";

/** What `postern export` writes. It is read strictly, and not by a table of columns. */
export const OWN = { name: "postern", title: "Postern's own export" } as const;

export const SOURCES: readonly Source[] = [
  flaskSecurity,
  flaskUser,
  tutorial,
  django,
  djangoAllauth,
  devise,
  rails,
  laravel,
  symfony,
  wordpress,
  drupal,
  drupal7,
  phpbb,
  betterAuth,
  lucia1,
  lucia2,
  lucia,
  authjs,
  payload,
  firebase,
  supabase,
  auth0,
  keycloak,
  kratos,
  aspnet,
  dovecot,
  ldap,
  crypt,
  discourse,
  ...PLAIN,
];

/** The systems, by the names after `--from`. */
export const systems: readonly { readonly name: string; readonly title: string }[] = [
  OWN,
  ...SOURCES.map(({ name, title }) => ({ name, title })),
];
