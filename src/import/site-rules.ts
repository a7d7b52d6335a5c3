// What a site has, and a user of another system may bring along or not.

import { rolesOf } from "../domain/role.ts";
import type { User } from "../domain/user.ts";
import type { UserRecord } from "../domain/user-record.ts";
import { checkFields } from "../identity/user-fields.ts";
import type { Settings } from "../ports/settings.ts";
import type { ImportNote, ImportProblem } from "./outcomes.ts";

/** The settings that an import asks. */
export type ImportSettings = Pick<
  Settings,
  "roles" | "fields" | "sources" | "languages" | "passkeys"
>;

export type Problem = { readonly problem: ImportProblem; readonly detail: string };

/** What comes along. */
export type Kept = Pick<User, "roles" | "fields" | "source" | "language"> &
  Required<Pick<UserRecord, "passkeys">>;

/** What of a record comes along. With `leave`, what the site does not have is left out, and otherwise a problem. */
export async function keptBySite(
  { sources, ...settings }: ImportSettings,
  record: UserRecord,
  leave: boolean,
  note: (note: ImportNote) => void,
): Promise<Kept | Problem> {
  const problems: Problem[] = [];
  const misfit = (left: ImportNote, problem: ImportProblem, detail: string): void => {
    if (leave) note(left);
    else problems.push({ problem, detail });
  };
  const known = rolesOf(settings.roles);
  const roles = [...new Set(record.roles)].filter((role) => {
    if (known.includes(role)) return true;
    misfit("without-role", "unknown-role", `The site has no role "${role}".`);
    return false;
  });
  const { source = null } = record;
  const isKnown = source === null || sources.allowed.includes(source);
  if (!isKnown)
    misfit("without-source", "unknown-source", `"${source}" is none of the site's sources.`);
  const passkeys = (record.passkeys ?? []).filter(({ rpId }) => {
    const { rpId: own } = settings.passkeys;
    if (rpId === own) return true;
    misfit("without-passkey", "passkey-domain", `It is of ${rpId}, and this site is ${own}.`);
    return false;
  });
  const fields = await keptFields(settings, record, misfit);
  return (
    problems[0] ?? {
      roles,
      fields,
      passkeys,
      source: isKnown ? source : null,
      language: languageIn(settings, record, note),
    }
  );
}

/** Required fields may be missing: whoever registered before there was such a field has none, either. */
async function keptFields(
  { fields }: Pick<Settings, "fields">,
  { fields: given = {} }: UserRecord,
  misfit: (left: ImportNote, problem: ImportProblem, detail: string) => void,
): Promise<User["fields"]> {
  const kept: Record<string, User["fields"][string]> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      misfit("without-field", "unknown-field", `The site has no field "${name}".`);
      continue;
    }
    const checked = await checkFields({ [name]: field }, { [name]: value });
    if (checked.ok) kept[name] = checked.value[name];
    else {
      const { message = "it is not valid" } = checked.problems[name] ?? {};
      misfit("without-field", "wrong-value", `The field "${name}": ${message}`);
    }
  }
  return kept;
}

/** The tag itself, or the language without its country. */
function languageIn(
  { languages }: Pick<Settings, "languages">,
  { language }: UserRecord,
  note: (note: ImportNote) => void,
): string | null {
  if (language === undefined) return null;
  const wanted = [language, language.replace(/-.*/, "")].map((tag) => tag.toLowerCase());
  const found = wanted.flatMap((tag) => languages.filter((each) => each.toLowerCase() === tag))[0];
  if (found === undefined) note("without-language");
  return found ?? null;
}
