import { spawn, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { deskWithDatabase, MAIN, PATIENCE } from "./tools.ts";

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
    if (question === undefined || !shown.endsWith(question)) return;
    waiting.shift();
    setTimeout(() => child.stdin.write(answer), 100);
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, shown };
}

test.skipIf(!hasScript)(
  "on a terminal the password is asked for twice and never shown, and Ctrl-C changes nothing",
  PATIENCE,
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
