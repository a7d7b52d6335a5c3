// The real itsdangerous, called through one Python process.

import { spawnSync } from "node:child_process";
import type { Derivation, Digest } from "../../src/domain/link-codec.ts";
import type { Json } from "../../src/domain/wire/payload.ts";

/** How and when a token is made or read; keys newest first, times in seconds. */
export type Way = {
  readonly keys: readonly string[];
  readonly salt: string;
  readonly derivation: Derivation;
  readonly digest: Digest;
  readonly now: number;
};

/** To sign a payload, or to read a token. */
export type Job = Way &
  ({ readonly payload: Json } | { readonly token: string; readonly maxAge?: number });

export type Answer = {
  readonly token?: string;
  readonly payload?: Json;
  readonly signedAt?: number;
  /** The class of the exception. */
  readonly error?: string;
};

export type Reference = {
  /** Adds a job. Its answer is available when it is called for; one run does all jobs so far. */
  ask(job: Job): () => Answer;
};

const SCRIPT = `${import.meta.dirname}/reference.py`;

/** A Python that has this module, or undefined. */
export const findPython = (module: string): string | undefined =>
  ["python3", "/usr/bin/python3"].find(
    (python) => spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0,
  );

/** Jobs are collected, because starting Python takes as long as a thousand tokens. */
export function reference(python: string): Reference {
  const jobs: Job[] = [];
  const answers: Answer[] = [];
  return {
    ask(job) {
      const place = jobs.push(job) - 1;
      return () => {
        if (answers.length <= place) answers.push(...run(python, jobs.slice(answers.length)));
        return answers[place] ?? {};
      };
    },
  };
}

function run(python: string, jobs: readonly Job[]): readonly Answer[] {
  const lines = jobs.map((job) => JSON.stringify({ ...job, keys: job.keys.toReversed() }));
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT], {
    input: lines.join("\n"),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}
