import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { TOTP } from "../../src/domain/evidence.ts";
import { credentialSealer, NONCE, ofCredential } from "../../src/domain/sealed.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { enrolment } from "../../src/testing/store-contract/credentials.ts";
import { confirmed } from "../../src/testing/store-contract/kit.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { deskWithDatabase, like, MAIN } from "./tools.ts";

/** `script` of util-linux gives a program its own terminal; other systems have no equivalent. */
const hasScript = String(spawnSync("script", ["--version"]).stdout).includes("util-linux");

/** Runs `postern` on a terminal, and types each answer once its question is there. */
async function onTerminal(
  args: string,
  environment: Readonly<Record<string, string>>,
  answers: readonly (readonly [question: string, answer: string])[],
): Promise<{ code: number | null; shown: string }> {
  const child = spawn("script", ["-qec", `${process.execPath} ${MAIN} ${args}`, "/dev/null"], {
    env: { PATH: process.env["PATH"], ...environment },
  });
  const waiting = [...answers];
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    const [question, answer] = waiting[0] ?? [];
    if (question === undefined || !stripVTControlCharacters(shown).endsWith(question)) return;
    waiting.shift();
    setTimeout(() => child.stdin.write(answer), 100);
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, shown };
}

test.skipIf(!hasScript)(
  "on a terminal the password is asked for twice and never shown, and Ctrl-C changes nothing",
  async () => {
    const { cli, database } = deskWithDatabase();
    await cli("db migrate");
    const environment = { DATABASE_URL: `sqlite:${database}`, NO_COLOR: "1" };
    const [wanted, differing, interrupted] = await Promise.all([
      onTerminal("user create-admin ada@example.com", environment, [
        ["Password: ", "plum tree by the river\r"],
        ["Once more: ", "plum tree by the river\r"],
      ]),
      onTerminal("user create-admin bob@example.com", environment, [
        ["Password: ", "plum tree by the river\r"],
        ["Once more: ", "plum tree by a river\r"],
      ]),
      onTerminal("user create-admin eve@example.com", environment, [["Password: ", "plum\u0003"]]),
    ]);
    expect([wanted.code, differing.code, interrupted.code]).toEqual([0, 1, 130]);
    expect(wanted.shown + differing.shown + interrupted.shown).not.toContain("plum");
    expect(differing.shown).toContain("The two passwords differ");
    expect(interrupted.shown).toContain("Nothing was changed");
    expect((await cli("user list --json")).json()["users"]).toMatchObject([
      { email: "ada@example.com", admin: true },
    ]);
  },
);

const SECRET = "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY";
const APP = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/** A site with Bob, Eve and the admin Ada, who has an app if the site `hasApp`. */
async function siteWithAdmin(hasApp = true) {
  const { cli, database } = deskWithDatabase();
  const store = await sqliteStore(new DatabaseSync(database));
  const ada = await confirmed(store, "ada@example.com");
  const { userId } = ada;
  const nonce = seededRandom("terminal").bytes(NONCE);
  const secret = credentialSealer([SECRET]).seal(APP, ofCredential(userId, "app"), nonce);
  const app = { id: "app", kind: TOTP, factor: "second", secret } as const;
  if (hasApp) await store.addCredentials(enrolment(ada, app));
  const operator = { actor: "operator:root", reason: "first", now: Date.now() };
  await store.setAdmin({ ...operator, userId, admin: true });
  for (const name of ["bob", "eve", "mallory"]) await confirmed(store, `${name}@example.com`);
  await store.close();
  const environment = {
    DATABASE_URL: `sqlite:${database}`,
    NO_COLOR: "1",
    POSTERN_SECRET: SECRET,
    POSTERN_SECOND_FACTOR: "required-for-admins",
  };
  return { cli, environment, userId };
}

const YES = ["[y/N] ", "y\r"] as const;
const asAda = (code: string) =>
  [
    YES,
    ["Address of an admin: ", "Ada@example.com\r"],
    ["or a recovery code: ", `${code}\r`],
  ] as const;

