// Logs everybody of an old site in to the new one, with wrong passwords and the right one: by the old hash, and by our own.

import { browserOf, type Page } from "../../src/testing/browser.ts";
import { codeOf } from "../../test/second-factor/authenticator.ts";

export type Person = {
  readonly key: string;
  readonly email: string;
  /** As it is typed. */
  readonly password: string;
  readonly unconfirmed?: boolean;
  readonly disabled?: boolean;
  readonly admin?: boolean;
  /** The secret of an authenticator app, in base32. */
  readonly secret?: string;
};

type Site = {
  /** It has no confirmed addresses, nobody is disabled, and who never opened a link has a password that nobody knows. */
  readonly isWordPress: boolean;
};

let clients = 0;

/** Each browser is a client of its own, so that no limit is met. */
function newBrowser(base: string) {
  clients += 1;
  const from = `198.51.${clients >> 8}.${clients & 255}`;
  return browserOf((request) => {
    request.headers.set("x-forwarded-for", from);
    return fetch(request, { redirect: "manual" });
  }, base);
}

/** Prints what became of each, and returns how many were not answered as they should be. */
export async function logInAll(
  base: string,
  people: readonly Person[],
  site: Site,
): Promise<number> {
  let faults = 0;
  const tell = (key: string, what: string, met: string, expected: string): void => {
    if (met !== expected) faults += 1;
    const verdict = met === expected ? "right" : `WRONG, expected ${expected}`;
    console.log(`${key.padEnd(12)} ${what.padEnd(10)} ${met.padEnd(24)} ${verdict}`);
  };
  for (const person of people) {
    const { key, password } = person;
    const right = expectedOf(person, site);
    tell(key, "wrong", await metBy(base, person, `x${password}`), "/login");
    tell(key, "old hash", await metBy(base, person, password), right);
    tell(key, "wrong", await metBy(base, person, swapped(password)), "/login");
    tell(key, "own hash", await metBy(base, person, password), right);
    if (right !== SECOND_STEP) continue;
    tell(key, "wrong code", await metBy(base, person, password, "000000"), SECOND_STEP);
    const code = codeOf(person.secret ?? "", Date.now());
    tell(key, "code", await metBy(base, person, password, code), "/");
  }
  return faults;
}

const SECOND_STEP = "/login/second-step";

/** Where the right password leads. */
function expectedOf(person: Person, { isWordPress }: Site): string {
  const { unconfirmed, disabled, admin, secret } = person;
  if (isWordPress) return unconfirmed ? "/login" : "/unconfirmed";
  if (disabled) return "/login, suspended";
  if (unconfirmed) return "/unconfirmed";
  if (secret !== undefined) return SECOND_STEP;
  return admin ? "/admin" : "/";
}

/** Where somebody gets to with a password, and a code. An admin goes on to the console. */
async function metBy(
  base: string,
  { email, admin }: Person,
  password: string,
  code?: string,
): Promise<string> {
  const browser = newBrowser(base);
  const page = await browser.open("/login");
  let met = await browser.submit("/login", { ...tokenIn(page), email, password });
  if (code !== undefined && met.path === SECOND_STEP)
    met = await browser.submit(met.path, { ...tokenIn(met), code });
  if (met.path === "/" && admin) met = await browser.open("/admin");
  return met.heading.includes("suspended") ? `${met.path}, suspended` : met.path;
}

function tokenIn({ text }: Page): Readonly<Record<string, string>> {
  const found = /name="form_token" value="([^"]*)"/.exec(text)?.[1];
  return found === undefined ? {} : { form_token: found };
}

/** The same with its first letter in the other case, or a sign in its place. */
function swapped(password: string): string {
  const at = password.search(/\p{L}/u);
  const letter = password[at]!;
  const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  return password.slice(0, at) + (other === letter ? "#" : other) + password.slice(at + 1);
}