test.skipIf(!hasScript)(
  "where admins must have a second factor, a terminal asks for an admin's before it deletes",
  async () => {
    const { cli, environment, userId } = await siteWithAdmin();
    const remove = (who: string, answers: Parameters<typeof onTerminal>[2], more = {}) =>
      onTerminal(`user delete ${who}@example.com`, { ...environment, ...more }, answers);
    const code = codeOf(APP, Date.now());
    const wrong = await remove("bob", asAda("000000"));
    expect([wrong.code, wrong.shown]).toEqual([1, expect.stringContaining("no code of an admin")]);
    const stranger = [YES, ["Address of an admin: ", "eve@example.com\r"], asAda(code)[2]] as const;
    expect((await remove("bob", stranger)).shown).toContain("no code of an admin");
    const right = await remove("bob", asAda(code));
    expect([right.code, right.shown]).toEqual([0, expect.stringContaining("is deleted")]);
    const again = await remove("eve", asAda(code));
    expect([again.code, again.shown]).toEqual([1, expect.stringContaining("already used")]);
    const keyless = await remove("eve", [YES], { POSTERN_SECRET: "" });
    expect([keyless.code, keyless.shown]).toEqual([3, expect.stringContaining("POSTERN_SECRET")]);
    // A script says yes in advance, and nobody can be asked.
    const scripted = await cli("user delete mallory@example.com --yes", { environment });
    expect(scripted.code).toBe(0);
    const { audit } = (await cli("audit list --act factor-shown --json")).json();
    expect(audit).toEqual([expect.objectContaining({ userId, detail: like(/^user delete \S+$/) })]);
  },
);

test.skipIf(!hasScript)(
  "a terminal asks for nobody's factor where no admin has one, or the site requires none",
  async () => {
    const without = await siteWithAdmin(false);
    const first = await onTerminal("user delete bob@example.com", without.environment, [YES]);
    expect([first.code, first.shown]).toEqual([0, expect.stringContaining("is deleted")]);
    const site = await siteWithAdmin();
    const offered = { ...site.environment, POSTERN_SECOND_FACTOR: "offered" };
    const second = await onTerminal("user delete bob@example.com", offered, [YES]);
    expect([second.code, second.shown]).toEqual([0, expect.stringContaining("is deleted")]);
  },
);

test.skipIf(!hasScript)(
  "on a terminal the number of those who are deleted together has to be typed",
  async () => {
    const { cli, database } = deskWithDatabase();
    for (const name of ["ada", "bob"]) await cli(`user create ${name}@example.com --no-mail`);
    const db = new DatabaseSync(database);
    db.exec("UPDATE users SET imported_on = 1");
    await cli("campaign start --yes");
    await cli("campaign stop --for-good");
    db.exec(`INSERT INTO campaign_people (campaign_id, user_id, state, picked_on)
      SELECT campaigns.id, users.id, 'sent', 1 FROM campaigns, users`);
    db.close();
    const environment = { DATABASE_URL: `sqlite:${database}`, NO_COLOR: "1" };
    const typed = async (answer: string) =>
      onTerminal("campaign remove-unconfirmed", environment, [["type 2: ", answer]]);
    const wrong = await typed("y\r");
    expect([wrong.code, wrong.shown]).toEqual([1, like(/Nothing was changed/)]);
    const right = await typed("2\r");
    expect([right.code, right.shown]).toEqual([0, like(/2 imported people .* deleted/)]);
  },
);

test.skipIf(!hasScript)(
  "on a terminal init asks until the server could start with the answer, and takes the default for Enter",
  async () => {
    const { cwd } = deskWithDatabase();
    const file = join(cwd, "settings");
    const { code, shown } = await onTerminal(`init --file ${file} --no-doctor`, { NO_COLOR: "1" }, [
      ["accounts.example.com: ", "accounts\r"],
      ["accounts.example.com: ", "https://accounts.acme.example\r"],
      ["[Postern]: ", "Acme\r"],
      ["[sqlite:data/postern.db]: ", "\r"],
      ["postmark://TOKEN@default: ", "smtp://127.0.0.1:25\r"],
      ["[Acme <accounts@accounts.acme.example>]: ", "\r"],
      ["[127.0.0.0/8]: ", "\r"],
    ]);
    expect([code, shown]).toEqual([0, like(/POSTERN_BASE_URL: give the URL people use/)]);
    expect(readFileSync(file, "utf8")).toMatch(
      /POSTERN_BASE_URL=https:\/\/accounts\.acme\.example\nPOSTERN_APP_NAME=Acme\nDATABASE_URL=sqlite:data\/postern\.db\n/,
    );
  },
);
